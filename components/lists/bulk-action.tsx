"use client";
import { useMemo, useState } from "react";
import { generatedForm } from "../../runtime/forms/layout";
import { newValues } from "../../runtime/forms/state";
import type { ClientAction } from "../../runtime/model/client";
import { allSent } from "../data/uploads";
import { FormStore } from "../forms/form-store";
import { useFormFrame } from "../forms/use-form";
import { useT } from "../i18n/provider";
import "../fields/control";
import { RecordForm } from "../records/record-form";
import { Button } from "../ui/button";
import { Dialog, DialogContent } from "../ui/dialog";

interface BulkActionProps {
  action: ClientAction;
  count: number;
  onClose(): void;
  onRun(parameters: Readonly<Record<string, unknown>>): void;
}

/** What follows from each record is not asked for: the server works it out for each. */
const isAsked = ({ default: given }: ClientAction["parameters"][number]): boolean => typeof (given as { formula?: unknown } | null | undefined)?.formula !== "string";

/** Asks once for the parameters of an action that runs for many records. */
export function BulkAction({ action, count, onClose, onRun }: BulkActionProps) {
  const t = useT();
  const parameters = useMemo(() => action.parameters.filter(isAsked), [action]);
  const frame = useFormFrame(parameters, []);
  const [store] = useState(() => new FormStore(frame, { creating: true, stored: {}, values: newValues(parameters, {}) }));
  const form = generatedForm({ name: action.name, label: action.label, fields: parameters });
  const run = async () => {
    if (!(await allSent()) || !store.check()) return;
    onRun(store.body());
    onClose();
  };
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title={action.label}
        description={[action.confirm, t("bulk.runText")].filter(Boolean).join(" ")}
        footer={
          <>
            <Button onClick={onClose}>{t("common.cancel")}</Button>
            <Button variant="primary" onClick={() => void run()} autoFocus={parameters.length === 0}>{t("bulk.run", { count })}</Button>
          </>
        }
      >
        {parameters.length > 0 && <RecordForm form={form} store={store} tabId="main" editing focus={parameters[0]?.name} />}
      </DialogContent>
    </Dialog>
  );
}
