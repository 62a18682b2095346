"use client";
import { useQueries } from "@tanstack/react-query";
import type { Condition } from "../../runtime/expressions/condition";
import { relationOf } from "../../runtime/fields/traits";
import type { ClientEntity, ClientForm } from "../../runtime/model/client";
import { api } from "../data/api";
import { useIdle } from "../data/idle";
import { useModel } from "../data/model";
import { useLocale } from "../i18n/provider";
import { listOf } from "../lists/list-state";
import { TabsTrigger } from "../ui/tabs";

/** A list of records that point here, with how many there are once that is known. */
export interface RelatedTab {
  readonly id: string;
  readonly label: string;
  readonly list: ClientForm["related"][number];
  readonly count?: number;
}

/** Which record the lists belong to. */
export interface RecordKey {
  readonly entity: string;
  readonly id: string;
}

/** How a field writes the record it points at: a reference to any entity names the entity too ("deal:01a2…"). */
export function pointerTo(entity: ClientEntity, name: string, of: RecordKey): string {
  const field = entity.fields.find((one) => one.name === name);
  return field && relationOf(field) === "any" ? `${of.entity}:${of.id}` : of.id;
}

/** What the records of a related list have in common: they point here, and fulfil the filter of their list. */
export function relatedFilter(entity: ClientEntity, { field, list }: RelatedTab["list"], of: RecordKey): Condition {
  const own = { field, op: "eq", value: pointerTo(entity, field, of) };
  const filter = listOf(entity, list)?.filter;
  return filter ? { all: [own, filter] } : own;
}

/** The related lists the person may see. Counts are asked for after the record is there: nobody waits for them. */
export function useRelated(form: ClientForm, of: RecordKey, isReady: boolean): readonly RelatedTab[] {
  const { entities } = useModel();
  const isIdle = useIdle();
  const known = form.related.flatMap((list) => {
    const target = entities[list.entity];
    return target?.rights.read ? [{ list, target }] : [];
  });
  const counts = useQueries({
    queries: known.map(({ list, target }) => {
      const filter = relatedFilter(target, list, of);
      return {
        queryKey: ["records", list.entity, "count", filter],
        enabled: isReady && isIdle,
        queryFn: ({ signal }: { signal: AbortSignal }) => api<{ rows: { count: number }[] }>(`/records/${list.entity}/aggregate`, { method: "POST", body: { measures: [{ as: "count", function: "count" }], filter }, signal }),
      };
    }),
  });
  return known.map(({ list, target }, index) => ({ id: list.id, label: list.label ?? target.plural, list, count: counts[index]?.data?.rows[0]?.count }));
}

export function RelatedTriggers({ related }: { related: readonly RelatedTab[] }) {
  const { language } = useLocale();
  return related.map(({ id, label, count }) => (
    <TabsTrigger key={id} value={id}>
      {label}
      {count !== undefined && count > 0 && <span className="rounded-sm bg-active px-1 text-xs font-normal text-ink-2 tabular-nums">{new Intl.NumberFormat(language).format(count)}</span>}
    </TabsTrigger>
  ));
}
