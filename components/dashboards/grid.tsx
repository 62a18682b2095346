"use client";
import type { CSSProperties, ReactNode } from "react";
import type { Place } from "../../runtime/widgets/layout";
import { cn } from "../ui/cn";

/** Height of a cell and the gap between tiles, in pixels; also known to the builder, which counts in cells. */
export const CELL = 52;
export const GAP = 12;

/** Twelve columns; on a phone the tiles stand one below the other in their order. */
export function Grid({ className, children, ...props }: { className?: string; children: ReactNode; style?: CSSProperties }) {
  return (
    <div className={cn("grid auto-rows-[52px] grid-cols-12 gap-3 max-md:flex max-md:flex-col", className)} {...props}>
      {children}
    </div>
  );
}

/** Place of a tile: column and row start at 1. On a phone only its height counts. */
export function tileStyle({ x, y, width, height }: Place): CSSProperties {
  return { gridColumn: `${x + 1} / span ${width}`, gridRow: `${y + 1} / span ${height}`, "--tile-height": `${Math.max(height, 2) * CELL + (Math.max(height, 2) - 1) * GAP}px` } as CSSProperties;
}

export const TILE = "min-h-0 min-w-0 max-md:h-(--tile-height)";

/** Reading order: rows from above, then from the left. */
export const inReadingOrder = <T extends Place>(tiles: readonly T[]): readonly T[] => [...tiles].sort((a, b) => a.y - b.y || a.x - b.x);
