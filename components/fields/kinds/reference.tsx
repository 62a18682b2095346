"use client";
import { History, Plus } from "lucide-react";
import { useState } from "react";
import type { Condition } from "../../../runtime/expressions/condition";
import { targetsOf } from "../../../runtime/fields/traits";
import { lookupFilter, paramsOf } from "../../../runtime/forms/lookup-filter";
import type { ClientField } from "../../../runtime/model/client";
import { useEntity, useModel } from "../../data/model";
import { readRecent, rememberRecent } from "../../data/recent";
import { useRecords, type RefValue } from "../../data/records";
import { useDebounced } from "../../data/use-debounced";
import { useFieldValues } from "../../forms/use-form";
import { untitled } from "../../data/untitled";
import { useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import { Combobox } from "../../ui/combobox";
import { NativeSelect } from "../../ui/input";
import type { ControlProps, FilterInputProps } from "../contract";
import { useFieldParts } from "../parts";
import { filterInput } from "./filter";
import { RecordPreview } from "./record-preview";
import { refOf, refsOf, titleOf } from "./reference-cell";

interface LookupProps {
  entity: string;
  values: readonly RefValue[];
  onChange(values: RefValue[]): void;
  multiple?: boolean;
  filter?: Condition;
  clearable?: boolean;
  creatable?: boolean;
  aria: Record<string, unknown>;
}

/** Search among the records of an entity as one types; offers to create one that is missing. */
export function Lookup({ entity: name, values, onChange, multiple, filter, clearable = true, creatable = false, aria }: LookupProps) {
  const t = useT();
  const entity = useEntity(name);
  const { QuickCreate } = useFieldParts();
  // Undefined until the list is opened: nothing is asked of the server before.
  const [text, setText] = useState<string>();
  const [creating, setCreating] = useState<string>();
  const { user } = useModel();
  const [recent, setRecent] = useState<readonly string[]>([]);
  const q = useDebounced(text?.trim(), 150);
  const title = entity?.titleField ?? "id";
  const { data, isFetching } = useRecords(name, { fields: [title], q, filter, limit: 20, count: "none" }, q !== undefined && entity !== undefined);
  // What was chosen lately comes first, as far as it is still there and fits the filter.
  const lately: Condition = { field: "id", op: "in", value: recent };
  const { data: known } = useRecords(name, { fields: [title], filter: filter ? { all: [lately, filter] } : lately, limit: PICKED, count: "none" }, q === "" && recent.length > 0 && entity !== undefined);
  const first = q === "" ? recent.flatMap((id) => known?.items.find((item) => item.id === id) ?? []) : [];
  const rows = [...first, ...(data?.items ?? []).filter((item) => !first.includes(item) && !first.some(({ id }) => id === item.id))];
  const found = rows.map((item, index) => ({ value: item.id, label: titleOf(item, title, entity?.label), ...(index < first.length ? { node: <Recent label={titleOf(item, title, entity?.label)} /> } : {}) }));
  const kept = values.filter((value) => !found.some((choice) => choice.value === value.id)).map((value) => ({ value: value.id, label: value.title || untitled(entity?.label ?? "", value.id) }));
  const picks = `${user.id}.picked.${name}`;
  const search = (next: string) => {
    if (text === undefined) setRecent(readRecent(picks).slice(0, PICKED).map(({ id }) => id));
    setText(next);
  };
  const pick = (ids: string[]) => {
    const chosen = ids.map((id) => ({ id, title: [...kept, ...found].find((choice) => choice.value === id)?.label }));
    for (const { id, title: label } of chosen) if (!values.some((value) => value.id === id)) rememberRecent(picks, { entity: name, id, title: label ?? "" });
    onChange(chosen);
  };
  const mayCreate = creatable && entity?.rights.create && !entity.system;

  return (
    <>
      <Combobox
        {...aria}
        multiple={multiple}
        clearable={clearable}
        choices={text ? found : [...kept, ...found]}
        known={kept}
        values={values.map((value) => value.id)}
        onChange={pick}
        onSearch={search}
        busy={isFetching}
        footer={
          mayCreate && (
            <Button variant="ghost" size="sm" className="w-full justify-start" onClick={() => setCreating(text ?? "")}>
              <Plus />
              <span className="truncate">{text ? t("lookup.createNamed", { name: text, label: entity.label }) : t("lookup.create", { label: entity.label })}</span>
            </Button>
          )
        }
      />
      {creating !== undefined && (
        <QuickCreate
          entity={name}
          title={creating}
          onClose={() => setCreating(undefined)}
          onReturn={() => typeof aria.id === "string" && document.getElementById(aria.id)?.focus()}
          onCreated={(record) => {
            setCreating(undefined);
            onChange(multiple ? [...values, record] : [record]);
          }}
        />
      )}
    </>
  );
}

/** Records chosen lately that a lookup offers before all others. */
const PICKED = 5;

function Recent({ label }: { label: string }) {
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <History className="size-3.5 shrink-0 text-ink-3" aria-hidden />
      <span className="truncate">{label}</span>
    </span>
  );
}

