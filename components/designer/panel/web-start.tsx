"use client";
import { Copy, RefreshCw } from "lucide-react";
import { useState } from "react";
import type { Mapping, ProcessDefinition } from "../../../runtime/workflow/definition/types";
import { patched } from "../../../runtime/workflow/edit/elements";
import { useAdmin, useAdminChange } from "../../admin/use-admin";
import { Setting } from "../../dashboards/builder/field";
import { useModel } from "../../data/model";
import { useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/confirm";
import { Input } from "../../ui/input";
import { Switch } from "../../ui/switch";
import { useToast } from "../../ui/toast";
import { useDesigner } from "../use-designer";
import { FormulaInput } from "./condition-editor";
import { entityOf } from "./known-names";
import { MappingsEditor } from "./node-setting";

interface Start {
  readonly id: string;
  readonly kind: string;
  readonly map?: readonly Mapping[];
  readonly record?: string;
}

/** Begun by a call from the web: whether, what is taken out of the call, and at which address. */
export function WebStart() {
  const t = useT();
  const { definition, change } = useDesigner();
  const starts = (definition as { readonly starts?: readonly Start[] }).starts ?? [];
  const start = starts.find(({ kind }) => kind === "webhook");
  const put = (next: readonly Start[]) => change((now) => patched(now, { starts: next.length > 0 ? next : undefined } as Partial<ProcessDefinition>), "process.webStart");
  const set = (more: Partial<Start>) => start && put(starts.map((one) => (one === start ? patched(start, more) : one)));
  return (
    <div className="grid gap-2">
      <label className="flex items-start justify-between gap-2 text-sm">
        <span>{t("designer.startByWeb")}<span className="block text-xs text-ink-3">{t("designer.hint.startByWeb")}</span></span>
        <Switch checked={start !== undefined} onCheckedChange={(on) => put(on ? [...starts, { id: "byWeb", kind: "webhook" }] : starts.filter(({ kind }) => kind !== "webhook"))} />
      </label>
      {start && (
        <div className="grid gap-3 border-l-2 border-line pl-3">
          <Address process={definition.name} start={start.id} />
          <Setting label={t("designer.set.map")} hint={t("designer.hint.map")}>{() => <MappingsEditor value={start.map ?? []} onChange={(map) => set({ map: map as readonly Mapping[] | undefined })} />}</Setting>
          {entityOf(definition) !== undefined && <Setting label={t("designer.set.webRecord")} hint={t("designer.hint.webRecord")}>{(id) => <FormulaInput id={id} value={start.record} onChange={(record) => set({ record })} />}</Setting>}
        </div>
      )}
    </div>
  );
}

/** The address of what is published; a new one makes the old one unknown. */
function Address({ process, start }: { process: string; start: string }) {
  const t = useT();
  const toast = useToast();
  const { parts } = useModel();
  const [asking, setAsking] = useState(false);
  const known = parts.process.some(({ name, mayOperate }) => name === process && mayOperate);
  const query = useAdmin<{ readonly items: readonly { readonly start: string; readonly address: string }[] }>(`/processes/${process}/hooks`, known);
  const { mutateAsync } = useAdminChange();
  const address = query.data?.items.find((one) => one.start === start)?.address;
  if (address === undefined) return <p className="text-xs text-ink-3">{t("designer.webAddressLater")}</p>;
  return (
    <Setting label={t("designer.webAddress")} hint={t("designer.hint.webAddress")}>
      {(id) => (
        <div className="flex gap-1">
          <Input id={id} readOnly className="min-w-0 flex-1 font-mono text-xs" value={address} onFocus={(event) => event.target.select()} />
          <Button size="icon" variant="ghost" aria-label={t("designer.webAddressCopy")} title={t("designer.webAddressCopy")} onClick={() => void navigator.clipboard.writeText(address).then(() => toast({ title: t("designer.webAddressCopied"), tone: "success" }))}><Copy /></Button>
          <Button size="icon" variant="ghost" aria-label={t("designer.webAddressRenew")} title={t("designer.webAddressRenew")} onClick={() => setAsking(true)}><RefreshCw /></Button>
          <Confirm open={asking} onOpenChange={setAsking} danger title={t("designer.webAddressRenew")} text={t("designer.webAddressRenewText")} action={t("designer.webAddressRenew")} onConfirm={() => void mutateAsync({ path: `/processes/${process}/hooks/${start}/renew`, method: "POST" })} />
        </div>
      )}
    </Setting>
  );
}
