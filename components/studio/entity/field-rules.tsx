"use client";
import { PenLine, Plus, Trash2 } from "lucide-react";
import type { Condition } from "../../../runtime/expressions/condition";
import type { ClientEntity, ClientModel } from "../../../runtime/model/client";
import type { StudioDocument } from "../../../runtime/studio/documents";
import { freeName } from "../../../runtime/studio/names";
import { Setting } from "../../dashboards/builder/field";
import { useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import { Checkbox } from "../../ui/checkbox";
import { Input } from "../../ui/input";
import { ConditionSetting } from "../screens/condition-setting";

interface RulesProps {
  /** As its document says. */
  field: StudioDocument;
  /** As the changes would make it; undefined until that is known. */
  entity: ClientEntity | undefined;
  model: ClientModel;
  onChange(key: string, value: unknown): void;
  onRename(): void;
}

const FLAGS = ["readOnly", "setOnce", "searchable", "audited", "personalData", "noCopy"] as const;
const CONDITIONS = ["visibleWhen", "requiredWhen", "readOnlyWhen"] as const;

interface Refusal {
  readonly id: string;
  readonly when: Condition;
  readonly message: string;
}

/** Words, switches and conditions of one field; conditions are built by clicking and read back as a sentence. */
export function FieldRules({ field, entity, model, onChange, onRename }: RulesProps) {
  const t = useT();
  const refusals = (field["invalidWhen"] ?? []) as readonly Refusal[];
  const refuse = (index: number, next: Partial<Refusal>) => onChange("invalidWhen", refusals.map((one, at) => (at === index ? { ...one, ...next } : one)));
  const addRefusal = (when: Condition) => onChange("invalidWhen", [...refusals, { id: freeName("rule", (wish) => !refusals.some(({ id }) => id === wish)), when, message: t("studio.refusalText") }]);
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        {(["help", "placeholder"] as const).map((key) => <Setting key={key} label={t(`studio.${key}`)}>{(id) => <Input id={id} maxLength={1000} value={String(field[key] ?? "")} onChange={(event) => onChange(key, event.target.value)} />}</Setting>)}
      </div>
      <div className="flex flex-wrap gap-x-5 gap-y-2">
        {FLAGS.map((flag) => <label key={flag} className="flex items-center gap-2 text-sm"><Checkbox checked={field[flag] === true} onCheckedChange={(on) => onChange(flag, on)} />{t(`studio.flag.${flag}`)}</label>)}
      </div>
      {entity && (
        <div className="grid gap-2 sm:grid-cols-2">
          {CONDITIONS.map((key) => <ConditionSetting key={key} label={t(`studio.${key}`)} otherwise={t(`studio.${key}.never`)} entity={entity} model={model} condition={field[key] as Condition | undefined} onChange={(condition) => onChange(key, condition)} />)}
          {refusals.map((one, index) => (
            <div key={one.id} className="grid gap-1.5 sm:col-span-2" role="group" aria-label={one.message}>
              <ConditionSetting label={t("studio.invalidWhen")} otherwise="" entity={entity} model={model} condition={one.when} onChange={(when) => when && refuse(index, { when })} />
              <div className="flex gap-1">
                <Input aria-label={t("studio.refusalSays")} maxLength={300} value={one.message} onChange={(event) => refuse(index, { message: event.target.value })} />
                <Button variant="ghost" size="icon" aria-label={t("studio.removeRule")} onClick={() => onChange("invalidWhen", refusals.filter((other) => other !== one))}><Trash2 /></Button>
              </div>
            </div>
          ))}
          <Button variant="ghost" className="justify-self-start" onClick={() => addRefusal({ field: String(field["name"]), op: "isEmpty" })}><Plus />{t("studio.addRule")}</Button>
        </div>
      )}
      <p className="flex flex-wrap items-center gap-2 text-xs text-ink-3">
        {t("studio.technicalName")} <code>{String(field["name"])}</code>
        <Button variant="ghost" size="sm" onClick={onRename}><PenLine />{t("studio.rename")}</Button>
      </p>
    </>
  );
}
