"use client";
import { useEffect, useRef, type MouseEvent, type PointerEvent } from "react";

/** How long a finger rests on a thing that is meant to be chosen, as phones have it. */
const HELD_MS = 500;
/** A finger that goes farther scrolls. */
const STILL_PX = 10;

interface Listeners {
  onPointerDown?(event: PointerEvent): void;
  onPointerMove?(event: PointerEvent): void;
  onPointerUp?(): void;
  onPointerCancel?(): void;
  onContextMenu?(event: MouseEvent): void;
}

/** Listeners for what is held down by a finger or a pen; the browser's own menu, which means the same gesture, stays away. */
export function useHeldDown(onHeld: (() => void) | undefined): Listeners {
  const held = useRef<{ x: number; y: number; timer: ReturnType<typeof setTimeout> }>(undefined);
  const letGo = () => {
    clearTimeout(held.current?.timer);
    held.current = undefined;
  };
  useEffect(() => letGo, []);
  if (!onHeld) return {};
  const fire = () => {
    letGo();
    onHeld();
  };
  return {
    onPointerDown: ({ pointerType, clientX: x, clientY: y }) => {
      letGo();
      if (pointerType !== "mouse") held.current = { x, y, timer: setTimeout(fire, HELD_MS) };
    },
    onPointerMove: ({ clientX, clientY }) => {
      if (held.current && Math.hypot(clientX - held.current.x, clientY - held.current.y) > STILL_PX) letGo();
    },
    onPointerUp: letGo,
    onPointerCancel: letGo,
    onContextMenu: (event) => {
      if (!held.current) return;
      event.preventDefault();
      fire();
    },
  };
}
