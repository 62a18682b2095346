"use client";
import { useState } from "react";
import type { StepAttachment, StepNotification } from "../../../runtime/workflow/definition/step-card";
import type { Loop, Mapping, NodeOf, ProcessNode, Responsible, Text, Variable } from "../../../runtime/workflow/definition/types";
import { setNode, setOption } from "../../../runtime/workflow/edit/nodes";
import { useAdmin } from "../../admin/use-admin";
import { useModel } from "../../data/model";
import type { MessageKey } from "../../i18n/messages";
import { useT } from "../../i18n/provider";
import { Setting } from "../../dashboards/builder/field";
import { Input, NativeSelect, Textarea } from "../../ui/input";
import { RequiredInput } from "../../ui/required-input";
import { Switch } from "../../ui/switch";
import { useDesigner } from "../use-designer";
import { FormulaInput } from "./condition-editor";
import { entityOf } from "./known-names";
import { LoopEditor } from "./loop";
import { countsVoices, PeopleEditor } from "./people";
import { Rows } from "./rows";
import { ServiceEditor } from "./service";
import { AttachmentsEditor, NotificationsEditor } from "./step-card";
import type { NodeSetting } from "./settings";
import { TextOrFormula } from "./text-or-formula";
import { TriggersEditor } from "./triggers";
import { VariablesEditor } from "./variables";

type Decision = { readonly id: string; readonly name: string; readonly label: string };

/** One setting of a node, with its hint. */
export function NodeSettingField({ node, setting }: { node: ProcessNode; setting: NodeSetting }) {
  const t = useT();
  const { change } = useDesigner();
  const { key, kind, otherwise } = setting;
  const holder = (setting.of === "options" ? (node.options ?? {}) : node) as Readonly<Record<string, unknown>>;
  const value = holder[key];
  const put = (given: unknown) => {
    const next = given === otherwise ? undefined : given;
    change((now) => (setting.of === "options" ? setOption(now, node.id, key, next) : setNode(now, node.id, { [key]: next })), `${node.id}.${key}`);
  };
  if (kind === "switch")
    return (
      <label className="flex items-start justify-between gap-2 text-sm">
        <span>{t(`designer.set.${key}` as MessageKey)}<span className="block text-xs text-ink-3">{t(`designer.hint.${key}` as MessageKey)}</span></span>
        <Switch checked={(value ?? otherwise) === true} onCheckedChange={(on) => put(on === (otherwise ?? false) ? undefined : on)} />
      </label>
    );
  return <Setting label={t(`designer.set.${key}` as MessageKey)} hint={t(`designer.hint.${key}` as MessageKey)}>{(id) => <Control id={id} node={node} setting={setting} value={value} onChange={put} />}</Setting>;
}

function Control({ id, node, setting: { key, kind, otherwise }, value, onChange }: { id: string; node: ProcessNode; setting: NodeSetting; value: unknown; onChange(value: unknown): void }) {
  const t = useT();
  const { parts } = useModel();
  const text = typeof value === "string" ? value : "";
  if (typeof kind === "object")
    return <NativeSelect id={id} value={text || String(otherwise ?? "")} onValueChange={onChange}>{kind.choices.map((choice) => <option key={choice} value={choice}>{t(`designer.choice.${key}.${choice}` as MessageKey)}</option>)}</NativeSelect>;
  switch (kind) {
    case "number": return <Input id={id} type="number" value={typeof value === "number" ? value : ""} onChange={(event) => onChange(event.target.value === "" ? undefined : Math.round(Number(event.target.value)))} />;
    case "words": case "script": return <Textarea id={id} rows={4} className="font-mono text-xs" spellCheck={false} value={text} onChange={(event) => onChange(event.target.value || undefined)} />;
    case "formula": return <FormulaInput id={id} value={text || undefined} onChange={onChange} />;
    case "time": return <TextOrFormula id={id} isTime value={value as Text | undefined} onChange={onChange} />;
    case "textOrFormula": return <TextOrFormula id={id} value={value as Text | undefined} onChange={onChange} />;
    case "responsible": return <PeopleEditor value={value as readonly Responsible[] | undefined} weighed={countsVoices(node)} onChange={onChange} />;
    case "decisions": return <DecisionsEditor value={(value ?? []) as readonly Decision[]} onChange={onChange} />;
    case "notifications": return <NotificationsEditor value={(value ?? []) as readonly StepNotification[]} onChange={onChange} />;
    case "attachments": return <AttachmentsEditor value={(value ?? []) as readonly StepAttachment[]} decisions={(node.type === "userTask" && node.options?.decisions) || []} onChange={onChange} />;
    case "service": return <ServiceEditor id={id} node={node as NodeOf<"serviceTask">} />;
    case "triggers": return <TriggersEditor node={node} onChange={onChange} />;
    case "loop": return <LoopEditor id={id} value={value as Loop | undefined} onChange={onChange} />;
    case "mappings": return <MappingsEditor value={(value ?? []) as readonly Mapping[]} onChange={onChange} />;
    case "variables": return <VariablesEditor value={(value ?? []) as readonly Variable[]} onChange={onChange} />;
    case "form": return <FormChoice id={id} value={text} onChange={onChange} />;
    case "process": return <><Input id={id} list={`${id}-list`} value={text} onChange={(event) => onChange(event.target.value || undefined)} /><datalist id={`${id}-list`}>{(parts.process ?? []).map((one) => <option key={one.name} value={one.name}>{one.label}</option>)}</datalist></>;
    case "decision": return <DecisionChoice id={id} value={text} onChange={onChange} />;
    default: return <Input id={id} value={text} onChange={(event) => onChange(event.target.value || undefined)} />;
  }
}

