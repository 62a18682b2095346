/** Icons by lucide name, as metadata writes them. They are one picture file (scripts/gen/icons.ts), so that they cost no script. */
import type { SVGProps } from "react";
import { ICON_NAMES } from "./icon-names";

/** Draws the icon called `name`, an unknown one as a circle; decorative, so hidden from screen readers. */
export function Icon({ name, ...props }: SVGProps<SVGSVGElement> & { name: string | undefined }) {
  return (
    <svg width={24} height={24} fill="none" stroke="currentColor" strokeWidth={2} strokeLinecap="round" strokeLinejoin="round" aria-hidden {...props}>
      <use href={`/icons.svg#${name !== undefined && ICON_NAMES.has(name) ? name : "circle"}`} />
    </svg>
  );
}
