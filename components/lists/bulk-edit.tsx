"use client";
import { useState } from "react";
import { valueType } from "../../runtime/forms/scope";
import type { ClientEntity } from "../../runtime/model/client";
import { FieldControl } from "../fields/field-control";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Combobox } from "../ui/combobox";
import { Dialog, DialogContent } from "../ui/dialog";
import { bulkFields } from "./list-columns";

interface BulkEditProps {
  entity: ClientEntity;
  count: number;
  onClose(): void;
  onSave(set: Readonly<Record<string, unknown>>): void;
}

/** One field of many records gets one value; each record goes by its own rights and rules. */
export function BulkEdit({ entity, count, onClose, onSave }: BulkEditProps) {
  const t = useT();
  const fields = bulkFields(entity);
  const [name, setName] = useState<string>();
  const [value, setValue] = useState<unknown>(null);
  const field = fields.find((one) => one.name === name);
  const found = field && valueType(field);
  const parsed = found?.type.parse(value, found.options);
  const problem = parsed && !parsed.ok ? parsed.issues[0]?.message : undefined;
  const isEmpty = value === null || value === "";
  const save = () => {
    if (!field || problem) return;
    onSave({ [field.name]: isEmpty ? null : value });
    onClose();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent
        title={t("bulk.editTitle", { count })}
        description={t("bulk.editText")}
        footer={
          <>
            <Button onClick={onClose}>{t("common.cancel")}</Button>
            <Button variant={field && isEmpty ? "danger" : "primary"} disabled={!field || problem !== undefined || (isEmpty && field.required)} onClick={save}>
              {isEmpty && field ? t("bulk.emptyField", { count }) : t("bulk.change", { count })}
            </Button>
          </>
        }
      >
        <div className="grid gap-3">
          <Combobox
            aria-label={t("filter.field")}
            placeholder={t("bulk.chooseField")}
            choices={fields.map((one) => ({ value: one.name, label: one.label }))}
            values={name === undefined ? [] : [name]}
            onChange={([next]) => {
              setName(next);
              setValue(null);
            }}
          />
          {field && (
            <div>
              <label htmlFor="bulk-value" id="bulk-label" className="mb-1 block text-sm font-medium">
                {field.label}
              </label>
              <FieldControl key={field.name} id="bulk-value" labelledBy="bulk-label" field={field} value={value} onChange={setValue} invalid={problem !== undefined} />
              {problem && (
                <p role="alert" className="mt-1 text-xs text-danger-ink">
                  {problem}
                </p>
              )}
            </div>
          )}
        </div>
      </DialogContent>
    </Dialog>
  );
}
