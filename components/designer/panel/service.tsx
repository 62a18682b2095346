"use client";
import type { Json } from "../../../runtime/workflow/definition/types";
import { isServiceName, serviceDefinitions, WEB_METHODS, type ServiceSetting } from "../../../runtime/workflow/services";
import { setNode } from "../../../runtime/workflow/edit/nodes";
import { patched } from "../../../runtime/workflow/edit/elements";
import type { NodeOf, Text } from "../../../runtime/workflow/definition/types";
import { useEntity, useModel } from "../../data/model";
import type { MessageKey } from "../../i18n/messages";
import { useT } from "../../i18n/provider";
import { Setting } from "../../dashboards/builder/field";
import { Input, NativeSelect } from "../../ui/input";
import { useDesigner } from "../use-designer";
import { FormulaInput } from "./condition-editor";
import { entityOf } from "./known-names";
import { Rows } from "./rows";
import { TextOrFormula } from "./text-or-formula";

type Settings = Readonly<Record<string, Json>>;

/** What the system does, with the settings the service itself asks for. */
export function ServiceEditor({ id, node }: { id: string; node: NodeOf<"serviceTask"> }) {
  const t = useT();
  const { change } = useDesigner();
  const { service, settings = {} } = node.options ?? {};
  const put = (next: { service?: string; settings?: Settings }, key: string) => change((now) => setNode(now, node.id, { options: Object.keys(next).length > 0 ? next : undefined }), `${node.id}.${key}`);
  return (
    <div className="grid gap-3">
      <NativeSelect id={id} value={service ?? ""} onValueChange={(name) => put(name ? { service: name } : {}, "service")}>
        <option value="">{t("designer.choose")}</option>
        {Object.keys(serviceDefinitions).map((name) => <option key={name} value={name}>{t(`designer.service.${name}` as MessageKey)}</option>)}
        {service !== undefined && !isServiceName(service) && <option value={service}>{service}</option>}
      </NativeSelect>
      {service !== undefined && isServiceName(service) && <p className="-mt-2 text-xs text-ink-3">{t(`designer.serviceHelp.${service}` as MessageKey)}</p>}
      {service !== undefined && isServiceName(service) && serviceDefinitions[service].settings.map((setting: ServiceSetting) => (
        <Setting key={setting.name} label={`${t(`designer.serviceSetting.${setting.name}` as MessageKey)}${setting.required ? " *" : ""}`} hint={t(hintOf(setting))}>
          {(field) => <SettingInput id={field} setting={setting} settings={settings} onChange={(value) => {
            const next = patched(settings as Record<string, Json>, { [setting.name]: value });
            put({ service, ...(Object.keys(next).length > 0 && { settings: next }) }, setting.name);
          }} />}
        </Setting>
      ))}
    </div>
  );
}

/** Values for fields and for variables are explained apart. */
const hintOf = ({ name, kind }: ServiceSetting): MessageKey => `designer.serviceHint.${name === "set" && kind === "values" ? "calculate" : name}` as MessageKey;

