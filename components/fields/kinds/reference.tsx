"use client";
import { Plus } from "lucide-react";
import { useState } from "react";
import type { Condition } from "../../../runtime/expressions/condition";
import { targetsOf } from "../../../runtime/fields/traits";
import type { ClientField } from "../../../runtime/model/client";
import { useEntity, useModel } from "../../data/model";
import { useRecords, type RefValue } from "../../data/records";
import { useDebounced } from "../../data/use-debounced";
import { useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import { Combobox } from "../../ui/combobox";
import { NativeSelect } from "../../ui/input";
import type { ControlProps, FilterInputProps } from "../contract";
import { useFieldParts } from "../parts";
import { filterInput } from "./filter";
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
  const q = useDebounced(text?.trim(), 150);
  const title = entity?.titleField ?? "id";
  const { data, isFetching } = useRecords(name, { fields: [title], q, filter, limit: 20, count: "none" }, q !== undefined && entity !== undefined);
  const found = (data?.items ?? []).map((item) => ({ value: item.id, label: titleOf(item, title) }));
  const kept = values.filter((value) => !found.some((choice) => choice.value === value.id)).map((value) => ({ value: value.id, label: value.title ?? value.id }));
  const pick = (ids: string[]) => onChange(ids.map((id) => ({ id, title: [...kept, ...found].find((choice) => choice.value === id)?.label })));
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
        onSearch={setText}
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
          onCreated={(record) => {
            setCreating(undefined);
            onChange(multiple ? [...values, record] : [record]);
          }}
        />
      )}
    </>
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
  return (
    <NamedLookup
      entity={entity}
      values={value ? [value] : []}
      onChange={(values) => props.onChange(values[0] ?? null)}
      filter={props.field.options.filter as Condition | undefined}
      creatable={offersNew(props.field)}
      aria={ariaOf(props)}
    />
  );
}

export function ReferencesControl(props: ControlProps) {
  const [entity = ""] = targetsOf(props.field);
  return <Lookup entity={entity} multiple values={refsOf(props.value)} onChange={(values) => props.onChange(values.length > 0 ? values : null)} filter={props.field.options.filter as Condition | undefined} creatable aria={ariaOf(props)} />;
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
        <Lookup entity={entity} values={value ? [value] : []} onChange={([next]) => props.onChange(next ? { entity, ...next } : null)} aria={ariaOf(props)} />
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
    return value.title === undefined && item ? { id: value.id, title: titleOf(item, title) } : value;
  });
  return <Lookup {...props} values={named} />;
}

export const ReferenceFilter = filterInput(OneRecord, ManyRecords);
export const AnyReferenceFilter = filterInput((props) => (
  <AnyReferenceControl {...props} />
));

