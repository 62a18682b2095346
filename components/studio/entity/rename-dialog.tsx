"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { StudioChange } from "../../../runtime/studio/documents";
import { Labelled, Loaded } from "../../admin/parts";
import { api } from "../../data/api";
import { useDebounced } from "../../data/use-debounced";
import type { MessageKey } from "../../i18n/messages";
import { useT } from "../../i18n/provider";
import { Badge } from "../../ui/badge";
import { Button } from "../../ui/button";
import { DialogContent } from "../../ui/dialog";
import { Input } from "../../ui/input";
import { Notice } from "../../ui/states";

interface Mention {
  readonly kind: string;
  readonly name: string;
  readonly pointer: string;
}

interface Renamed {
  readonly changes: readonly StudioChange[];
  readonly mentions: readonly Mention[];
  readonly problems: readonly { readonly message: string }[];
  /** Processes under way that know it by the old name. */
  readonly instances: number;
}

interface Impact {
  readonly mentions: readonly Mention[];
  readonly rows: number;
  readonly values?: number;
  readonly views: number;
  readonly instances: number;
  /** Of an entity: the documents that go with it. */
  readonly documents: readonly Pick<Mention, "kind" | "name">[];
}

const NAME = /^[a-z][A-Za-z0-9]{0,59}$/;

interface RenameProps {
  entity: string;
  /** Absent = the entity itself. */
  field?: string;
  changes: readonly StudioChange[];
  onTake(changes: readonly StudioChange[], name: string): void;
}

/** Another technical name: what will be mended is told before, and done as one step. */
export function RenameDialog({ entity, field, changes, onTake }: RenameProps) {
  const t = useT();
  const former = field ?? entity;
  const [to, setTo] = useState(former);
  const asked = useDebounced(to, 250);
  const isNew = NAME.test(asked) && asked !== former;
  const plan = useQuery({ queryKey: ["studio", "rename", entity, field, asked, changes.length], enabled: isNew, gcTime: 0, queryFn: ({ signal }) => api<Renamed>("/metadata/rename", { method: "POST", body: { entity, ...(field === undefined ? {} : { field }), to: asked, changes }, signal }) });
  const isReady = isNew && asked === to && plan.data !== undefined && plan.data.problems.length === 0;
  return (
    <DialogContent cancel title={t("studio.renameTitle", { field: former })} description={t(field === undefined ? "studio.renameEntityText" : "studio.renameText")} footer={<Button variant="primary" disabled={!isReady} onClick={() => plan.data && onTake(plan.data.changes, to)}>{t("studio.rename")}</Button>}>
      <Labelled label={t("studio.technicalName")} hint={t("studio.renameHint")}>{(id) => <Input id={id} autoFocus spellCheck={false} autoCapitalize="off" className="font-mono" maxLength={60} value={to} aria-invalid={!NAME.test(to)} onChange={(event) => setTo(event.target.value)} />}</Labelled>
      <div className="mt-4" aria-live="polite">
        {isNew && <Loaded query={plan}>{({ mentions, problems, instances }) => (
          <div className="grid gap-3">
            {problems.length > 0 && <Notice tone="danger"><ul lang="en" className="list-disc pl-4">{problems.slice(0, 5).map(({ message }) => <li key={message}>{message}</li>)}</ul></Notice>}
            {instances > 0 && <Notice tone="info">{t("studio.renameInstances", { count: instances })}</Notice>}
            <Mentions title={t("studio.willBeMended", { count: mentions.length })} mentions={mentions} />
          </div>
        )}</Loaded>}
      </div>
    </DialogContent>
  );
}

/** What hangs on a field, or on a whole entity, before it is taken away. */
export function ImpactDialog({ entity, field, label, onRemove }: { entity: string; field?: string; label: string; onRemove(): void }) {
  const t = useT();
  const impact = useQuery({ queryKey: ["studio", "usages", entity, field], gcTime: 0, queryFn: ({ signal }) => api<Impact>("/metadata/usages", { method: "POST", body: { entity, ...(field === undefined ? {} : { field }) }, signal }) });
  return (
    <DialogContent cancel title={t("studio.removeField", { field: label })} description={t(field === undefined ? "studio.impactEntityText" : "studio.impactText")} footer={<Button variant="danger" disabled={impact.isPending} onClick={onRemove}>{t("studio.removeField", { field: label })}</Button>}>
      <Loaded query={impact}>{({ mentions, rows, values, views, instances, documents }) => (
        <div className="grid gap-3">
          <ul className="grid gap-1 text-sm">
            <li>{field === undefined ? t("studio.impactRecords", { count: rows }) : t("studio.impactValues", { count: values ?? 0, rows })}</li>
            {views > 0 && <li>{t("studio.impactViews", { count: views })}</li>}
            {instances > 0 && <li className="text-warning-ink">{t("studio.impactInstances", { count: instances })}</li>}
          </ul>
          {documents.length > 0 && <Mentions title={t("studio.impactDocuments", { count: documents.length })} mentions={documents} />}
          <Mentions title={t("studio.impactPlaces", { count: mentions.length })} mentions={mentions} />
        </div>
      )}</Loaded>
    </DialogContent>
  );
}

/** Documents that name it, each once with how often. */
function Mentions({ title, mentions }: { title: string; mentions: readonly Pick<Mention, "kind" | "name">[] }) {
  const t = useT();
  const counts = new Map<string, number>();
  for (const { kind, name } of mentions) counts.set(`${kind} ${name}`, (counts.get(`${kind} ${name}`) ?? 0) + 1);
  return (
    <section aria-label={title}>
      <h3 className="mb-1.5 text-sm font-semibold">{title}</h3>
      <ul className="flex flex-wrap gap-1.5">
        {[...counts].map(([key, count]) => {
          const [kind, name] = key.split(" ");
          return <li key={key}><Badge tone="gray">{t(`kind.${kind}` as MessageKey)}: {name}{count > 1 ? ` × ${count}` : ""}</Badge></li>;
        })}
      </ul>
    </section>
  );
}
