"use client";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import type { Condition } from "../../../runtime/expressions/condition";
import type { ClientEntity, ClientModel } from "../../../runtime/model/client";
import { targetsOf } from "../../../runtime/fields/traits";
import { actionsOf, addParameter, addStep, changeParameter, moveParameter, newAction, parametersOf, removeParameter, STEP_KINDS, stepsOf, type StepKind } from "../../../runtime/studio/actions";
import type { StudioChange, StudioDocument } from "../../../runtime/studio/documents";
import { fieldAnswers, keyOf, type Design } from "../../../runtime/studio/edit";
import { withSetting } from "../../../runtime/studio/screens";
import { Setting, Settings } from "../../dashboards/builder/field";
import { useModel } from "../../data/model";
import { useDebounced } from "../../data/use-debounced";
import { useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { Input, NativeSelect } from "../../ui/input";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "../../ui/menu";
import { EmptyState, Notice } from "../../ui/states";
import { AddField } from "../add-field";
import { FieldEditor } from "../field-editor";
import { IconChoice } from "../icon-choice";
import { useKnownEntities } from "../known-entities";
import { ConditionSetting } from "../screens/condition-setting";
import { usePreviewModel } from "../use-preview";
import { useProblems } from "../use-problems";
import { ActionRights } from "./action-rights";
import { StepCard } from "./step-card";

interface ActionsProps {
  entity: string;
  design: Design;
  /** All that is not published yet. */
  changes: readonly StudioChange[];
  /** What a pack brought goes with the pack. */
  mayRemove(key: string): boolean;
  change(next: (now: Design) => Design): void;
  /** Takes in documents of others: roles. */
  take(changes: readonly StudioChange[]): void;
}

const ICONS: Readonly<Record<StepKind, string>> = { create: "plus", update: "pencil", updateRelated: "list-checks", open: "arrow-up-right" };

/** Actions of an entity: what is asked, when they are offered, what they do, and who may run them. */
export function ActionsTab({ entity: name, design, changes, mayRemove, change, take }: ActionsProps) {
  const t = useT();
  const published = useModel();
  const preview = usePreviewModel(useDebounced(changes, 300));
  const model = preview.data ?? published;
  const entity = model.entities[name];
  const keys = actionsOf(design);
  const [chosen, setChosen] = useState<string>();
  const key = keys.find((one) => one === chosen) ?? keys[0];
  const document = key === undefined ? undefined : design[key];
  const add = () => {
    const made = newAction(name, t("studio.newActionName"), design);
    change((now) => ({ ...now, [made.key]: made.document }));
    setChosen(made.key);
  };
  const set = (next: (document: StudioDocument) => StudioDocument) => key && change((now) => ({ ...now, [key]: next(now[key]!) }));
  const remove = () => key && change(({ [key]: _gone, ...rest }) => rest);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        {key && <NativeSelect aria-label={t("studio.action")} className="w-auto max-w-64" value={key} onValueChange={setChosen}>{keys.map((one) => <option key={one} value={one}>{String(design[one]!["label"])}</option>)}</NativeSelect>}
        <Button onClick={add}><Plus />{t("studio.addAction")}</Button>
        {key && mayRemove(key) && <Button variant="ghost" size="icon" aria-label={t("studio.removeAction")} onClick={remove}><Trash2 /></Button>}
        <p className="min-w-0 flex-1 truncate text-xs text-ink-3 max-lg:hidden">{t("studio.actionsHint")}</p>
      </div>
      {document && entity ? <ActionEditor key={key} entity={entity} model={model} design={design} document={document} changes={changes} set={set} take={take} />
        : <EmptyState icon={<Icon name="zap" />} title={t("studio.noActions")} text={t("studio.actionsHint")} />}
    </div>
  );
}

interface EditorProps extends Pick<ActionsProps, "design" | "changes" | "take"> {
  entity: ClientEntity;
  model: ClientModel;
  document: StudioDocument;
  set(next: (document: StudioDocument) => StudioDocument): void;
}

