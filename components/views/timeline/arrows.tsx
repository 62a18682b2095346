import type { Entry } from "../calendar/entries";
import { arrowPath, barOf, type Scale } from "./scale";

export interface Arrow {
  readonly key: string;
  readonly path: string;
  /** What depends begins before the other one has ended. */
  readonly isLate: boolean;
}

const idsOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value : [value]).flatMap((one: unknown) => (typeof one === "object" && one !== null && "id" in one ? [String(one.id)] : []));

/** Arrows between the bars of these rows; a row without an entry is the head of a group. */
export function arrowsOf(rows: readonly (Entry | undefined)[], dependencies: readonly string[], scale: Scale, height: number): readonly Arrow[] {
  if (dependencies.length === 0) return [];
  const places = new Map(rows.flatMap((entry, index) => (entry ? [[entry.row.id, { entry, index }] as const] : [])));
  return [...places.values()].flatMap(({ entry, index }) =>
    dependencies.flatMap((name) => idsOf(entry.row[name])).flatMap((id): Arrow[] => {
      const before = places.get(id);
      if (!before) return [];
      const [a, b] = [barOf(scale, before.entry), barOf(scale, entry)];
      const path = arrowPath({ x: a.left + a.width, y: (before.index + 0.5) * height }, { x: b.left, y: (index + 0.5) * height });
      return [{ key: `${id} ${entry.row.id}`, path, isLate: b.left < a.left + a.width }];
    }),
  );
}

export function TimelineArrows({ arrows, width, height }: { arrows: readonly Arrow[]; width: number; height: number }) {
  if (arrows.length === 0) return null;
  return (
    <svg width={width} height={height} fill="none" strokeWidth={1.5} className="absolute inset-0 text-ink-3">
      <defs>
        <marker id="timeline-arrow" viewBox="0 0 6 6" refX={5} refY={3} markerWidth={6} markerHeight={6} orient="auto">
          <path d="M0 0L6 3L0 6Z" fill="context-stroke" />
        </marker>
      </defs>
      {arrows.map(({ key, path, isLate }) => (
        <path key={key} d={path} stroke={isLate ? "var(--danger)" : "currentColor"} markerEnd="url(#timeline-arrow)" />
      ))}
    </svg>
  );
}
