"use client";
import { Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useId } from "react";
import type { ClientEntity, ClientField, ClientModel } from "../../../runtime/model/client";
import { targetsOf } from "../../../runtime/fields/traits";
import { fitsInto, isWritable, type Mapping, type Source, type SourceKind } from "../../../runtime/studio/actions";
import type { FieldAnswer } from "../../../runtime/studio/answers";
import { ModelProvider } from "../../data/model";
import { FilterInput } from "../../fields/filter-input";
import { useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import { Combobox } from "../../ui/combobox";
import { NativeSelect } from "../../ui/input";

/** Brings the compiler of formulas along. */
const FormulaLine = dynamic(() => import("./formula-line"), { ssr: false });

interface MappingProps {
  mapping: Mapping;
  /** The record the action runs on. */
  source: ClientEntity;
  /** What is written. */
  target: ClientEntity;
  parameters: readonly FieldAnswer[];
  /** Records that earlier steps make. */
  made: readonly { readonly as: string; readonly entity: string }[];
  model: ClientModel;
  onChange(mapping: Mapping): void;
}

/** Which field gets its value from where. */
export function MappingEditor({ mapping, source, target, parameters, made, model, onChange }: MappingProps) {
  const t = useT();
  const free = target.fields.filter((field) => isWritable(field) && !(field.name in mapping)).map(({ name, label }) => ({ value: name, label }));
  const put = (name: string, next: Source) => onChange({ ...mapping, [name]: next });
  const remove = (name: string) => onChange(Object.fromEntries(Object.entries(mapping).filter(([one]) => one !== name)));
  return (
    <div className="grid gap-1.5" role="group" aria-label={t("studio.mappingOf", { entity: target.label })}>
      {Object.entries(mapping).map(([name, from]) => {
        const field = target.fields.find((one) => one.name === name);
        return field
          ? <Row key={name} field={field} from={from} source={source} parameters={parameters} made={made} model={model} onChange={(next) => put(name, next)} onRemove={() => remove(name)} />
          : <div key={name} className="flex items-center justify-between rounded-md border border-danger px-2 text-sm"><code>{name}</code><Button variant="ghost" size="iconSm" aria-label={t("studio.notMapped", { field: name })} onClick={() => remove(name)}><Trash2 /></Button></div>;
      })}
      <Combobox aria-label={t("studio.addMapping")} placeholder={t("studio.addMapping")} choices={free} values={[]} onChange={([name]) => { const field = target.fields.find((one) => one.name === name); if (field) put(field.name, firstSource(field, source, parameters, made)); }} />
    </div>
  );
}

interface RowProps extends Pick<MappingProps, "source" | "parameters" | "made" | "model"> {
  field: ClientField;
  from: Source;
  onChange(source: Source): void;
  onRemove(): void;
}

function Row({ field, from, source, parameters, made, model, onChange, onRemove }: RowProps) {
  const t = useT();
  const id = useId();
  const fields = source.fields.filter((one) => fitsInto(one, field));
  const asked = parameters.filter((one) => fitsInto(one, field));
  const records = made.filter(({ entity }) => targetsOf(field).includes(entity));
  const kind = (["from", "param", "formula", "ref"] as const).find((one) => from[one] !== undefined) ?? "value";
  const starts: Readonly<Record<SourceKind, Source | undefined>> = {
    from: fields[0] && { from: (fields.find(({ name }) => name === field.name) ?? fields[0]).name }, param: asked[0] && { param: asked[0].name },
    value: { value: null }, formula: { formula: field.type === "date" ? "today()" : source.titleField }, ref: records[0] && { ref: records[0].as },
  };
  const path = String(from.from ?? "");
  return (
    <div role="group" aria-label={field.label} className="grid grid-cols-[minmax(6rem,1fr)_9rem_minmax(8rem,2fr)_auto] items-center gap-2 max-sm:grid-cols-[1fr_auto]">
      {kind === "value" ? <label className="truncate text-sm" htmlFor={id}>{field.label}</label> : <span className="truncate text-sm">{field.label}</span>}
      <NativeSelect aria-label={t("studio.sourceOf", { field: field.label })} className="w-full max-sm:order-3" value={kind} onValueChange={(next) => { const start = starts[next as SourceKind]; if (start) onChange(start); }}>
        {(Object.keys(starts) as SourceKind[]).map((one) => <option key={one} value={one} disabled={starts[one] === undefined}>{t(`studio.source.${one}`)}</option>)}
      </NativeSelect>
      <div className="min-w-0 max-sm:order-4 max-sm:col-span-2">
        {kind === "from" && <NativeSelect aria-label={field.label} className="w-full" value={path} onValueChange={(name) => onChange({ from: name })}>{!fields.some(({ name }) => name === path) && <option value={path}>{path}</option>}{fields.map(({ name, label }) => <option key={name} value={name}>{label}</option>)}</NativeSelect>}
        {kind === "param" && <NativeSelect aria-label={field.label} className="w-full" value={String(from.param)} onValueChange={(name) => onChange({ param: name })}>{asked.map(({ name, label }) => <option key={name} value={name}>{label}</option>)}</NativeSelect>}
        {kind === "ref" && <NativeSelect aria-label={field.label} className="w-full" value={String(from.ref)} onValueChange={(name) => onChange({ ref: name })}>{records.map(({ as, entity }) => <option key={as} value={as}>{t("studio.newRecordOf", { entity: model.entities[entity]?.label ?? entity })}</option>)}</NativeSelect>}
        {kind === "value" && <ModelProvider model={model}><FilterInput id={id} field={{ ...field, required: false }} operator="eq" operand="one" value={from.value ?? null} onChange={(value) => onChange({ value: bare(value) })} /></ModelProvider>}
        {kind === "formula" && <FormulaLine label={field.label} text={String(from.formula)} source={source} parameters={parameters} model={model} onChange={(formula) => onChange({ formula })} />}
      </div>
      <Button variant="ghost" size="iconSm" className="max-sm:order-2" aria-label={t("studio.notMapped", { field: field.label })} onClick={onRemove}><Trash2 /></Button>
    </div>
  );
}

/** The likeliest source: a field of the same name, a new record it can point at, a question of the same kind, else a value to be written. */
function firstSource(field: ClientField, source: ClientEntity, parameters: readonly FieldAnswer[], made: MappingProps["made"]): Source {
  const twin = source.fields.find(({ name, type }) => name === field.name && type === field.type);
  const record = made.find(({ entity }) => targetsOf(field).includes(entity));
  const asked = parameters.find((one) => one.name === field.name && fitsInto(one, field));
  return asked ? { param: asked.name } : twin && fitsInto(twin, field) ? { from: twin.name } : record ? { ref: record.as } : { value: null };
}

/** A record that was chosen is written down by its id alone. */
const bare = (value: unknown): unknown => (typeof value === "object" && value !== null && "id" in value && "title" in value ? { id: (value as { id: unknown }).id } : value);
