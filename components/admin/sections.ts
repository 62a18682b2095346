/** Sections of administration, in order, each with the right that opens it. */
import type { MessageKey } from "../i18n/messages";

export interface AdminSection {
  readonly name: string;
  readonly label: MessageKey;
  readonly icon: string;
  /** Administration right needed; the server asks again. */
  readonly right: string;
  readonly group: "people" | "rights" | "system";
}

export const ADMIN_SECTIONS = [
  { name: "users", label: "admin.users", icon: "users", right: "users.manage", group: "people" },
  { name: "units", label: "admin.units", icon: "network", right: "users.manage", group: "people" },
  { name: "teams", label: "admin.teams", icon: "users-round", right: "users.manage", group: "people" },
  { name: "deputies", label: "admin.deputies", icon: "user-check", right: "users.manage", group: "people" },
  { name: "roles", label: "admin.roles", icon: "shield", right: "metadata.publish", group: "rights" },
  { name: "keys", label: "admin.keys", icon: "key-round", right: "apiKeys.manage", group: "rights" },
  { name: "events", label: "admin.events", icon: "scroll-text", right: "events.read", group: "rights" },
  { name: "processes", label: "designer.processes", icon: "workflow", right: "metadata.publish", group: "system" },
  { name: "decisions", label: "decision.title", icon: "table-2", right: "metadata.publish", group: "system" },
  { name: "templates", label: "templates.title", icon: "file-text", right: "metadata.publish", group: "system" },
  { name: "clocks", label: "clocks.title", icon: "timer", right: "metadata.publish", group: "system" },
  { name: "calendars", label: "calendars.title", icon: "calendar-clock", right: "metadata.publish", group: "system" },
  { name: "instances", label: "tasks.instances", icon: "list-tree", right: "events.read", group: "system" },
  { name: "packs", label: "admin.packs", icon: "package", right: "metadata.read", group: "system" },
  { name: "revisions", label: "admin.revisions", icon: "history", right: "metadata.read", group: "system" },
  { name: "trash", label: "admin.trash", icon: "trash-2", right: "trash.purge", group: "system" },
  { name: "jobs", label: "admin.jobs", icon: "list-checks", right: "events.read", group: "system" },
  { name: "health", label: "admin.health", icon: "gauge", right: "events.read", group: "system" },
] as const satisfies readonly AdminSection[];

export const holdsRight = (system: readonly string[], right: string): boolean => system.includes("*") || system.includes(right);

/** Those the person may open. */
export const sectionsFor = (system: readonly string[]): readonly AdminSection[] => ADMIN_SECTIONS.filter(({ right }) => holdsRight(system, right));
