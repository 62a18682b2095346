import type { ComponentProps, CSSProperties } from "react";
import { cn } from "./cn";

/** Tones a choice may have in metadata; anything else is grey. */
export const TONES = ["gray", "blue", "green", "yellow", "orange", "red", "purple", "pink", "teal"] as const;
export type Tone = (typeof TONES)[number];

export function toneOf(name: unknown): Tone {
  return TONES.find((tone) => tone === name) ?? "gray";
}

export function toneStyle(tone: Tone): CSSProperties {
  return { background: `var(--tone-${tone}-bg)`, color: `var(--tone-${tone}-ink)` };
}

/** A badge in a line of text that is cut where its box ends: one element. */
export const BADGE_LINE = "mr-1 inline-block h-5 max-w-full truncate rounded-sm px-1.5 align-middle text-xs leading-5 font-medium last:mr-0";

export function Badge({ tone = "gray", className, style, ...props }: ComponentProps<"span"> & { tone?: Tone }) {
  return <span className={cn("inline-flex h-5 max-w-full items-center gap-1 truncate rounded-sm px-1.5 text-xs font-medium whitespace-nowrap", className)} style={{ ...toneStyle(tone), ...style }} {...props} />;
}

export function Kbd({ className, ...props }: ComponentProps<"kbd">) {
  return <kbd className={cn("inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border border-line-strong bg-sunken px-1 font-sans text-[11px] leading-none text-ink-2", className)} {...props} />;
}

export function Skeleton({ className, ...props }: ComponentProps<"div">) {
  return <div aria-hidden className={cn("h-4 rounded-sm bg-active animate-skeleton", className)} {...props} />;
}
