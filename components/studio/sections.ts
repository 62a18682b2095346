/** What can be built in the studio, in order. */
import type { MessageKey } from "../i18n/messages";

interface StudioSection {
  readonly href: string;
  readonly label: MessageKey;
  readonly icon: string;
}

export const STUDIO_SECTIONS: readonly StudioSection[] = [
  { href: "/studio", label: "studio.modules", icon: "boxes" },
  { href: "/studio/processes", label: "designer.processes", icon: "workflow" },
];

/** May the person change what the application is made of? The server asks again. */
export const mayStudio = (system: readonly string[]): boolean => system.includes("*") || system.includes("metadata.publish");
