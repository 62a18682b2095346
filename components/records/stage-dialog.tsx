"use client";
import { useState } from "react";
import { generatedForm } from "../../runtime/forms/layout";
import type { ClientEntity } from "../../runtime/model/client";
import "../fields/control";
import type { FormStore } from "../forms/form-store";
import { useFormSummary, useFormValues } from "../forms/use-form";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Dialog, DialogContent } from "../ui/dialog";
import { RecordForm } from "./record-form";
import { wantedFields } from "./stages";
import { StepComment } from "./step-comment";

interface StageDialogProps {
  entity: ClientEntity;
  id: string;
  /** The record with the new step already in it. */
  store: FormStore;
  /** Name of the step. */
  step: string;
  busy: boolean;
  /** With what the person says about it; "" for nothing. */
  onSave(comment: string): void;
  onClose(): void;
}

const FEW = 4;

/** Asks for what a step wants, and for what those answers want in turn; a field once asked for stays in sight. */
export function StageDialog({ entity, id, store, step, busy, onSave, onClose }: StageDialogProps) {
  const t = useT();
  const values = useFormValues(store);
  useFormSummary(store);
  const [comment, setComment] = useState("");
  const [asked, setAsked] = useState<readonly string[]>([]);
  const wanted = entity.fields.filter((field) => store.field(field.name)?.issues.length).map((field) => field.name).concat(wantedFields(store.frame, values, store.situation));
  const more = [...new Set(wanted)].filter((name) => name !== "" && !asked.includes(name));
  if (more.length > 0) setAsked([...asked, ...more]);
  const drawn = generatedForm({ name: entity.name, label: step, fields: entity.fields.filter((field) => asked.includes(field.name)).map((field) => ({ ...field, system: false })) });
  // A few questions stand under each other.
  const form = asked.length > FEW ? drawn : { ...drawn, tabs: drawn.tabs.map((tab) => ({ ...tab, sections: tab.sections.map((section) => ({ ...section, columns: 1 as const })) })) };
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title={t("stage.to", { step })}
        description={t("stage.asks")}
        onOpenAutoFocus={(event) => {
          const first = (event.currentTarget as HTMLElement).querySelector<HTMLElement>("[data-field] :is(input, textarea, select, [role=combobox])");
          if (!first) return;
          event.preventDefault();
          first.focus();
        }}
        footer={
          <>
            <Button onClick={onClose} disabled={busy}>
              {t("common.cancel")}
            </Button>
            <Button variant="primary" onClick={() => onSave(comment)} disabled={busy}>
              {busy ? t("common.saving") : t("common.save")}
            </Button>
          </>
        }
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            onSave(comment);
          }}
        >
          <RecordForm form={form} store={store} tabId="main" editing focus={asked[0] ?? more[0]} />
          <StepComment entity={entity.name} id={id} value={comment} onChange={setComment} />
          <button type="submit" hidden />
        </form>
      </DialogContent>
    </Dialog>
  );
}
