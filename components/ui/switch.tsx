"use client";
import { Switch as Primitive } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./cn";

export function Switch({ className, ...props }: ComponentProps<typeof Primitive.Root>) {
  return (
    <Primitive.Root
      className={cn("inline-flex h-5 w-9 shrink-0 items-center rounded-full bg-field-line p-0.5 transition-colors data-[state=checked]:bg-accent disabled:opacity-60", className)}
      {...props}
    >
      <Primitive.Thumb className="block size-4 rounded-full bg-white shadow-low transition-transform data-[state=checked]:translate-x-4" />
    </Primitive.Root>
  );
}
