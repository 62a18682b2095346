"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { ImportedDecisions } from "../../runtime/workflow/dmn/import";
import { api, ApiError } from "../data/api";
import { FileDrop } from "../designer/file-drop";
import { ImportReport } from "../designer/import-process";
import { nameOf } from "../designer/panel/node-setting";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Dialog, DialogContent } from "../ui/dialog";
import { Notice } from "../ui/states";

interface ImportDecisionProps {
  dropped: File | undefined;
  taken: readonly string[];
  onClose(): void;
}

/** Decision tables out of a DMN file: all of them, or those that are wanted. */
export function ImportDecision({ dropped, taken, onClose }: ImportDecisionProps) {
  const t = useT();
  const router = useRouter();
  const [found, setFound] = useState<ImportedDecisions>();
  const [wanted, setWanted] = useState<ReadonlySet<string>>(new Set());
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const read = async (file: File) => {
    setFailure(undefined);
    setFound(undefined);
    if (file.size > 20_000_000) return setFailure(`${file.name}: ${t("decision.tooLarge")}`);
    const { importDmn } = await import("../../runtime/workflow/dmn/import");
    const result = importDmn(new Uint8Array(await file.arrayBuffer()));
    const unread = result.problems.find(({ code }) => code === "unreadable" || code === "noTable");
    if (unread) return setFailure(`${file.name}: ${unread.message} ${unread.remedy ?? ""}`);
    setFound(result);
    setWanted(new Set(result.decisions.map(({ id }) => id)));
  };
  useEffect(() => {
    if (dropped) void read(dropped);
    // Once for each file dropped.
  }, [dropped]);
  const take = async () => {
    setBusy(true);
    const names = [...taken];
    try {
      for (const decision of found!.decisions.filter(({ id }) => wanted.has(id))) {
        const name = nameOf(decision.label, names, "decision");
        names.push(name);
        await api(`/metadata/decision/${name}`, { method: "PUT", body: { ...decision, id: name, name, label: decision.label.slice(0, 200) } });
      }
      router.push(`/studio/decisions/${names[taken.length]}`);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setFailure([error.message, error.issues[0]?.message].filter(Boolean).join(" "));
      setBusy(false);
    }
  };
  const toggle = (id: string, on: boolean) => {
    const next = new Set(wanted);
    if (on) next.add(id);
    else next.delete(id);
    setWanted(next);
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={t("designer.import")} {...(found && { footer: <><Button onClick={() => setFound(undefined)}>{t("designer.otherFile")}</Button><Button variant="primary" disabled={busy || wanted.size === 0} onClick={() => void take()}>{t("decision.take", { count: wanted.size })}</Button></> })}>
        {failure && <Notice tone="danger" className="mb-3">{failure}</Notice>}
        {!found && <FileDrop accept=".dmn,.xml" busy={busy} title={t("decision.drop")} text={t("decision.dropText")} onFile={(file) => void read(file)} />}
        {found && (
          <div className="grid gap-4 pt-1">
            <fieldset className="grid gap-1.5">
              <legend className="mb-1.5 text-sm font-medium">{t("decision.which")}</legend>
              {found.decisions.map((one) => (
                <label key={one.id} className="flex min-h-9 items-center gap-2 rounded-md border border-line px-2.5 text-sm has-checked:border-accent has-checked:bg-accent-soft">
                  <input type="checkbox" checked={wanted.has(one.id)} onChange={(event) => toggle(one.id, event.target.checked)} />
                  <span className="min-w-0 flex-1 truncate">{one.label}</span>
                  <span className="text-xs text-ink-3">{t("decision.ruleCount", { count: one.rules.length })}</span>
                </label>
              ))}
            </fieldset>
            <ImportReport problems={found.problems} />
          </div>
        )}
      </DialogContent>
    </Dialog>
  );
}
