"use client";
import { useRef, useState, type ChangeEvent, type DragEvent } from "react";

/** A place for one file: what it is dropped on, and the hidden input by which it is chosen. */
export function useFileDrop(onFile: (file: File) => void) {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  return {
    isOver,
    choose: () => input.current?.click(),
    zone: {
      onDragOver: (event: DragEvent) => (event.preventDefault(), setOver(true)),
      onDragLeave: () => setOver(false),
      onDrop(event: DragEvent) {
        event.preventDefault();
        setOver(false);
        const file = event.dataTransfer.files[0];
        if (file) onFile(file);
      },
    },
    input: {
      ref: input, type: "file", className: "sr-only", tabIndex: -1,
      onChange(event: ChangeEvent<HTMLInputElement>) {
        const file = event.target.files?.[0];
        // The same file may be chosen again after it was mended.
        event.target.value = "";
        if (file) onFile(file);
      },
    },
  } as const;
}
