"use client";
import { cloneElement, useEffect, useId, useRef, useState, type ReactElement, type ReactNode, type SyntheticEvent } from "react";
import { createPortal } from "react-dom";

const DELAY_MS = 400;
const GAP = 6;

type Side = "top" | "bottom" | "left" | "right";

interface Anchor {
  readonly x: number;
  readonly y: number;
}

const TURN: Readonly<Record<Side, string>> = { top: "translate(-50%, -100%)", bottom: "translate(-50%, 0)", left: "translate(-100%, -50%)", right: "translate(0, -50%)" };

function anchorOf({ left, right, top, bottom, width, height }: DOMRect, side: Side): Anchor {
  if (side === "left" || side === "right") return { x: side === "left" ? left - GAP : right + GAP, y: top + height / 2 };
  return { x: left + width / 2, y: side === "top" ? top - GAP : bottom + GAP };
}

interface TooltipProps {
  text: ReactNode;
  children: ReactElement<Record<string, unknown>>;
  side?: Side;
}

/** A word on what an icon does, on hover and focus; never the only place of a fact. Small on purpose: it is part of every page. */
export function Tooltip({ text, children, side = "bottom" }: TooltipProps) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [at, setAt] = useState<Anchor>();

  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    const shown = box.current?.getBoundingClientRect();
    if (!at || !shown) return;
    // Pushed back into the window where it would leave it.
    const over = Math.max(0, shown.right - window.innerWidth + 8) - Math.max(0, 8 - shown.left);
    if (over !== 0) setAt({ ...at, x: at.x - over });
  }, [at]);

  const show = (event: SyntheticEvent, wait: number) => {
    const target = event.currentTarget;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAt(anchorOf(target.getBoundingClientRect(), side)), wait);
  };
  const hide = () => {
    clearTimeout(timer.current);
    setAt(undefined);
  };
  const trigger = cloneElement(children, {
    "aria-describedby": at ? id : undefined,
    onPointerEnter: (event: SyntheticEvent) => show(event, DELAY_MS),
    onPointerLeave: hide,
    onPointerDown: hide,
    onFocus: (event: SyntheticEvent) => event.currentTarget.matches(":focus-visible") && show(event, 0),
    onBlur: hide,
  });
  return (
    <>
      {trigger}
      {at &&
        createPortal(
          <div ref={box} id={id} role="tooltip" style={{ left: at.x, top: at.y, transform: TURN[side] }} className="pointer-events-none fixed z-50 w-max max-w-80 rounded-md bg-raised px-2 py-1 text-xs text-ink shadow-pop">
            {text}
          </div>,
          document.body,
        )}
    </>
  );
}
