import type { ComponentProps } from "react";
import { cn } from "./cn";

/** What is typed decides where it begins: Arabic and Hebrew at the right. */
export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input dir="auto" className={cn("field-box h-8 px-2.5 max-sm:h-10", className)} {...props} />;
}

export function Textarea({ className, rows = 3, ...props }: ComponentProps<"textarea">) {
  return <textarea dir="auto" rows={rows} className={cn("field-box block px-2.5 py-1.5 [field-sizing:content] max-h-96 min-h-16", className)} {...props} />;
}

export interface NativeSelectProps extends Omit<ComponentProps<"select">, "onChange"> {
  onValueChange(value: string): void;
}

/** The platform's own select: best on a phone and for short closed lists. */
export function NativeSelect({ className, onValueChange, ...props }: NativeSelectProps) {
  return <select className={cn("field-box h-8 px-2 max-sm:h-10", className)} onChange={(event) => onValueChange(event.target.value)} {...props} />;
}
