"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, type ApiError } from "../data/api";
import { useT } from "../i18n/provider";
import { usePublishing, type Outcome } from "../publishing/use-publishing";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Combobox } from "../ui/combobox";
import { DialogContent } from "../ui/dialog";
import { Notice } from "../ui/states";
import { useToast } from "../ui/toast";
import { Labelled, Loaded } from "./parts";
import type { RoleDocument } from "./role-document";
import { useAdmin, type Titled } from "./use-admin";

interface Difference {
  readonly count: number;
  readonly examples: readonly Titled[];
}

interface EntityPreview {
  readonly entity: string;
  readonly label: string;
  readonly before: number;
  readonly after: number;
  readonly gained: Difference;
  readonly lost: Difference;
  readonly fields: { readonly gained: readonly string[]; readonly lost: readonly string[]; readonly writeGained: readonly string[]; readonly writeLost: readonly string[] };
}

interface Person {
  readonly id: string;
  readonly name: string;
  readonly entities: readonly EntityPreview[];
}

/** "As this user": what people gain and lose; then it is published, or not. */
export function RolePreview({ role, revision, onSaved }: { role: RoleDocument; revision: number | undefined; onSaved(): void }) {
  const t = useT();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const users = useAdmin<{ items: readonly { id: string; name: string; status: string }[] }>("/users?limit=200&status=active");
  const client = useQueryClient();
  const toast = useToast();
  const { publish: send, questions } = usePublishing();
  const publishing = useMutation<Outcome | undefined, ApiError>({
    mutationFn: () => send({ changes: [{ kind: "role", name: role.name, document: role }], ...(revision === undefined ? {} : { baseRevision: revision }) }),
    onSuccess: async (outcome) => {
      if (!outcome) return;
      toast({ title: t("admin.saved"), tone: "success" });
      await client.invalidateQueries({ queryKey: ["admin"] });
      onSaved();
    },
    onError: (error) => toast({ tone: "danger", title: error.message, text: error.issues[0]?.message ?? error.remedy }),
  });
  const preview = useQuery({
    queryKey: ["role-preview", role, chosen],
    queryFn: ({ signal }) => api<{ items: readonly Person[] }>("/metadata/roles/preview", { method: "POST", body: { role, ...(chosen.length > 0 ? { users: chosen } : {}) }, signal }),
    staleTime: 0,
  });
  return (
    <DialogContent cancel title={t("admin.previewTitle")} description={t("admin.previewText")} className="max-w-2xl" footer={<Button variant="primary" disabled={publishing.isPending || preview.isError} onClick={() => publishing.mutate()}>{t("admin.publish")}</Button>}>
      {questions}
      <Labelled label={t("admin.lookAs")} hint={t("admin.lookAsHint")}>
        {(id) => <Combobox id={id} multiple clearable choices={(users.data?.items ?? []).map((user) => ({ value: user.id, label: user.name }))} values={chosen} onChange={(next) => setChosen(next.slice(-8))} />}
      </Labelled>
      <div className="mt-4 grid gap-4" aria-live="polite">
        <Loaded query={preview} isEmpty={({ items }) => items.length === 0} empty={<Notice tone="info">{t("admin.nobodyHolds")}</Notice>}>
          {({ items }) => items.map((person) => (
            <section key={person.id} aria-label={person.name} className="rounded-lg border border-line p-3">
              <h3 className="text-sm font-semibold">{person.name}</h3>
              {person.entities.length === 0 && <p className="mt-1 text-sm text-ink-3">{t("admin.nothingSeenChanges")}</p>}
              {person.entities.map((entity) => <EntityChange key={entity.entity} entity={entity} />)}
            </section>
          ))}
        </Loaded>
      </div>
    </DialogContent>
  );
}

function EntityChange({ entity }: { entity: EntityPreview }) {
  const t = useT();
  return (
    <div className="mt-2 border-t border-line pt-2 text-sm">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{entity.label}</span>
        <span className="text-ink-3 tabular-nums">{t("admin.beforeAfter", { before: entity.before, after: entity.after })}</span>
        {entity.gained.count > 0 && <Badge tone="green">{t("admin.gains", { count: entity.gained.count })}</Badge>}
        {entity.lost.count > 0 && <Badge tone="red">{t("admin.loses", { count: entity.lost.count })}</Badge>}
      </div>
      <Titles label={t("admin.gainedRecords")} titles={entity.gained.examples.map(({ title }) => title)} />
      <Titles label={t("admin.lostRecords")} titles={entity.lost.examples.map(({ title }) => title)} />
      <Titles label={t("admin.gainedFields")} titles={entity.fields.gained} />
      <Titles label={t("admin.lostFields")} titles={entity.fields.lost} />
      <Titles label={t("admin.writeGained")} titles={entity.fields.writeGained} />
      <Titles label={t("admin.writeLost")} titles={entity.fields.writeLost} />
    </div>
  );
}

function Titles({ label, titles }: { label: string; titles: readonly string[] }) {
  if (titles.length === 0) return null;
  return (
    <p className="mt-1 text-ink-2">
      <span className="text-ink-3">{label}: </span>
      {titles.join(", ")}
    </p>
  );
}
