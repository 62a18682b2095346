"use client";
import { useJournal } from "../data/processes";
import { useLocale, useT } from "../i18n/provider";
import { Skeleton } from "../ui/badge";
import { Notice } from "../ui/states";

/** Entries with a word of ours; the others name themselves. */
const KNOWN = ["started", "entered", "left", "caught", "thrown", "cancelled", "undone", "changed", "incident", "retried", "moved", "ended", "claimed", "released", "delegated", "voted"] as const;
/** What operators did: "operator:cancel" and the like. */
const OPERATIONS = ["suspend", "resume", "cancel", "retry", "move", "setVariables", "migrate"] as const;

/** What happened in an instance, oldest first, with who did it for whom. */
export function InstanceJournal({ id }: { id: string }) {
  const t = useT();
  const { language, timeZone } = useLocale();
  const query = useJournal(id);
  if (query.isError) return <Notice tone="danger">{query.error.message}</Notice>;
  if (!query.data) return <Skeleton className="h-24" />;
  const time = new Intl.DateTimeFormat(language, { dateStyle: "short", timeStyle: "medium", timeZone });
  const word = (event: string) => {
    const operation = OPERATIONS.find((one) => event === `operator:${one}`);
    if (operation) return t(`tasks.operator.${operation}`);
    const known = KNOWN.find((one) => one === event);
    return known ? t(`tasks.event.${known}`) : event;
  };
  return (
    <ol aria-label={t("tasks.journal")} className="scroll-thin max-h-80 divide-y divide-line overflow-y-auto rounded-lg border border-line text-sm">
      {query.data.items.map((entry) => (
        <li key={entry.seq} className="flex flex-wrap gap-x-3 px-3 py-1.5">
          <time dateTime={entry.at} className="text-ink-3 tabular-nums">{time.format(new Date(entry.at))}</time>
          <span className="min-w-0 flex-1">{entry.label && <b className="font-medium">{entry.label}</b>} {word(entry.event)}</span>
          {entry.actor && <span className="text-ink-2">{entry.actedFor ? t("tasks.voiceFor", { name: entry.actor.title, person: entry.actedFor.title }) : entry.actor.title}</span>}
        </li>
      ))}
    </ol>
  );
}
