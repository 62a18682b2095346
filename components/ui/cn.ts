import { clsx, type ClassValue } from "clsx";
import { twMerge } from "tailwind-merge";

/** Joins class names; a later utility wins over an earlier one of the same property. */
export function cn(...values: ClassValue[]): string {
  const given = values.filter(Boolean);
  // One text alone has nothing to win over; taking it apart would cost more than the rest of a small component.
  return given.length === 1 && typeof given[0] === "string" ? given[0] : twMerge(clsx(given));
}
