"use client";
import { ArrowRight, PencilLine, Plus, RotateCcw, Trash2, Users, type LucideIcon } from "lucide-react";
import { fieldsByName } from "../../runtime/forms/scope";
import type { ClientEntity } from "../../runtime/model/client";
import type { ChangeEntry } from "../data/activity";
import { FieldCell } from "../fields/field-cell";
import type { MessageKey } from "../i18n/messages";
import { useT } from "../i18n/provider";
import { When } from "./when";

const VERBS: Readonly<Record<string, { readonly text: MessageKey; readonly icon: LucideIcon }>> = {
  create: { text: "history.create", icon: Plus }, update: { text: "history.update", icon: PencilLine }, delete: { text: "history.delete", icon: Trash2 }, restore: { text: "history.restore", icon: RotateCcw },
  merge: { text: "history.merge", icon: PencilLine }, recompute: { text: "history.recompute", icon: PencilLine }, share: { text: "history.share", icon: Users }, member: { text: "history.member", icon: Users }, erase: { text: "history.erase", icon: Trash2 },
};

/** What happened to the record itself, as small as it can be. */
export function ChangeItem({ entry, entity }: { entry: ChangeEntry; entity: ClientEntity }) {
  const t = useT();
  const fields = fieldsByName(entity.fields);
  const { text, icon: Icon } = VERBS[entry.verb] ?? VERBS["update"]!;
  const known = Object.entries(entry.changes).flatMap(([name, { from, to }]) => {
    const field = fields.get(name);
    return field ? [{ field, from, to }] : [];
  });
  return (
    <li className="relative flex gap-3 py-1.5">
      <span className="z-10 flex w-7 shrink-0 justify-center pt-0.5">
        <span className="flex size-5 items-center justify-center rounded-full border border-line bg-canvas text-ink-3">
          <Icon className="size-3" aria-hidden />
        </span>
      </span>
      <div className="min-w-0 flex-1 text-sm text-ink-2">
        <p className="flex flex-wrap items-baseline gap-x-1.5">
          <span className="font-medium text-ink">{entry.actor.title ?? t("history.system")}</span>
          <span>{t(text)}</span>
          <When at={entry.at} />
        </p>
        {known.length > 0 && (
          <dl className="mt-0.5 grid gap-0.5">
            {known.map(({ field, from, to }) => (
              <div key={field.name} className="flex flex-wrap items-baseline gap-x-2">
                <dt className="text-ink-3">{field.label}</dt>
                <dd className="flex min-w-0 flex-wrap items-baseline gap-x-1.5 text-ink">
                  {isThere(from) && (
                    <>
                      <del className="text-ink-3">
                        <FieldCell field={field} value={from} compact />
                      </del>
                      <ArrowRight className="size-3 self-center text-ink-3" aria-hidden />
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

const isThere = (value: unknown): boolean => value !== null && value !== undefined && value !== "";
