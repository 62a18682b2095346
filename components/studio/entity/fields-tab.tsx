"use client";
import { useMemo, useState, type ReactNode } from "react";
import type { FieldAnswer } from "../../../runtime/studio/answers";
import type { StudioChange, StudioDocument } from "../../../runtime/studio/documents";
import { addField, changeField, fieldDocumentOf, keyOf, moveField, removeField, setFieldProperty, type Design } from "../../../runtime/studio/edit";
import { Labelled } from "../../admin/parts";
import { useModel } from "../../data/model";
import { useDebounced } from "../../data/use-debounced";
import { useT } from "../../i18n/provider";
import { Dialog } from "../../ui/dialog";
import { Input } from "../../ui/input";
import { AddField } from "../add-field";
import { FieldEditor } from "../field-editor";
import { IconChoice } from "../icon-choice";
import { useKnownEntities } from "../known-entities";
import type { KnownEntity } from "../options/context";
import { PasteDialog } from "../paste-dialog";
import { usePreviewModel } from "../use-preview";
import { FieldRules } from "./field-rules";
import { RecordTypes } from "./record-types";
import { ImpactDialog, RenameDialog } from "./rename-dialog";

interface FieldsTabProps {
  entity: string;
  document: StudioDocument;
  fields: readonly FieldAnswer[];
  design: Design;
  /** All that is not published yet. */
  changes: readonly StudioChange[];
  change(next: (now: Design) => Design): void;
  /** Takes in documents that changed together, of other entities too. */
  take(changes: readonly StudioChange[]): void;
  /** Renaming or removing the entity itself; absent for one that a pack brought. */
  whole?: ReactNode;
}

/** Words and fields of an entity that is there. */
export function FieldsTab({ entity, document, fields, design, changes, change, take, whole }: FieldsTabProps) {
  const t = useT();
  const published = useModel();
  const [pasting, setPasting] = useState(false);
  const [renaming, setRenaming] = useState<string>();
  const [removing, setRemoving] = useState<string>();
  const preview = usePreviewModel(useDebounced(changes, 300));
  const model = preview.data ?? published;
  const isPublished = (name: string): boolean => published.entities[entity]?.fields.some((field) => field.name === name) ?? false;
  const forms = Object.keys(design).filter((key) => key.startsWith(`form ${entity}.`)).map((key) => ({ name: String(design[key]!["name"]), label: String(design[key]!["label"]) }));
  const remove = (name: string) => change((now) => removeField(now, entity, name));
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
        {whole}
      </div>
      <ol className="grid gap-2" aria-label={t("studio.fields")}>
        {fields.map((field, index) => (
          <FieldEditor
            key={field.name} field={field} entity={own} entities={known} problems={[]} onChange={(next) => change((now) => changeField(now, entity, next))} onRemove={() => (isPublished(field.name) ? setRemoving(field.name) : remove(field.name))}
            more={<FieldRules field={fieldDocumentOf(design, entity, field.name)} entity={model.entities[entity]} model={model} onRename={() => setRenaming(field.name)} onChange={(key, value) => change((now) => setFieldProperty(now, entity, field.name, key, value))} />}
            onMove={{ ...(index > 0 ? { up: () => change((now) => moveField(now, entity, field.name, -1)) } : {}), ...(index < fields.length - 1 ? { down: () => change((now) => moveField(now, entity, field.name, 1)) } : {}) }}
          />
        ))}
      </ol>
      <div className="mt-2"><AddField others={fields} entities={known} onAdd={(field) => change((now) => addField(now, entity, field))} onPaste={() => setPasting(true)} /></div>
      <RecordTypes document={document} fields={fields} forms={forms} onChange={(next) => change((now) => ({ ...now, [keyOf("entity", entity)]: next(now[keyOf("entity", entity)]!) }))} />
      <Dialog open={renaming !== undefined} onOpenChange={() => setRenaming(undefined)}>
        {renaming && <RenameDialog entity={entity} field={renaming} changes={changes} onTake={(taken) => { take(taken); setRenaming(undefined); }} />}
      </Dialog>
      <Dialog open={removing !== undefined} onOpenChange={() => setRemoving(undefined)}>
        {removing && <ImpactDialog entity={entity} field={removing} label={fields.find(({ name }) => name === removing)?.label ?? removing} onRemove={() => { remove(removing); setRemoving(undefined); }} />}
      </Dialog>
      <Dialog open={pasting} onOpenChange={setPasting}>
        {pasting && <PasteDialog withRows={false} others={fields} onTake={(table) => { setPasting(false); change((now) => table.fields.reduce((design, field) => addField(design, entity, field), now)); }} />}
      </Dialog>
    </div>
  );
}
