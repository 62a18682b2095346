"use client";
import { History as HistoryIcon } from "lucide-react";
import { fieldsByName } from "../../runtime/forms/scope";
import type { ClientEntity } from "../../runtime/model/client";
import { useHistory, type HistoryEntry } from "../data/records";
import { FieldCell } from "../fields/field-cell";
import type { MessageKey } from "../i18n/messages";
import { useLocale, useT } from "../i18n/provider";
import { Avatar } from "../ui/avatar";
import { Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { EmptyState, Notice } from "../ui/states";

const VERBS: Readonly<Record<string, MessageKey>> = { create: "history.create", update: "history.update", delete: "history.delete", restore: "history.restore", merge: "history.merge", recompute: "history.recompute", share: "history.share", member: "history.member", erase: "history.erase" };

/** Who changed what, newest first. */
export function History({ entity, id }: { entity: ClientEntity; id: string }) {
  const t = useT();
  const { data, isPending, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useHistory(entity.name, id);
  if (error) return <Notice tone="danger">{error.message}</Notice>;
  if (isPending) return <Skeleton className="h-24 w-full" />;
  // Recomputing that changed nothing the person may see is no news.
  const entries = data.pages.flatMap((page) => page.items).filter((entry) => entry.verb !== "recompute" || Object.keys(entry.changes).length > 0);
  if (entries.length === 0) return <EmptyState icon={<HistoryIcon />} title={t("history.empty")} className="py-10" />;
  return (
    <>
      <ol className="grid gap-5">
        {entries.map((entry) => (
          <Entry key={entry.seq} entry={entry} entity={entity} />
        ))}
      </ol>
      {hasNextPage && (
        <Button className="mt-5" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t("history.older")}
        </Button>
      )}
    </>
  );
}

function Entry({ entry, entity }: { entry: HistoryEntry; entity: ClientEntity }) {
  const t = useT();
  const { language, timeZone } = useLocale();
  const fields = fieldsByName(entity.fields);
  const who = entry.actor.title ?? t("history.system");
  const at = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone }).format(new Date(entry.at));
  const known = Object.entries(entry.changes).flatMap(([name, { from, to }]) => {
    const field = fields.get(name);
    return field ? [{ field, from, to }] : [];
  });
  return (
    <li className="flex gap-3">
      <Avatar name={who} className="mt-0.5" />
      <div className="min-w-0 flex-1 text-sm">
        <p>
          <span className="font-medium">{who}</span> <span className="text-ink-2">{t(VERBS[entry.verb] ?? "history.update")}</span>{" "}
          <time dateTime={entry.at} className="text-ink-3">
            {at}
          </time>
        </p>
        {known.length > 0 && (
          <dl className="mt-1.5 grid gap-1">
            {known.map(({ field, from, to }) => (
              <div key={field.name} className="flex flex-wrap items-baseline gap-x-2">
                <dt className="text-ink-2">{field.label}</dt>
                <dd className="flex min-w-0 flex-wrap items-baseline gap-x-1.5">
                  {isThere(from) && (
                    <>
                      <del className="text-ink-3">
                        <FieldCell field={field} value={from} compact />
                      </del>
                      <span aria-hidden className="text-ink-3">
                        →
                      </span>
                    </>
                  )}
                  <ins className="no-underline">{isThere(to) ? <FieldCell field={field} value={to} compact /> : <span className="text-ink-3">—</span>}</ins>
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </li>
  );
}

function isThere(value: unknown): boolean {
  return value !== null && value !== undefined && value !== "";
}
