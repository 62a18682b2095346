import type { VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { buttonLook } from "./button-look";
import { cn } from "./cn";

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof buttonLook> {
  /** Renders the only child (a link) with the look of a button. */
  asChild?: boolean;
}

export function Button({ className, variant, size, asChild, type = "button", ...props }: ButtonProps) {
  const look = cn(buttonLook({ variant, size: variant === "link" ? undefined : size }), variant === "link" && "h-auto px-0", className);
  if (asChild) return <Slot.Root className={look} {...props} />;
  return <button type={type} className={look} {...props} />;
}