function ariaOf({ id, disabled, invalid, describedBy, labelledBy, field }: ControlProps) {
  return { id, disabled, placeholder: field.placeholder, "aria-invalid": invalid ? true : undefined, "aria-describedby": describedBy, "aria-labelledby": labelledBy };
}

/** May a record that is missing be made from the lookup? The builder of the form says. */
export const offersNew = (field: ClientField): boolean => field.options.quickCreate === true;

export function ReferenceControl(props: ControlProps) {
  const [entity = ""] = targetsOf(props.field);
  const value = refOf(props.value);
  const filter = useLookupFilter(props.field);
  const lookup = (
    <NamedLookup entity={entity} values={value ? [value] : []} onChange={(values) => props.onChange(values[0] ?? null)} filter={filter} creatable={offersNew(props.field)} aria={ariaOf(props)} />
  );
  if (props.compact || !value?.id) return lookup;
  return (
    <div className="flex items-center gap-1">
      <div className="min-w-0 flex-1">{lookup}</div>
      <RecordPreview entity={entity} id={value.id} />
    </div>
  );
}

/** The filter of the field, with what the record being edited says in it. */
function useLookupFilter(field: ClientField): Condition | undefined {
  const filter = field.options.filter as Condition | undefined;
  const values = useFieldValues(paramsOf(filter));
  return lookupFilter(filter, values);
}

export function ReferencesControl(props: ControlProps) {
  const [entity = ""] = targetsOf(props.field);
  const filter = useLookupFilter(props.field);
  return <Lookup entity={entity} multiple values={refsOf(props.value)} onChange={(values) => props.onChange(values.length > 0 ? values : null)} filter={filter} creatable aria={ariaOf(props)} />;
}

/** A record of one of several entities: first which, then who. */
export function AnyReferenceControl(props: ControlProps) {
  const t = useT();
  const { entities } = useModel();
  const allowed = targetsOf(props.field);
  const offered = Object.values(entities).filter((entity) => entity.rights.read && !entity.parent && (allowed.length === 0 || allowed.includes(entity.name)));
  const value = refOf(props.value) as (RefValue & { entity?: string }) | undefined;
  const [chosen, setChosen] = useState(value?.entity ?? offered[0]?.name ?? "");
  const entity = value?.entity ?? chosen;
  const choose = (next: string) => {
    setChosen(next);
    if (value) props.onChange(null);
  };
  return (
    <div className="flex gap-1.5">
      <NativeSelect aria-label={t("field.entity")} className="w-36 shrink-0" value={entity} onValueChange={choose} disabled={props.disabled}>
        {offered.map((one) => (
          <option key={one.name} value={one.name}>
            {one.label}
          </option>
        ))}
      </NativeSelect>
      <div className="min-w-0 flex-1">
        <NamedLookup entity={entity} values={value ? [value] : []} onChange={([next]) => props.onChange(next ? { entity, ...next } : null)} aria={ariaOf(props)} />
      </div>
    </div>
  );
}

/** Conditions compare ids; the title is remembered here so that the filter can be read. */
function OneRecord(props: ControlProps) {
  const [entity = ""] = targetsOf(props.field);
  const [known, setKnown] = useState<RefValue>();
  const id = refOf(props.value)?.id;
  const value = id === undefined ? [] : [known?.id === id ? known : { id }];
  return (
    <NamedLookup
      entity={entity}
      values={value}
      onChange={([next]) => {
        setKnown(next);
        props.onChange(next?.id ?? null);
      }}
      aria={ariaOf(props)}
    />
  );
}

function ManyRecords({ id, field, value, onChange }: FilterInputProps) {
  const t = useT();
  const [entity = ""] = targetsOf(field);
  const [known, setKnown] = useState<readonly RefValue[]>([]);
  const values = (Array.isArray(value) ? value : []).map((item) => known.find((ref) => ref.id === item) ?? { id: String(item) });
  return (
    <NamedLookup
      entity={entity}
      multiple
      values={values}
      onChange={(next) => {
        setKnown(next);
        onChange(next.map((ref) => ref.id));
      }}
      aria={{ id, "aria-label": t("filter.value") }}
    />
  );
}

/** A lookup that asks for the titles of ids it was given bare (from an address). */
function NamedLookup({ values, ...props }: LookupProps) {
  const entity = useEntity(props.entity);
  const bare = values.filter((value) => value.title === undefined).map((value) => value.id);
  const title = entity?.titleField ?? "id";
  const { data } = useRecords(props.entity, { fields: [title], filter: { field: "id", op: "in", value: bare }, limit: 100, count: "none" }, bare.length > 0 && entity !== undefined);
  const named = values.map((value) => {
    const item = data?.items.find((candidate) => candidate.id === value.id);
    return value.title === undefined && item ? { id: value.id, title: titleOf(item, title, entity?.label) } : value;
  });
  return <Lookup {...props} values={named} />;
}

export const ReferenceFilter = filterInput(OneRecord, ManyRecords);
export const AnyReferenceFilter = filterInput((props) => (
  <AnyReferenceControl {...props} />
));

