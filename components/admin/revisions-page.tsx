"use client";
import { useQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useState } from "react";
import { api } from "../data/api";
import { useModel } from "../data/model";
import { useMoment } from "../i18n/moment";
import { useT } from "../i18n/provider";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Dialog, DialogContent } from "../ui/dialog";
import { EmptyState, Notice } from "../ui/states";
import { AdminFrame } from "./admin-frame";
import { AdminTable, Loaded } from "./parts";
import { holdsRight } from "./sections";
import { useAdmin, useAdminChange } from "./use-admin";

interface Revision {
  readonly revision: number;
  readonly parent: number | null;
  readonly summary: string;
  readonly author: { readonly name: string | null } | null;
  readonly createdAt: string;
}

interface Difference {
  readonly file: string;
  readonly change: "added" | "removed" | "changed";
  readonly properties?: readonly { readonly path: string }[];
}

/** Every state the application was in: what changed, and the way back. */
export default function RevisionsPage() {
  const t = useT();
  const moment = useMoment();
  const { system } = useModel();
  const [before, setBefore] = useState<readonly number[]>([]);
  const [shown, setShown] = useState<Revision>();
  const [back, setBack] = useState<Revision>();
  const at = before.at(-1);
  const query = useAdmin<{ items: readonly Revision[] }>(`/metadata/revisions?limit=50${at === undefined ? "" : `&before=${at}`}`);
  const mayPublish = holdsRight(system, "metadata.publish");
  return (
    <AdminFrame section="revisions">
      <Loaded query={query} isEmpty={({ items }) => items.length === 0} empty={<EmptyState icon={<History />} title={t("field.nothingFound")} />}>
        {({ items }) => (
          <>
            <AdminTable
              label={t("admin.revisions")} rows={items} keyOf={(one) => String(one.revision)}
              columns={[
                { label: t("admin.number"), className: "tabular-nums", cell: (one) => one.revision },
                { label: t("admin.summary"), cell: (one) => <button type="button" className="min-h-8 text-left hover:underline" onClick={() => setShown(one)}>{one.summary || "—"}</button> },
                { label: t("admin.person"), cell: (one) => one.author?.name ?? "—" },
                { label: t("admin.when"), className: "whitespace-nowrap text-ink-3", cell: (one) => moment(one.createdAt) },
                { label: "", className: "text-right", cell: (one) => mayPublish && (at !== undefined || one !== items[0]) && <Button size="sm" variant="ghost" aria-label={t("admin.backTo", { revision: one.revision })} onClick={() => setBack(one)}>{t("admin.rollBack")}</Button> },
              ]}
            />
            <div className="mt-3 flex justify-end gap-2">
              <Button disabled={before.length === 0} onClick={() => setBefore(before.slice(0, -1))}>{t("admin.newer")}</Button>
              <Button disabled={items.length < 50} onClick={() => setBefore([...before, items.at(-1)!.revision])}>{t("admin.older")}</Button>
            </div>
          </>
        )}
      </Loaded>
      <Dialog open={shown !== undefined} onOpenChange={() => setShown(undefined)}>{shown && <Compared revision={shown} />}</Dialog>
      <Dialog open={back !== undefined} onOpenChange={() => setBack(undefined)}>{back && <WayBack revision={back} onDone={() => setBack(undefined)} />}</Dialog>
    </AdminFrame>
  );
}

function Compared({ revision }: { revision: Revision }) {
  const t = useT();
  const query = useAdmin<{ items: readonly Difference[] }>(`/metadata/revisions/${revision.parent ?? revision.revision}/compare/${revision.revision}`);
  return (
    <DialogContent title={t("admin.changesIn", { revision: revision.revision })} description={revision.summary} className="max-w-2xl">
      <Loaded query={query} isEmpty={({ items }) => items.length === 0} empty={<p className="text-sm text-ink-3">{t("admin.nothingChanges")}</p>}>
        {({ items }) => <Differences items={items} />}
      </Loaded>
    </DialogContent>
  );
}

function Differences({ items }: { items: readonly Difference[] }) {
  const t = useT();
  return (
    <ul className="grid gap-2 text-sm">
      {items.map((item) => (
        <li key={item.file}>
          <div className="flex items-center gap-2"><Badge tone={item.change === "added" ? "green" : item.change === "removed" ? "red" : "blue"}>{t(`admin.change.${item.change}`)}</Badge><code className="min-w-0 truncate text-xs">{item.file}</code></div>
          {item.properties && item.properties.length > 0 && <p className="mt-0.5 text-xs text-ink-3">{item.properties.slice(0, 20).map(({ path }) => path).join(", ")}</p>}
        </li>
      ))}
    </ul>
  );
}

interface Plan {
  readonly baseRevision: number;
  readonly documents: readonly Difference[];
  readonly steps: readonly { readonly text: string; readonly destructive: boolean }[];
  readonly problems: readonly { readonly message: string }[];
}

/** What going back would do, before it is done. */
function WayBack({ revision: { revision, summary }, onDone }: { revision: Revision; onDone(): void }) {
  const t = useT();
  const change = useAdminChange();
  const query = useQuery({ queryKey: ["rollback-plan", revision], queryFn: ({ signal }) => api<Plan>("/metadata/rollback/plan", { method: "POST", body: { revision }, signal }), staleTime: 0, gcTime: 0 });
  const plan = query.data;
  // What was seen is what is done: a publication in between is refused.
  const goBack = () => plan && change.mutate({ path: "/metadata/rollback", body: { revision, baseRevision: plan.baseRevision, confirmDestructive: true }, done: t("admin.saved") }, { onSuccess: onDone });
  return (
    <DialogContent title={t("admin.backTo", { revision })} description={summary} className="max-w-2xl" footer={<><Button onClick={onDone}>{t("common.cancel")}</Button><Button variant="danger" disabled={!plan || plan.problems.length > 0 || change.isPending} onClick={goBack}>{t("admin.rollBack")}</Button></>}>
      <p className="mb-3 text-sm text-ink-2">{t("admin.rollBackText")}</p>
      <Loaded query={query} isEmpty={({ documents, problems }) => documents.length + problems.length === 0} empty={<p className="text-sm text-ink-3">{t("admin.nothingChanges")}</p>}>
        {({ documents, steps, problems }) => (
          <div className="grid gap-4">
            {problems.length > 0 && <Notice tone="danger"><ul className="list-disc pl-4">{problems.map(({ message }) => <li key={message}>{message}</li>)}</ul></Notice>}
            {steps.length > 0 && (
              <section aria-label={t("admin.planSteps")}>
                <h3 className="mb-1 text-sm font-semibold">{t("admin.planSteps")}</h3>
                <ul className="grid gap-1 text-sm">{steps.map((step) => <li key={step.text} className={cn(step.destructive && "text-danger-ink")}>{step.text}</li>)}</ul>
              </section>
            )}
            <section aria-label={t("admin.planDocuments")}>
              <h3 className="mb-1 text-sm font-semibold">{t("admin.planDocuments")}</h3>
              <Differences items={documents} />
            </section>
          </div>
        )}
      </Loaded>
    </DialogContent>
  );
}
