"use client";
/** Where the part of a form that edits values is kept once it is there; see control-part.ts. */
import type { ComponentType } from "react";
import type { ControlProps } from "./contract";

let control: ComponentType<ControlProps> | undefined;
const waiting = new Set<() => void>();

export function provideControl(part: ComponentType<ControlProps>): void {
  control = part;
  for (const tell of waiting) tell();
}

/** Undefined until it is loaded. */
export const loadedControl = (): ComponentType<ControlProps> | undefined => control;

/** Calls back when it comes; returns the way out. */
export function onControl(tell: () => void): () => void {
  waiting.add(tell);
  return () => void waiting.delete(tell);
}
