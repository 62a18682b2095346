"use client";
import { useState, type ComponentProps } from "react";
import { Input } from "./input";

interface RequiredInputProps extends Omit<ComponentProps<"input">, "value" | "onChange"> {
  value: string;
  /** What may be kept; anything but nothing when left out. */
  accepts?(text: string): boolean;
  /** Called with what may be kept only. */
  onText(text: string): void;
}

const something = (text: string): boolean => text.trim() !== "";

/** A text that is never empty for long: it may be cleared and written anew; left as it may not be kept, what was there stands again. */
export function RequiredInput({ value, accepts = something, onText, ...props }: RequiredInputProps) {
  const [typed, setTyped] = useState<string>();
  return (
    <Input
      {...props} value={typed ?? value} aria-invalid={typed === undefined || typed === "" ? undefined : true} onBlur={() => setTyped(undefined)}
      onChange={({ target: { value: text } }) => {
        setTyped(accepts(text) ? undefined : text);
        if (accepts(text)) onText(text);
      }}
    />
  );
}
