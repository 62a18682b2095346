"use client";
import { useCallback, useLayoutEffect, useState, type RefObject } from "react";

interface WindowOptions {
  /** The box that scrolls. */
  readonly box: RefObject<HTMLElement | null>;
  readonly count: number;
  /** Height of each row in pixels; all are alike, which is what makes a hundred thousand of them cheap. */
  readonly rowHeight: number;
  /** What stands fixed at the top and the bottom of the box, in pixels. */
  readonly head?: number;
  readonly foot?: number;
}

/** Rows drawn above and below those in sight: few until one scrolls. */
const SPARE = 10;
const SPARE_AT_FIRST = 3;
/** Rows before the height of the box is known, as on the server: those of a usual window. */
const AT_FIRST = 26;

export interface RowWindow {
  /** Rows to draw: first ≤ index < end. */
  readonly first: number;
  readonly end: number;
  readonly total: number;
  /** Inner width of the box; 0 until it is known. */
  readonly width: number;
  /** Scrolls as little as needed for the row to be seen. */
  show(index: number): void;
}

/** Which of many equally high rows are in sight. */
export function useWindow({ box, count, rowHeight, head = 0, foot = 0 }: WindowOptions): RowWindow {
  const [range, setRange] = useState({ first: 0, end: AT_FIRST, width: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    let frame = 0;
    let spare = SPARE_AT_FIRST;
    const measure = () => {
      frame = 0;
      if (element.scrollTop > 0) spare = SPARE;
      const first = Math.max(0, Math.floor(element.scrollTop / rowHeight) - spare);
      const end = Math.ceil((element.scrollTop + element.clientHeight) / rowHeight) + spare;
      const width = element.clientWidth;
      setRange((old) => (old.first === first && old.end === end && old.width === width ? old : { first, end, width }));
    };
    const later = () => {
      frame ||= requestAnimationFrame(measure);
    };
    measure();
    element.addEventListener("scroll", later, { passive: true });
    const sizes = new ResizeObserver(later);
    sizes.observe(element);
    return () => {
      cancelAnimationFrame(frame);
      element.removeEventListener("scroll", later);
      sizes.disconnect();
    };
  }, [box, rowHeight]);

  const show = useCallback(
    (index: number) => {
      const element = box.current;
      if (!element || index < 0) return;
      const top = index * rowHeight;
      const visible = element.clientHeight - head - foot;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + rowHeight > element.scrollTop + visible) element.scrollTop = top + rowHeight - visible;
    },
    [box, rowHeight, head, foot],
  );
  return { first: Math.min(range.first, Math.max(0, count - 1)), end: Math.min(range.end, count), total: count * rowHeight, width: range.width, show };
}
