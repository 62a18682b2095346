/** Registry of what rules can wait for. The first that fits tells a person; a mention says more than "a comment was written". */
import type { NotificationEvent, NotificationTrigger } from "../model/kinds/notification/model";
import type { Occurrence } from "./occurrence";

interface EventKind {
  /** Lower goes first. */
  readonly rank: number;
  fits(occurrence: Occurrence, on: NotificationTrigger): boolean;
}

const added = (kind: string): EventKind => ({ rank: 4, fits: ({ part }) => part?.kind === kind && part.added });

function fitsChange({ verb, entity, changes }: Occurrence, on: NotificationTrigger): boolean {
  return verb === "update" && (on.fields ?? []).some((name) => {
    const change = changes[entity.fieldByName.get(name)?.id ?? ""];
    return change !== undefined && (on.becomes === undefined || on.becomes.includes(String(change.to)));
  });
}

export const EVENTS: Readonly<Record<NotificationEvent, EventKind>> = {
  mention: { rank: 0, fits: ({ mentions }) => mentions.length > 0 },
  assigned: { rank: 1, fits: ({ verb, changes }) => (verb === "create" || verb === "update") && Boolean(changes["owner"]?.to) },
  changed: { rank: 2, fits: fitsChange },
  due: { rank: 3, fits: ({ verb }) => verb === "due" },
  clock: { rank: 3, fits: ({ verb }) => verb === "clock" },
  comment: added("comment"), note: added("note"), file: added("file"),
  created: { rank: 5, fits: ({ verb }) => verb === "create" },
  deleted: { rank: 5, fits: ({ verb }) => verb === "delete" },
  updated: { rank: 6, fits: ({ verb }) => verb === "update" },
};
