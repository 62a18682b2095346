"use client";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import type { EntityAnswer, FieldAnswer } from "../../../runtime/studio/answers";
import { useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Input } from "../../ui/input";
import { Notice } from "../../ui/states";
import { Labelled } from "../../admin/parts";
import { AddField } from "../add-field";
import { FieldEditor } from "../field-editor";
import { IconChoice } from "../icon-choice";
import type { KnownEntity } from "../options/context";
import { PasteDialog } from "../paste-dialog";

interface EntityEditorProps {
  entity: EntityAnswer;
  known: readonly KnownEntity[];
  problems: readonly { readonly field: string | undefined; readonly text: string }[];
  onChange(entity: EntityAnswer): void;
  onRemove(): void;
  /** Name of a field that is typed and not added yet. */
  onPending(label: string): void;
}

/** One entity being made: its words, its fields, the rows it begins with. */
export function EntityEditor({ entity, known, problems, onChange, onRemove, onPending }: EntityEditorProps) {
  const t = useT();
  const [pasting, setPasting] = useState(false);
  const setFields = (fields: readonly FieldAnswer[]) => onChange({ ...entity, fields });
  const replace = (field: FieldAnswer) => setFields(entity.fields.map((one) => (one.name === field.name ? field : one)));
  const move = (index: number, step: number) => () => {
    const fields = [...entity.fields];
    fields.splice(index + step, 0, ...fields.splice(index, 1));
    setFields(fields);
  };
  return (
    <section aria-label={entity.label} className="min-w-0">
      <div className="mb-4 flex flex-wrap items-end gap-3">
        <IconChoice value={entity.icon} onChange={(icon) => onChange({ ...entity, icon })} />
        <div className="min-w-40 flex-1"><Labelled label={t("studio.entityName")}>{(id) => <Input id={id} maxLength={100} value={entity.label} onChange={(event) => onChange({ ...entity, label: event.target.value })} />}</Labelled></div>
        <div className="min-w-40 flex-1"><Labelled label={t("studio.entityPlural")}>{(id) => <Input id={id} maxLength={100} value={entity.plural} onChange={(event) => onChange({ ...entity, plural: event.target.value })} />}</Labelled></div>
        <Button variant="ghost" size="icon" aria-label={t("studio.removeEntity", { entity: entity.label })} onClick={onRemove}><Trash2 /></Button>
      </div>
      {problems.filter(({ field }) => field === undefined).map(({ text }) => <Notice key={text} tone="danger" className="mb-3">{text}</Notice>)}
      <ol className="grid gap-2" aria-label={t("studio.fields")}>
        {entity.fields.map((field, index) => (
          <FieldEditor
            key={field.name} field={field} entity={entity} entities={known} problems={problems.filter((problem) => problem.field === field.name).map(({ text }) => text)} onChange={replace} onRemove={() => setFields(entity.fields.filter((one) => one !== field))}
            onMove={{ ...(index > 0 ? { up: move(index, -1) } : {}), ...(index < entity.fields.length - 1 ? { down: move(index, 1) } : {}) }}
          />
        ))}
      </ol>
      <div className="mt-2"><AddField others={entity.fields} entities={known} onPending={onPending} onAdd={(field) => setFields([...entity.fields, field])} onPaste={() => setPasting(true)} /></div>
      {entity.rows.length > 0 && (
        <p className="mt-3 flex flex-wrap items-center gap-2 text-sm text-ink-2">
          {t("studio.rowsKept", { count: entity.rows.length })}
          <Button variant="link" onClick={() => onChange({ ...entity, rows: [] })}>{t("studio.dropRows")}</Button>
        </p>
      )}
      <Dialog open={pasting} onOpenChange={setPasting}>
        {pasting && <PasteDialog withRows={entity.rows.length === 0} others={entity.fields} onTake={({ fields, rows }) => { setPasting(false); onChange({ ...entity, fields: [...entity.fields, ...fields], rows: rows.length > 0 ? rows : entity.rows }); }} />}
      </Dialog>
    </section>
  );
}
