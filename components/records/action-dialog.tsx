"use client";
import { useState } from "react";
import { generatedForm } from "../../runtime/forms/layout";
import { newValues } from "../../runtime/forms/state";
import type { ClientAction, ClientEntity } from "../../runtime/model/client";
import { ApiError } from "../data/api";
import { once } from "../data/once";
import { useRecordsChanged, type RecordData } from "../data/records";
import { allSent } from "../data/uploads";
import "../fields/control";
import { FormStore } from "../forms/form-store";
import { useFormFrame } from "../forms/use-form";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Dialog, DialogContent } from "../ui/dialog";
import { Notice } from "../ui/states";
import { RecordForm } from "./record-form";

/** What an action answers: the record afterwards, and where to go. */
export interface ActionResult {
  readonly record?: RecordData;
  readonly open?: { readonly entity: string; readonly id: string };
}

interface ActionDialogProps {
  entity: ClientEntity;
  record: RecordData;
  action: ClientAction;
  onClose(): void;
  onDone(result: ActionResult): void;
}

/** Asks for the parameters of an action (or just whether), runs it, shows what the server says against it. */
export function ActionDialog({ entity, record, action, onClose, onDone }: ActionDialogProps) {
  const t = useT();
  const changed = useRecordsChanged();
  const frame = useFormFrame(action.parameters, []);
  const [store] = useState(() => new FormStore(frame, { creating: true, stored: {}, values: newValues(action.parameters, valuesFrom(record, action)) }));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const form = generatedForm({ name: action.name, label: action.label, fields: action.parameters });

  const run = async () => {
    setBusy(true);
    setError(undefined);
    if (!(await allSent()) || !store.check()) return setBusy(false);
    try {
      const result = await once<ActionResult>(`/records/${entity.name}/${record.id}/actions/${action.name}`, { body: { parameters: store.body() } });
      changed(entity.name);
      onDone(result ?? {});
    } catch (failure) {
      if (!(failure instanceof ApiError)) throw failure;
      store.refuse(failure.issues.map((issue) => ({ ...issue, pointer: issue.pointer.replace(/^\/parameters/, "") })));
      setError(failure.status === 0 ? t("error.network") : [failure.message, failure.remedy].filter(Boolean).join(" "));
      setBusy(false);
    }
  };

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title={action.label}
        description={action.confirm}
        footer={
          <>
            <Button onClick={onClose} disabled={busy}>
              {t("common.cancel")}
            </Button>
            <Button variant="primary" onClick={() => void run()} disabled={busy} autoFocus={action.parameters.length === 0}>
              {busy ? t("action.running") : action.label}
            </Button>
          </>
        }
      >
        {error && (
          <Notice tone="danger" className="mb-4">
            {error}
          </Notice>
        )}
        {action.parameters.length > 0 && <RecordForm form={form} store={store} tabId="main" editing focus={action.parameters[0]?.name} />}
      </DialogContent>
    </Dialog>
  );
}

/** A parameter whose default is just a field of the record begins with its value; other formulas are worked out by the server. */
function valuesFrom(record: RecordData, action: ClientAction): Record<string, unknown> {
  const sources = action.parameters.map(({ name, default: given }) => [name, (given as { formula?: unknown } | null | undefined)?.formula] as const);
  return Object.fromEntries(sources.flatMap(([name, formula]) => (typeof formula === "string" && Object.hasOwn(record, formula) && record[formula] !== null ? [[name, record[formula]]] : [])));
}
