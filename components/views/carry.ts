"use client";
/**
 * Carrying things with the pointer or the keyboard. What is carried goes by whole steps; it is shown where it would be put, and
 * written when it is put down.
 */
import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";

export interface Carried {
  readonly id: string;
  /** Its end alone. */
  readonly end: boolean;
  readonly days: number;
  readonly minutes: number;
}

interface CarryOptions {
  /** How far the pointer is from where it took the thing. */
  steps(id: string, from: { x: number; y: number }, to: { x: number; y: number }): { readonly days: number; readonly minutes: number };
  /** How far a press of an arrow key goes. */
  keys: Readonly<Record<string, { readonly days: number; readonly minutes: number }>>;
  onDrop(carried: Carried): void;
  /** Says what happens, for those who do not see it. */
  onSay(event: "picked" | "moved" | "dropped" | "cancelled", carried: Carried): void;
}

const FAR = 4;
/** A finger that rests so long takes a thing; one that moves before scrolls. */
const LONG_PRESS_MS = 350;
const SHAKY = 8;
/** How long a phone answers that something is in the hand. */
const BUZZ_MS = 15;

export function useCarry({ steps, keys, onDrop, onSay }: CarryOptions) {
  const [carried, setCarried] = useState<Carried>();
  const now = useRef<Carried>(undefined);
  const byKey = useRef(false);
  const latest = useRef({ steps, onDrop, onSay });
  latest.current = { steps, onDrop, onSay };
  const set = useCallback((next: Carried | undefined) => {
    now.current = next;
    setCarried(next);
  }, []);
  const drop = useCallback(() => {
    const last = now.current;
    set(undefined);
    if (!last) return;
    latest.current.onSay("dropped", last);
    if (last.days !== 0 || last.minutes !== 0) latest.current.onDrop(last);
  }, [set]);

  const onPointerDown = useCallback(
    (id: string, end: boolean) => (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.stopPropagation();
      const from = { x: event.clientX, y: event.clientY };
      const touch = event.pointerType === "touch";
      const thing = event.currentTarget;
      let taken = false;
      byKey.current = false;
      const rest = touch ? setTimeout(() => {
        taken = true;
        navigator.vibrate?.(BUZZ_MS);
        set({ id, end, days: 0, minutes: 0 });
      }, LONG_PRESS_MS) : undefined;
      // While something is in the hand the finger neither scrolls nor opens the menu of a link.
      const hold = (held: Event) => taken && held.preventDefault();
      const quiet = (menu: Event) => menu.preventDefault();
      const move = (moved: globalThis.PointerEvent) => {
        const to = { x: moved.clientX, y: moved.clientY };
        const way = Math.hypot(to.x - from.x, to.y - from.y);
        if (!taken && touch && way > SHAKY) return stop(false);
        if (!taken && (touch || way < FAR)) return;
        taken = true;
        moved.preventDefault();
        set({ id, end, ...latest.current.steps(id, from, to) });
      };
      const stop = (put: boolean) => {
        clearTimeout(rest);
        thing.removeEventListener("touchmove", hold);
        window.removeEventListener("contextmenu", quiet);
        window.removeEventListener("pointermove", move);
        window.removeEventListener("pointerup", up);
        window.removeEventListener("pointercancel", cancel);
        window.removeEventListener("keydown", escape, true);
        if (!taken) return;
        // The click that follows is not meant for what lies below.
        const swallow = (click: MouseEvent) => {
          click.preventDefault();
          click.stopPropagation();
        };
        window.addEventListener("click", swallow, { capture: true, once: true });
        setTimeout(() => window.removeEventListener("click", swallow, true), 0);
        if (put) drop();
        else set(undefined);
      };
      const up = () => stop(true);
      const cancel = () => stop(false);
      const escape = (key: globalThis.KeyboardEvent) => key.key === "Escape" && stop(false);
      if (touch) {
        // On the thing itself: what is carried may be drawn anew elsewhere, and then the touches still come to what is gone.
        thing.addEventListener("touchmove", hold, { passive: false });
        window.addEventListener("contextmenu", quiet);
      }
      window.addEventListener("pointermove", move);
      window.addEventListener("pointerup", up);
      window.addEventListener("pointercancel", cancel);
      window.addEventListener("keydown", escape, true);
    },
    [drop, set],
  );

  const onKeyDown = useCallback(
    (id: string, mayResize: boolean) => (event: KeyboardEvent<HTMLElement>) => {
      const held = now.current?.id === id ? now.current : undefined;
      if (!held) {
        if (event.key !== " ") return;
        event.preventDefault();
        byKey.current = true;
        const next = { id, end: false, days: 0, minutes: 0 };
        set(next);
        latest.current.onSay("picked", next);
        return;
      }
      const step = keys[event.key];
      if (step) {
        const next = { ...held, end: held.end || (mayResize && event.shiftKey), days: held.days + step.days, minutes: held.minutes + step.minutes };
        set(next);
        latest.current.onSay("moved", next);
      } else if (event.key === " " || event.key === "Enter") drop();
      else if (event.key === "Escape" || event.key === "Tab") {
        set(undefined);
        latest.current.onSay("cancelled", held);
        if (event.key === "Tab") return;
      } else return;
      event.preventDefault();
      event.stopPropagation();
    },
    [drop, keys, set],
  );

  useEffect(() => {
    // Safari asks who may stop a touch from scrolling before the touch begins.
    const nothing = () => undefined;
    window.addEventListener("touchmove", nothing, { passive: false });
    return () => window.removeEventListener("touchmove", nothing);
  }, []);
  useEffect(() => {
    // What is carried may be drawn anew somewhere else; the hand goes with it.
    if (carried && byKey.current) document.querySelector<HTMLElement>(`[data-entry="${CSS.escape(carried.id)}"]`)?.focus();
  }, [carried]);
  return { carried, onPointerDown, onKeyDown };
}
