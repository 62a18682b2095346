"use client";
import { useId, useState } from "react";
import { useProcessChange } from "../data/processes";
import type { RefValue } from "../data/records";
import { Lookup } from "../fields/kinds/reference";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Dialog, DialogContent } from "../ui/dialog";
import { Notice } from "../ui/states";

/** Asks to whom a task is given. */
export function DelegateDialog({ task, title, onClose }: { task: string; title: string; onClose(): void }) {
  const t = useT();
  const own = useId();
  const change = useProcessChange();
  const [to, setTo] = useState<RefValue>();
  const give = () => change.mutate({ path: `/tasks/${task}/delegate`, body: { to: to?.id } }, { onSuccess: onClose });
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent title={t("tasks.delegateTitle", { title })} description={t("tasks.delegateText")} footer={<><Button onClick={onClose}>{t("common.cancel")}</Button><Button variant="primary" disabled={!to || change.isPending} onClick={give}>{t("tasks.delegate")}</Button></>}>
        {change.isError && <Notice tone="danger" className="mb-3">{change.error.message}</Notice>}
        <span id={own} className="mb-1 block text-sm font-medium">{t("tasks.toWhom")}</span>
        <Lookup entity="user" values={to ? [to] : []} onChange={([next]) => setTo(next)} aria={{ "aria-labelledby": own }} />
      </DialogContent>
    </Dialog>
  );
}
