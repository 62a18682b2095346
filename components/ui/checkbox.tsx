"use client";
import { Check, Minus } from "lucide-react";
import { Checkbox as Primitive, Switch as SwitchPrimitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

export function Checkbox({ className, ...props }: ComponentProps<typeof Primitive.Root>) {
  return (
    <Primitive.Root
      className={cn(
        "group/check inline-flex size-4 shrink-0 items-center justify-center rounded-sm border border-field-line bg-raised text-on-accent aria-invalid:border-danger data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent disabled:opacity-60",
        className,
      )}
      {...props}
    >
      <Primitive.Indicator>
        <Check className="size-3 group-data-[state=indeterminate]/check:hidden" strokeWidth={3} aria-hidden />
        <Minus className="hidden size-3 group-data-[state=indeterminate]/check:block" strokeWidth={3} aria-hidden />
      </Primitive.Indicator>
    </Primitive.Root>
  );
}

export function Switch({ className, ...props }: ComponentProps<typeof SwitchPrimitive.Root>) {
  return (
    <SwitchPrimitive.Root
      className={cn("inline-flex h-5 w-9 shrink-0 items-center rounded-full bg-field-line p-0.5 transition-colors data-[state=checked]:bg-accent disabled:opacity-60", className)}
      {...props}
    >
      <SwitchPrimitive.Thumb className="block size-4 rounded-full bg-white shadow-low transition-transform data-[state=checked]:translate-x-4" />
    </SwitchPrimitive.Root>
  );
}
