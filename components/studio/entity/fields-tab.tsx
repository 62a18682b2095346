"use client";
import { useMemo, useState } from "react";
import type { FieldAnswer } from "../../../runtime/studio/answers";
import type { StudioDocument } from "../../../runtime/studio/documents";
import { addField, changeField, keyOf, moveField, removeField, type Design } from "../../../runtime/studio/edit";
import { Labelled } from "../../admin/parts";
import { useT } from "../../i18n/provider";
import { Dialog } from "../../ui/dialog";
import { Input } from "../../ui/input";
import { AddField } from "../add-field";
import { FieldEditor } from "../field-editor";
import { IconChoice } from "../icon-choice";
import { useKnownEntities } from "../known-entities";
import type { KnownEntity } from "../options/context";
import { PasteDialog } from "../paste-dialog";

interface FieldsTabProps {
  entity: string;
  document: StudioDocument;
  fields: readonly FieldAnswer[];
  change(next: (now: Design) => Design): void;
}

/** Words and fields of an entity that is there. */
export function FieldsTab({ entity, document, fields, change }: FieldsTabProps) {
  const t = useT();
  const [pasting, setPasting] = useState(false);
  const installed = useKnownEntities("local");
  const label = String(document["label"]);
  const plural = String(document["plural"] ?? label);
  const own = useMemo((): KnownEntity => ({ name: entity, label, plural, fields }), [entity, label, plural, fields]);
  const known = useMemo(() => installed.map((one) => (one.name === entity ? own : one)), [installed, own, entity]);
  const word = (key: string, value: string) => change((now) => ({ ...now, [keyOf("entity", entity)]: { ...now[keyOf("entity", entity)], [key]: value } }));
  return (
    <div className="mx-auto max-w-4xl px-6 py-5 max-md:px-3">
      <div className="mb-4 flex flex-wrap items-end gap-3">
        <IconChoice value={String(document["icon"] ?? "box")} onChange={(icon) => word("icon", icon)} />
        <div className="min-w-40 flex-1"><Labelled label={t("studio.entityName")}>{(id) => <Input id={id} maxLength={100} value={label} onChange={(event) => word("label", event.target.value)} />}</Labelled></div>
        <div className="min-w-40 flex-1"><Labelled label={t("studio.entityPlural")}>{(id) => <Input id={id} maxLength={100} value={plural} onChange={(event) => word("plural", event.target.value)} />}</Labelled></div>
      </div>
      <ol className="grid gap-2" aria-label={t("studio.fields")}>
        {fields.map((field, index) => (
          <FieldEditor
            key={field.name} field={field} entity={own} entities={known} problems={[]} onChange={(next) => change((now) => changeField(now, entity, next))} onRemove={() => change((now) => removeField(now, entity, field.name))}
            onMove={{ ...(index > 0 ? { up: () => change((now) => moveField(now, entity, field.name, -1)) } : {}), ...(index < fields.length - 1 ? { down: () => change((now) => moveField(now, entity, field.name, 1)) } : {}) }}
          />
        ))}
      </ol>
      <div className="mt-2"><AddField others={fields} onAdd={(field) => change((now) => addField(now, entity, field))} onPaste={() => setPasting(true)} /></div>
      <Dialog open={pasting} onOpenChange={setPasting}>
        {pasting && <PasteDialog withRows={false} others={fields} onTake={(table) => { setPasting(false); change((now) => table.fields.reduce((design, field) => addField(design, entity, field), now)); }} />}
      </Dialog>
    </div>
  );
}
