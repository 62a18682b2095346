"use client";
import { useId, type ComponentProps } from "react";
import { Input } from "../ui/input";

interface AuthFieldProps extends ComponentProps<typeof Input> {
  label: string;
  hint?: string;
  error?: string;
}

/** Label, input and its error, tied together for screen readers. */
export function AuthField({ label, hint, error, ...props }: AuthFieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className="mb-4">
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      <Input id={id} className="h-9" aria-invalid={error ? true : undefined} aria-describedby={note ? `${id}-note` : undefined} {...props} />
      {note && (
        <p id={`${id}-note`} className={error ? "mt-1 text-xs text-danger-ink" : "mt-1 text-xs text-ink-3"}>
          {note}
        </p>
      )}
    </div>
  );
}