function ActionEditor({ entity, model, design, document, changes, set, take }: EditorProps) {
  const t = useT();
  const own = String(document["name"]);
  const problems = useProblems(changes, "action", `${entity.name}.${own}`);
  const installed = useKnownEntities("local");
  const answers = fieldAnswers(design[keyOf("entity", entity.name)]);
  const known = installed.map((one) => (one.name === entity.name ? { ...one, fields: answers } : one));
  const home = known.find((one) => one.name === entity.name) ?? { name: entity.name, label: entity.label, plural: entity.plural, fields: answers };
  const parameters = parametersOf(document);
  const conditions = withParameters(model, entity, own);
  const text = (setting: string, value: string) => set((now) => withSetting(now, setting, value));
  const steps = stepsOf(document);
  const relations = entity.fields.filter(({ type }) => type === "children" || type === "references" || type === "reference");
  const created = Object.values(model.entities).filter(({ system }) => !system).sort((a, b) => a.label.localeCompare(b.label));
  // Most often something is made that points back at the record.
  const likely = created.find((one) => one !== entity && one.fields.some((field) => targetsOf(field).length === 1 && targetsOf(field)[0] === entity.name)) ?? created[0];
  return (
    <div className="scroll-thin min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto grid max-w-4xl gap-5 px-6 py-5 max-md:px-3">
        {problems.length > 0 && <Notice tone="danger"><ul lang="en" className="list-disc pl-4">{problems.slice(0, 5).map((problem) => <li key={`${problem.pointer} ${problem.message}`}>{problem.message}</li>)}</ul></Notice>}
        <div className="flex flex-wrap items-end gap-3">
          <IconChoice value={String(document["icon"] ?? "zap")} onChange={(icon) => text("icon", icon)} />
          <div className="min-w-40 flex-1"><Setting label={t("studio.actionLabel")}>{(id) => <Input id={id} maxLength={200} value={String(document["label"])} onChange={(event) => set((now) => ({ ...now, label: event.target.value }))} />}</Setting></div>
          <div className="min-w-40 flex-1"><Setting label={t("studio.actionConfirm")}>{(id) => <Input id={id} maxLength={1000} value={String(document["confirm"] ?? "")} placeholder={t("studio.actionNoConfirm")} onChange={(event) => text("confirm", event.target.value)} />}</Setting></div>
        </div>
        <ConditionSetting label={t("studio.actionWhen")} otherwise={t("studio.actionAlways")} entity={entity} model={model} condition={document["when"] as Condition | undefined} onChange={(when) => set((now) => withSetting(now, "when", when))} />
        <Settings title={t("studio.actionAsks")}>
          <ol className="grid gap-2" aria-label={t("studio.actionAsks")}>
            {parameters.map((field, index) => (
              <FieldEditor
                key={field.name} field={field} kept={false} entity={home} entities={known} problems={[]} onChange={(next) => set((now) => changeParameter(now, next))} onRemove={() => set((now) => removeParameter(now, field.name))}
                onMove={{ ...(index > 0 ? { up: () => set((now) => moveParameter(now, field.name, -1)) } : {}), ...(index < parameters.length - 1 ? { down: () => set((now) => moveParameter(now, field.name, 1)) } : {}) }}
              />
            ))}
          </ol>
          <AddField others={parameters} entities={known} onAdd={(field) => set((now) => addParameter(now, field))} />
        </Settings>
        <Settings title={t("studio.actionDoes")} action={
          <Menu>
            <MenuTrigger asChild><Button><Plus />{t("studio.addStep")}</Button></MenuTrigger>
            <MenuContent align="end">
              {STEP_KINDS.map((kind) => <MenuItem key={kind} disabled={kind === "updateRelated" && relations.length === 0} onSelect={() => set((now) => addStep(now, kind, entity, kind === "create" ? likely : undefined, relations[0]?.name))}><Icon name={ICONS[kind]} className="size-4" />{t(`studio.step.${kind}`)}</MenuItem>)}
            </MenuContent>
          </Menu>
        }>
          <ol className="grid gap-3" aria-label={t("studio.actionDoes")}>
            {steps.map((step, index) => <StepCard key={step.id} step={step} number={index + 1} last={index === steps.length - 1} document={document} entity={entity} created={created} relations={relations} parameters={parameters} model={model} conditions={conditions} set={set} />)}
          </ol>
        </Settings>
        <Settings title={t("studio.actionWho")}><ActionRights entity={entity} action={own} design={design} take={take} /></Settings>
      </div>
    </div>
  );
}

/** In conditions of steps, parameters are known beside the fields of the record. */
function withParameters(model: ClientModel, entity: ClientEntity, action: string): { readonly model: ClientModel; readonly entity: ClientEntity } {
  const parameters = entity.actions.find(({ name }) => name === action)?.parameters ?? [];
  const extended = { ...entity, fields: [...entity.fields.filter(({ name }) => !parameters.some((one) => one.name === name)), ...parameters] };
  return { entity: extended, model: { ...model, entities: { ...model.entities, [entity.name]: extended } } };
}
