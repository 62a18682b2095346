"use client";
import { useState } from "react";
import { formFor } from "../../runtime/forms/layout";
import { newValues } from "../../runtime/forms/state";
import type { ClientEntity, ClientForm } from "../../runtime/model/client";
import { useEntity } from "../data/model";
import type { RefValue } from "../data/records";
import "../fields/control";
import type { QuickCreateProps } from "../fields/parts";
import { FormStore } from "../forms/form-store";
import { useEntityFrame, useFormSummary } from "../forms/use-form";
import { useT } from "../i18n/provider";
import { rowTitle } from "../lists/list-state";
import { Button } from "../ui/button";
import { Dialog, DialogContent } from "../ui/dialog";
import { RecordForm } from "./record-form";
import { useSave } from "./use-save";

const MOST_FIELDS = 8;

/** The title, what is obligatory, and the first few of the form: enough to go on. */
function shortForm(entity: ClientEntity): ClientForm {
  const places = formFor(entity, { recordType: entity.recordTypes[0]?.name }).tabs.flatMap((tab) => tab.sections.flatMap((section) => section.fields));
  const first = places.filter((place) => place.span === 1).slice(0, MOST_FIELDS).map((place) => place.field);
  const must = entity.fields.filter((field) => field.required && !field.system).map((field) => field.name);
  const names = [...new Set([entity.titleField, ...must, ...first])].slice(0, Math.max(MOST_FIELDS, must.length + 1));
  return {
    id: `${entity.name}.short`, name: "short", label: entity.label, default: false, related: [],
    tabs: [{ id: "main", label: entity.label, sections: [{ id: "main", columns: 2, collapsed: false, fields: names.map((field) => ({ id: field, field, span: 1 })) }] }],
  };
}

/** Creates a missing record without leaving the form that needs it. */
export function QuickCreate(props: QuickCreateProps) {
  const entity = useEntity(props.entity);
  return entity ? <Form {...props} target={entity} /> : null;
}

function Form({ target, title, onClose, onCreated, onReturn }: QuickCreateProps & { target: ClientEntity }) {
  const t = useT();
  const frame = useEntityFrame(target);
  const titleField = target.fields.find((field) => field.name === target.titleField);
  const [store] = useState(() => {
    const type = target.recordTypes[0]?.name;
    return new FormStore(frame, { creating: true, stored: {}, values: newValues(target.fields, { ...(type ? { recordType: type } : {}), ...(title && titleField ? { [titleField.name]: titleGuess(titleField.type, title) } : {}) }) });
  });
  const { save, busy } = useSave(target.name);
  const { invalid } = useFormSummary(store);
  const submit = async () => {
    const outcome = await save(store);
    if (outcome.kind !== "saved") return;
    onCreated({ id: outcome.record.id, title: rowTitle(target, outcome.record) } satisfies RefValue);
  };
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title={t("record.new", { label: target.label })}
        className="max-w-2xl"
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          onReturn();
        }}
        footer={
          <>
            <Button onClick={onClose}>{t("common.cancel")}</Button>
            <Button variant="primary" onClick={() => void submit()} disabled={busy} aria-invalid={invalid}>
              {busy ? t("common.saving") : t("common.create")}
            </Button>
          </>
        }
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            // In the page this dialog is not inside the form beneath it; for React it is.
            event.stopPropagation();
            if (!busy) void submit();
          }}
        >
          <RecordForm form={shortForm(target)} store={store} tabId="main" editing focus={target.titleField} />
          <button type="submit" hidden />
        </form>
      </DialogContent>
    </Dialog>
  );
}

/** What was typed into a lookup as a title: a person's name is split at the last space. */
function titleGuess(type: string, title: string): unknown {
  if (type !== "personName") return title;
  const cut = title.trim().lastIndexOf(" ");
  return cut > 0 ? { first: title.slice(0, cut).trim(), last: title.slice(cut + 1) } : { last: title.trim() };
}
