"use client";
import { History } from "lucide-react";
import { useState } from "react";
import { useModel } from "../data/model";
import { useT } from "../i18n/provider";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { Dialog, DialogContent } from "../ui/dialog";
import { EmptyState } from "../ui/states";
import { AdminFrame } from "./admin-frame";
import { AdminTable, Loaded, useMoment } from "./parts";
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
  const change = useAdminChange();
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
      <Confirm open={back !== undefined} onOpenChange={() => setBack(undefined)} danger title={back ? t("admin.backTo", { revision: back.revision }) : ""} text={t("admin.rollBackText")} action={t("admin.rollBack")} onConfirm={() => back && change.mutate({ path: "/metadata/rollback", body: { revision: back.revision, confirmDestructive: true }, done: t("admin.saved") })} />
    </AdminFrame>
  );
}

function Compared({ revision }: { revision: Revision }) {
  const t = useT();
  const query = useAdmin<{ items: readonly Difference[] }>(`/metadata/revisions/${revision.parent ?? revision.revision}/compare/${revision.revision}`);
  return (
    <DialogContent title={t("admin.changesIn", { revision: revision.revision })} description={revision.summary} className="max-w-2xl">
      <Loaded query={query} isEmpty={({ items }) => items.length === 0} empty={<p className="text-sm text-ink-3">{t("admin.nothingChanges")}</p>}>
        {({ items }) => (
          <ul className="grid gap-2 text-sm">
            {items.map((item) => (
              <li key={item.file}>
                <div className="flex items-center gap-2"><Badge tone={item.change === "added" ? "green" : item.change === "removed" ? "red" : "blue"}>{t(`admin.change.${item.change}`)}</Badge><code className="min-w-0 truncate text-xs">{item.file}</code></div>
                {item.properties && item.properties.length > 0 && <p className="mt-0.5 text-xs text-ink-3">{item.properties.slice(0, 20).map(({ path }) => path).join(", ")}</p>}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </DialogContent>
  );
}