function SettingInput({ id, setting, settings, onChange }: { id: string; setting: ServiceSetting; settings: Settings; onChange(value: Json | undefined): void }) {
  const t = useT();
  const { entities, parts } = useModel();
  const { definition } = useDesigner();
  const template = parts.template.find(({ name }) => name === settings["template"]);
  const entity = useEntity(template ? template.entity : typeof settings["entity"] === "string" ? settings["entity"] : entityOf(definition));
  const value = settings[setting.name];
  const pick = (choices: readonly { value: string; label: string }[]) => (
    <NativeSelect id={id} value={typeof value === "string" ? value : ""} onValueChange={(next) => onChange(next || undefined)}>
      <option value="">{t("designer.choose")}</option>
      {choices.map((choice) => <option key={choice.value} value={choice.value}>{choice.label}</option>)}
      {typeof value === "string" && !choices.some((choice) => choice.value === value) && <option value={value}>{value}</option>}
    </NativeSelect>
  );
  switch (setting.kind) {
    case "entity": return pick(Object.values(entities).filter((one) => !one.parent).map((one) => ({ value: one.name, label: one.label })));
    case "action": return pick((entity?.actions ?? []).map((one) => ({ value: one.name, label: one.label })));
    case "template": return pick(parts.template.map((one) => ({ value: one.name, label: one.label })));
    case "fileField": return pick((entity?.fields ?? []).filter(({ type }) => type === "file" || type === "image").map((one) => ({ value: one.name, label: one.label })));
    case "method": return pick(WEB_METHODS.map((one) => ({ value: one, label: one })));
    case "fields": return <SourcesEditor value={value} names={(entity?.fields ?? []).filter((field) => !field.system).map((field) => ({ value: field.name, label: field.label }))} onChange={onChange} />;
    case "values": return <SourcesEditor value={value} onChange={onChange} />;
    case "formula": return <FormulaInput id={id} value={typeof value === "string" ? value : undefined} onChange={onChange} />;
    case "text": return <TextOrFormula id={id} value={value as Text | undefined} onChange={(next) => onChange(next as Json | undefined)} />;
    case "number": return <Input id={id} type="number" min={1} value={typeof value === "number" ? value : ""} onChange={(event) => onChange(event.target.value === "" ? undefined : Number(event.target.value))} />;
    case "condition": return <JsonInput id={id} value={value} onChange={onChange} />;
    default: return <Input id={id} value={typeof value === "string" ? value : ""} onChange={(event) => onChange(event.target.value || undefined)} />;
  }
}

/** A condition on records is kept as it is written in metadata. */
function JsonInput({ id, value, onChange }: { id: string; value: Json | undefined; onChange(value: Json | undefined): void }) {
  return <Input id={id} className="font-mono text-xs" defaultValue={value === undefined ? "" : JSON.stringify(value)} onBlur={(event) => {
    try {
      onChange(event.target.value === "" ? undefined : (JSON.parse(event.target.value) as Json));
      event.target.setCustomValidity("");
    } catch {
      event.target.setCustomValidity("JSON");
    }
  }} />;
}

/** Names with where their values come from. */
function SourcesEditor({ value, names, onChange }: { value: Json | undefined; names?: readonly { value: string; label: string }[]; onChange(value: Json | undefined): void }) {
  const t = useT();
  const items = Object.entries((value ?? {}) as Readonly<Record<string, { readonly value?: Json; readonly formula?: string }>>);
  const write = (rows: readonly (readonly [string, Json])[] | undefined) => onChange(rows && (Object.fromEntries(rows) as Json));
  return (
    <Rows items={items as readonly (readonly [string, Json])[]} add={t("designer.addValue")} fresh={() => [names?.find((one) => !items.some(([key]) => key === one.value))?.value ?? `value${items.length + 1}`, { value: "" }] as readonly [string, Json]} onChange={write}>
      {([name, source], set) => {
        const text = sourceText(source);
        return (
          <div className="grid grid-cols-2 gap-1">
            {names ? <NativeSelect aria-label={t("filter.field")} value={name} onValueChange={(next) => set([next, source])}>{names.map((one) => <option key={one.value} value={one.value}>{one.label}</option>)}</NativeSelect> : <Input aria-label={t("designer.variable")} value={name} onChange={(event) => set([event.target.value, source])} />}
            <TextOrFormula id={`source-${name}`} label={t("designer.valueOf", { name: names?.find((one) => one.value === name)?.label ?? name })} value={text} onChange={(next) => set([name, typeof next === "object" ? { formula: next.formula } : { value: asValue(next ?? "") }])} />
          </div>
        );
      }}
    </Rows>
  );
}

function sourceText(source: Json): Text {
  const { formula, value } = source as { readonly formula?: string; readonly value?: Json };
  if (formula !== undefined) return { formula };
  return typeof value === "string" ? value : JSON.stringify(value ?? "");
}

/** "true", numbers and the like are meant as what they look like. */
const asValue = (text: string): Json => (/^(true|false|null|-?\d+(\.\d+)?)$/.test(text.trim()) ? (JSON.parse(text) as Json) : text);
