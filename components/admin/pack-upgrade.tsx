"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../data/api";
import { useT } from "../i18n/provider";
import { ConflictChoice, type Choice, type Conflict } from "../publishing/conflict-choice";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { DialogContent } from "../ui/dialog";
import { Notice } from "../ui/states";
import { PackAsks, type Asks } from "./pack-asks";
import { Loaded } from "./parts";
import { useAdminChange } from "./use-admin";

interface Plan {
  readonly problems: readonly { readonly message: string }[];
  readonly steps: readonly { readonly text?: string; readonly sentence?: string }[];
  readonly destructive: readonly unknown[];
  readonly merge: { readonly conflicts: readonly (Conflict & { readonly choice?: Choice })[]; readonly open: number; readonly taken: readonly string[]; readonly kept: readonly string[] };
  readonly packs: readonly { readonly name: string; readonly version: string; readonly does: "install" | "upgrade" | "nothing"; readonly from?: string; readonly asks: Asks }[];
}

/** Packs by name that lie ready on the server, or archives uploaded before. */
export interface PackChoice {
  readonly title: string;
  readonly from: { readonly names: readonly string[] } | { readonly archives: readonly string[] };
}

/** What an upgrade would do; where both sides changed the same thing, one chooses. */
export function PackUpgrade({ title, from, onDone }: PackChoice & { onDone(): void }) {
  const t = useT();
  const [decisions, setDecisions] = useState<Readonly<Record<string, Choice>>>({});
  const [confirmed, setConfirmed] = useState(false);
  const change = useAdminChange();
  const query = useQuery({ queryKey: ["pack-plan", from], queryFn: ({ signal }) => api<Plan>("/packs/plan", { method: "POST", body: from, signal }), staleTime: 0 });
  const plan = query.data;
  const installed = plan?.packs.some((pack) => pack.does === "upgrade") ?? false;
  const does = plan?.packs.some((pack) => pack.does !== "nothing") ?? false;
  const open = plan?.merge.conflicts.filter((conflict) => !conflict.choice && !decisions[conflict.id]).length ?? 0;
  const isReady = does && open === 0 && plan!.problems.length === 0 && (plan!.destructive.length === 0 || confirmed);
  const run = () => change.mutate({ path: installed ? "/packs/upgrade" : "/packs/install", body: { ...from, confirmDestructive: confirmed, ...(installed ? { decisions, orInstall: true } : {}) }, done: t("admin.saved") }, { onSuccess: onDone });
  return (
    <DialogContent cancel title={t(installed ? "admin.upgradeOf" : "admin.installOf", { name: title })} className="max-w-3xl" footer={<Button variant="primary" disabled={!isReady || change.isPending} onClick={run}>{installed ? t("admin.upgrade") : t("admin.install")}</Button>}>
      <Loaded query={query}>
        {({ packs, problems, merge, steps, destructive }) => (
          <div className="grid gap-4">
            {!does && <Notice tone="info">{t("admin.upToDate")}</Notice>}
            <ul className="grid gap-1 text-sm">
              {packs.map((pack) => <li key={pack.name} className="flex items-center gap-2"><span className="font-medium">{pack.name}</span><Badge tone={pack.does === "nothing" ? "gray" : "blue"}>{pack.from ? `${pack.from} → ${pack.version}` : pack.version}</Badge></li>)}
            </ul>
            {packs.map((pack) => <PackAsks key={pack.name} asks={pack.asks} />)}
            {problems.map((problem, index) => <Notice key={index} tone="danger">{problem.message}</Notice>)}
            {steps.length > 0 && <p className="text-sm text-ink-2">{t("admin.steps", { count: steps.length })}</p>}
            {merge.conflicts.length > 0 && <Notice tone={open > 0 ? "warning" : "info"}>{t("admin.openConflicts", { count: open })}</Notice>}
            {merge.conflicts.map((conflict) => (
              <ConflictChoice key={conflict.id} conflict={conflict} value={decisions[conflict.id] ?? conflict.choice} words={{ mine: t("admin.choice.mine"), theirs: t("admin.choice.theirs") }} onChange={(choice) => setDecisions({ ...decisions, [conflict.id]: choice })} />
            ))}
            {destructive.length > 0 && <label className="flex items-center gap-2 text-sm"><Checkbox checked={confirmed} onCheckedChange={(held) => setConfirmed(held === true)} />{t("admin.confirmDestructive", { count: destructive.length })}</label>}
          </div>
        )}
      </Loaded>
    </DialogContent>
  );
}