function FormChoice({ id, value, onChange }: { id: string; value: string; onChange(value: unknown): void }) {
  const t = useT();
  const { definition } = useDesigner();
  const { entities } = useModel();
  const forms = entities[entityOf(definition) ?? ""]?.forms ?? [];
  return (
    <NativeSelect id={id} value={value} onValueChange={(next) => onChange(next || undefined)}>
      <option value="">{t("designer.defaultForm")}</option>
      {forms.map((form) => <option key={form.name} value={form.name}>{form.label}</option>)}
      {value && !forms.some((form) => form.name === value) && <option value={value}>{value}</option>}
    </NativeSelect>
  );
}

/** The table to ask, with a way to it. */
function DecisionChoice({ id, value, onChange }: { id: string; value: string; onChange(value: unknown): void }) {
  const t = useT();
  const query = useAdmin<{ readonly items: readonly { readonly kind: string; readonly name: string; readonly label?: string }[] }>("/metadata");
  const known = (query.data?.items ?? []).filter(({ kind }) => kind === "decision");
  return (
    <>
      <NativeSelect id={id} value={value} onValueChange={(next) => onChange(next || undefined)}>
        <option value="">{t("designer.choose")}</option>
        {known.map((one) => <option key={one.name} value={one.name}>{one.label ?? one.name}</option>)}
        {value && !known.some((one) => one.name === value) && <option value={value}>{value}</option>}
      </NativeSelect>
      {value && <a className="mt-1 inline-block text-xs text-accent-ink hover:underline" href={`/studio/decisions/${value}`} target="_blank" rel="noreferrer">{t("decision.openTable")}</a>}
    </>
  );
}

/** A name formulas can use, made of words in any script. */
export function nameOf(label: string, taken: readonly string[], base: string): string {
  const words = label.normalize("NFKD").replace(/[^a-zA-Z0-9]+/g, " ").trim().split(" ").filter(Boolean);
  const plain = words.map((word, at) => (at === 0 ? word.toLowerCase() : word[0]!.toUpperCase() + word.slice(1).toLowerCase())).join("").replace(/^[^a-z]+/, "").slice(0, 40) || base;
  let name = plain;
  for (let number = 2; taken.includes(name); number++) name = `${plain}${number}`;
  return name;
}

function DecisionsEditor({ value, onChange }: { value: readonly Decision[]; onChange(value: unknown): void }) {
  const t = useT();
  const fresh = (): Decision => {
    const name = nameOf("", value.flatMap((one) => [one.id, one.name]), "decision");
    return { id: name, name, label: t("designer.newDecision") };
  };
  return (
    <Rows items={value} add={t("designer.addDecision")} fresh={fresh} onChange={onChange}>
      {(decision, set) => <DecisionLine key={decision.id} decision={decision} taken={value.filter((one) => one !== decision).map(({ name }) => name)} onChange={set} />}
    </Rows>
  );
}

/** A button and its value. The value of a new one follows its words while it is made: formulas may speak of it later. */
function DecisionLine({ decision, taken, onChange }: { decision: Decision; taken: readonly string[]; onChange(decision: Decision): void }) {
  const t = useT();
  const [isNew] = useState(decision.label === t("designer.newDecision") && decision.name === decision.id);
  const valueOf = (label: string): string => nameOf(label, taken, decision.id);
  const follows = isNew && [decision.id, valueOf(decision.label)].includes(decision.name);
  return (
    <div className="grid grid-cols-2 gap-1">
      <RequiredInput aria-label={t("designer.decisionLabel")} value={decision.label} onText={(label) => onChange({ ...decision, label, ...(follows && { name: valueOf(label) }) })} />
      <RequiredInput aria-label={t("designer.decisionValue")} className="font-mono text-xs" value={decision.name} accepts={(text) => /^[a-z][a-zA-Z0-9]{0,47}$/.test(text)} onText={(name) => onChange({ ...decision, name })} />
    </div>
  );
}

export function MappingsEditor({ value, onChange }: { value: readonly Mapping[]; onChange(value: unknown): void }) {
  const t = useT();
  return (
    <Rows items={value} add={t("designer.addValue")} fresh={(): Mapping => ({ to: `value${value.length + 1}`, from: "null" })} onChange={onChange}>
      {(mapping, set, index) => (
        <>
          <RequiredInput aria-label={t("designer.variable")} value={mapping.to} onText={(to) => set({ ...mapping, to })} />
          <FormulaInput id={`mapping-${index}`} value={mapping.from} onChange={(from) => set({ ...mapping, from: from ?? "null" })} />
        </>
      )}
    </Rows>
  );
}
