"use client";
import type { ReactNode, RefObject } from "react";
import { cn } from "./cn";
import { Popover, PopoverAnchor, PopoverContent } from "./popover";

interface PanelProps {
  /** The button it belongs to. */
  anchor: RefObject<HTMLElement | null>;
  label: string;
  onClose(): void;
  align?: "start" | "end";
  className?: string;
  children: ReactNode;
}

/** What opens under a button. The button stands elsewhere and needs none of this machinery, so a panel is loaded when it is opened. */
export function Panel({ anchor, label, onClose, align, className, children }: PanelProps) {
  return (
    <Popover open onOpenChange={(open) => !open && onClose()}>
      {/* Radix wants a ref that is never null; the button is there as long as the panel is. */}
      <PopoverAnchor virtualRef={anchor as RefObject<HTMLElement>} />
      <PopoverContent
        aria-label={label}
        align={align}
        className={cn("p-3", className)}
        onPointerDownOutside={(event) => event.target instanceof Node && anchor.current?.contains(event.target) && event.preventDefault()}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          anchor.current?.focus();
        }}
      >
        {children}
      </PopoverContent>
    </Popover>
  );
}
