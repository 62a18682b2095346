"use client";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { api } from "../data/api";
import { useT } from "../i18n/provider";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { DialogContent } from "../ui/dialog";
import { Notice } from "../ui/states";
import { Loaded } from "./parts";
import { useAdminChange } from "./use-admin";

const DATA = ["keep", "archive", "drop"] as const;
type Data = (typeof DATA)[number];

interface Plan {
  readonly problems: readonly { readonly message: string; readonly file?: string }[];
  readonly requiredBy: readonly string[];
  readonly entities: readonly { readonly name: string; readonly label: string; readonly records: number }[];
  readonly fields: readonly { readonly entity: string; readonly name: string; readonly values: number }[];
  readonly roles: readonly string[];
  readonly local: readonly string[];
}

/** What becomes of a pack's data, what that would take away with counts, and the deed. */
export function PackUninstall({ name, onDone }: { name: string; onDone(): void }) {
  const t = useT();
  const group = useId();
  const [data, setData] = useState<Data>("keep");
  const [confirmed, setConfirmed] = useState(false);
  const change = useAdminChange();
  const query = useQuery({ queryKey: ["pack-uninstall", name, data], queryFn: ({ signal }) => api<Plan>(`/packs/${name}/uninstall-plan`, { method: "POST", body: { data }, signal }), staleTime: 0 });
  const isPossible = query.data !== undefined && query.data.requiredBy.length === 0 && query.data.problems.length === 0;
  const isReady = isPossible && (data === "keep" || confirmed);
  const choose = (next: Data) => { setData(next); setConfirmed(false); };
  const run = () => change.mutate({ path: `/packs/${name}/uninstall`, body: { data, confirmDestructive: confirmed }, done: t("admin.uninstalled", { name }) }, { onSuccess: onDone });
  return (
    <DialogContent cancel title={t("admin.uninstallOf", { name })} className="max-w-2xl" footer={<Button variant="danger" disabled={!isReady || change.isPending} onClick={run}>{t("admin.uninstall")}</Button>}>
      <div className="grid gap-4">
        <fieldset className="grid gap-2">
          <legend className="mb-2 text-sm font-medium">{t("admin.uninstallData")}</legend>
          {DATA.map((one) => (
            <label key={one} className="flex items-start gap-2 rounded-md border border-line p-3 text-sm has-checked:border-accent">
              <input type="radio" name={group} className="mt-1" checked={data === one} onChange={() => choose(one)} />
              <span><span className="font-medium">{t(`admin.data.${one}`)}</span><span className="block text-xs text-ink-3">{t(`admin.data.${one}About`)}</span></span>
            </label>
          ))}
        </fieldset>
        <Loaded query={query}>{(plan) => <Losses plan={plan} data={data} />}</Loaded>
        {isPossible && data !== "keep" && <label className="flex items-center gap-2 text-sm"><Checkbox checked={confirmed} onCheckedChange={(held) => setConfirmed(held === true)} />{t(data === "drop" ? "admin.confirmDrop" : "admin.confirmArchive")}</label>}
      </div>
    </DialogContent>
  );
}

function Losses({ plan, data }: { plan: Plan; data: Data }) {
  const t = useT();
  const rows = [...plan.entities.map(({ label, records }) => [label, t("admin.records", { count: records })] as const), ...plan.fields.map(({ entity, name, values }) => [`${entity}.${name}`, t("admin.values", { count: values })] as const), ...plan.roles.map((role) => [role, t("admin.role")] as const)];
  return (
    <div className="grid gap-3">
      {plan.requiredBy.length > 0 && <Notice tone="danger">{t("admin.requiredBy", { names: plan.requiredBy.join(", ") })}</Notice>}
      {plan.problems.map((problem, index) => <Notice key={index} tone="danger">{problem.file ? `${problem.file}: ${problem.message}` : problem.message}</Notice>)}
      {rows.length > 0 && (
        <ul aria-label={t("admin.willGo")} className="scroll-thin max-h-56 divide-y divide-line overflow-y-auto rounded-lg border border-line text-sm">
          {rows.map(([what, count]) => <li key={what} className="flex items-center justify-between gap-3 px-3 py-1.5"><span className="truncate">{what}</span><Badge tone={data === "drop" ? "red" : "gray"}>{count}</Badge></li>)}
        </ul>
      )}
      {plan.local.length > 0 && (
        <details className="text-sm text-ink-2">
          <summary className="cursor-pointer">{t(data === "keep" ? "admin.localWorkedIn" : "admin.localGoes", { count: plan.local.length })}</summary>
          <ul className="mt-1 grid gap-0.5 text-xs break-all text-ink-3">{plan.local.map((file) => <li key={file}>{file}</li>)}</ul>
        </details>
      )}
    </div>
  );
}
