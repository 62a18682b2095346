"use client";
import { ChevronDown, ChevronUp, Trash2, Wand2 } from "lucide-react";
import type { ClientEntity, ClientField, ClientModel } from "../../../runtime/model/client";
import { changeStep, madeBefore, moveStep, removeStep, stepsOf, suggestMapping, type ActionStep } from "../../../runtime/studio/actions";
import type { FieldAnswer } from "../../../runtime/studio/answers";
import type { StudioDocument } from "../../../runtime/studio/documents";
import { targetsOf } from "../../../runtime/fields/traits";
import { useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import { Checkbox } from "../../ui/checkbox";
import { NativeSelect } from "../../ui/input";
import { ConditionSetting } from "../screens/condition-setting";
import { MappingEditor } from "./mapping-editor";

interface StepProps {
  step: ActionStep;
  number: number;
  last: boolean;
  document: StudioDocument;
  entity: ClientEntity;
  /** Entities a record can be made of. */
  created: readonly ClientEntity[];
  relations: readonly ClientField[];
  parameters: readonly FieldAnswer[];
  model: ClientModel;
  /** The entity with the parameters beside its fields. */
  conditions: { readonly model: ClientModel; readonly entity: ClientEntity };
  set(next: (document: StudioDocument) => StudioDocument): void;
}

/** One step: what it makes or changes, from what, and when. */
export function StepCard({ step, number, last, document, entity, created, relations, parameters, model, conditions, set }: StepProps) {
  const t = useT();
  const change = (next: Partial<ActionStep>) => set((now) => changeStep(now, step.id, next));
  const made = madeBefore(document, step.id);
  const relation = relations.find(({ name }) => name === step.relation);
  const target = step.do === "create" ? model.entities[step.entity ?? ""] : step.do === "updateRelated" ? model.entities[(relation && targetsOf(relation)[0]) ?? ""] : entity;
  const title = t(`studio.step.${step.do}`);
  const retarget = (name: string) => {
    const to = model.entities[name];
    if (to) change({ entity: name, as: step.as && stepsOf(document).some(({ set: mapping }) => Object.values(mapping ?? {}).some(({ ref }) => ref === step.as)) ? step.as : freeAs(document, step, name), set: suggestMapping(entity, to) });
  };
  return (
    <li aria-label={`${number}. ${title}`} className="rounded-lg border border-line bg-canvas">
      <div className="flex flex-wrap items-center gap-2 border-b border-line p-2 pl-3">
        <span className="text-sm font-medium">{number}. {title}</span>
        {step.do === "create" && <NativeSelect aria-label={t("studio.stepEntity")} className="w-auto max-w-56" value={step.entity ?? ""} onValueChange={retarget}>{created.map((one) => <option key={one.name} value={one.name}>{one.label}</option>)}</NativeSelect>}
        {step.do === "updateRelated" && <NativeSelect aria-label={t("studio.stepRelation")} className="w-auto max-w-56" value={step.relation ?? ""} onValueChange={(name) => change({ relation: name, set: {} })}>{relations.map(({ name, label }) => <option key={name} value={name}>{label}</option>)}</NativeSelect>}
        {step.do === "open" && <NativeSelect aria-label={t("studio.stepOpens")} className="w-auto max-w-56" value={step.ref ?? ""} onValueChange={(ref) => change({ ref })}><option value="">{t("studio.thisRecord")}</option>{made.map(({ as, entity: of }) => <option key={as} value={as}>{t("studio.newRecordOf", { entity: model.entities[of]?.label ?? of })}</option>)}</NativeSelect>}
        <div className="ml-auto flex items-center">
          {step.do === "create" && target && <Button variant="ghost" onClick={() => change({ set: { ...suggestMapping(entity, target), ...step.set } })}><Wand2 />{t("studio.mapSame")}</Button>}
          <Button variant="ghost" size="iconSm" aria-label={t("studio.up", { field: title })} disabled={number === 1} onClick={() => set((now) => moveStep(now, step.id, -1))}><ChevronUp /></Button>
          <Button variant="ghost" size="iconSm" aria-label={t("studio.down", { field: title })} disabled={last} onClick={() => set((now) => moveStep(now, step.id, 1))}><ChevronDown /></Button>
          <Button variant="ghost" size="iconSm" aria-label={t("studio.removeStep", { number })} disabled={stepsOf(document).length === 1} onClick={() => set((now) => removeStep(now, step.id))}><Trash2 /></Button>
        </div>
      </div>
      <div className="grid gap-3 p-3">
        {step.do !== "open" && target && <MappingEditor mapping={step.set ?? {}} source={entity} target={target} parameters={parameters} made={made} model={model} onChange={(mapping) => change({ set: mapping })} />}
        {step.do === "create" && <label className="flex items-center gap-2 text-sm"><Checkbox checked={step.carryCustomFields === true} onCheckedChange={(on) => change({ carryCustomFields: on })} />{t("studio.carryCustom")}</label>}
        <ConditionSetting label={t("studio.stepWhen")} otherwise={t("studio.stepAlways")} entity={conditions.entity} model={conditions.model} condition={step.when} onChange={(when) => change({ when })} />
      </div>
    </li>
  );
}

const freeAs = (document: StudioDocument, step: ActionStep, wish: string): string => {
  const taken = new Set(stepsOf(document).flatMap((one) => (one.id === step.id || !one.as ? [] : [one.as])));
  let name = wish;
  for (let number = 2; taken.has(name); number++) name = `${wish}${number}`;
  return name;
};
