"use client";
import type { ComponentProps } from "react";
import { cn } from "./cn";

interface CheckboxProps extends Omit<ComponentProps<"input">, "checked" | "onChange" | "type"> {
  checked: boolean | "indeterminate";
  onCheckedChange?(checked: boolean): void;
}

/** The platform's own checkbox in our colours: a list draws one in each row. */
export function Checkbox({ className, checked, onCheckedChange, ...props }: CheckboxProps) {
  return (
    <input
      type="checkbox"
      ref={(input) => {
        if (input) input.indeterminate = checked === "indeterminate";
      }}
      checked={checked === true}
      onChange={(event) => onCheckedChange?.(event.target.checked)}
      className={cn("check-box", className)}
      {...props}
    />
  );
}
