"use client";
import type { CSSProperties, ReactNode, Ref } from "react";
import type { Place } from "../../runtime/widgets/layout";
import { cn } from "../ui/cn";

/** Height of a cell and the gap between tiles, in pixels; also known to the builder, which counts in cells. */
export const CELL = 52;
export const GAP = 12;

/** Twelve columns; on a phone two, in which small tiles stand side by side and the others below each other. */
export function Grid({ className, children, ref }: { className?: string; children: ReactNode; ref?: Ref<HTMLDivElement> }) {
  return (
    <div ref={ref} className={cn("grid grid-cols-12 gap-3 max-md:grid-cols-2 md:auto-rows-[52px]", className)}>
      {children}
    </div>
  );
}

/** Place of a tile: column and row start at 1. On a phone only its height counts. */
export function tileStyle({ x, y, width, height }: Place): CSSProperties {
  const rows = Math.max(height, 2);
  return { "--column": `${x + 1} / span ${width}`, "--row": `${y + 1} / span ${height}`, "--height": `${rows * CELL + (rows - 1) * GAP}px` } as CSSProperties;
}

const SMALL = 3;
export const tileClass = ({ width }: Place): string => cn("min-h-0 min-w-0 max-md:h-(--height) md:[grid-column:var(--column)] md:[grid-row:var(--row)]", width > SMALL && "max-md:col-span-2");

/** Reading order: rows from above, then from the left. */
export const inReadingOrder = <T extends Place>(tiles: readonly T[]): readonly T[] => [...tiles].sort((a, b) => a.y - b.y || a.x - b.x);
