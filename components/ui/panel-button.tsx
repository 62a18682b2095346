"use client";
import { useRef, useState, type ReactNode, type RefObject } from "react";
import { Button } from "./button";

interface PanelButtonProps {
  label: string;
  className?: string;
  size?: "md" | "icon";
  title?: string;
  children: ReactNode;
  /** Draws the panel (ui/panel) while it is open. */
  panel(anchor: RefObject<HTMLButtonElement | null>, close: () => void): ReactNode;
}

/** A button that opens a panel under it. */
export function PanelButton({ label, className, size = "md", title, children, panel }: PanelButtonProps) {
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button ref={anchor} variant="ghost" size={size} className={className} title={title} aria-label={label} aria-haspopup="dialog" aria-expanded={open} data-state={open ? "open" : "closed"} onClick={() => setOpen(!open)}>
        {children}
      </Button>
      {open && panel(anchor, () => setOpen(false))}
    </>
  );
}
