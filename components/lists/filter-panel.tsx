"use client";
import { Plus, Trash2, UserRound } from "lucide-react";
import { useId, useMemo, useState, type RefObject } from "react";
import type { Condition, Relation } from "../../runtime/expressions/condition";
import { operandKey } from "../../runtime/expressions/operand";
import { targetsOf } from "../../runtime/fields/traits";
import { valueType } from "../../runtime/forms/scope";
import type { ClientEntity, ClientField } from "../../runtime/model/client";
import { fieldAtPath, useModel } from "../data/model";
import { FilterInput } from "../fields/filter-input";
import { useLocale, useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Combobox } from "../ui/combobox";
import { NativeSelect } from "../ui/input";
import { Panel } from "../ui/panel";
import { backOf, entityBelow, filterChoices, relationKey, relationLabel, relationsOf, type RelationChoice } from "./filter-relations";
import { EMPTY_TREE, isFinishedRow, likelyOperator, operandOf, operatorsOf, readTree, writeTree, type FilterGroup, type FilterItem, type FilterRow, type Join } from "./filter-tree";
import { isTemporal, operandWords, operatorWord, useFilterWords } from "./filter-words";
import type { PathChoice } from "./list-columns";
import { daysOf, RelativeButton, RelativeDays } from "./relative-days";

interface PanelProps {
  anchor: RefObject<HTMLElement | null>;
  entity: ClientEntity;
  filter: Condition | undefined;
  /** May it ask about other records that lead here? Only where the database answers. */
  backwards: boolean;
  onChange(filter: Condition | undefined): void;
  onClose(): void;
}

/** Groups in groups, as deep as a person can still read. */
const DEPTH = 3;

/** Builds a filter. The list follows as soon as a row is finished. */
export function FilterPanel({ anchor, entity, filter, backwards, onChange, onClose }: PanelProps) {
  const t = useT();
  const model = useModel();
  const words = useFilterWords(model, entity);
  const [tree, setTree] = useState<FilterGroup>(() => {
    const known = readTree(filter);
    if (known.items.length === 0) return { ...EMPTY_TREE, items: [newRow(filterChoices(model, entity))] };
    // Outermost stands the record itself, also where all one asks is about others.
    return known.of === undefined ? known : { ...EMPTY_TREE, items: [known] };
  });
  const change = (next: FilterGroup) => {
    setTree(next);
    const condition = writeTree(next, (row, of) => {
      const asked = entityBelow(model, entity, of);
      // What stands below a field this person does not know is kept as it is.
      return asked === undefined || isFinishedRow(fieldAtPath(model, asked, row.field), row);
    });
    if (JSON.stringify(condition) !== JSON.stringify(filter)) onChange(condition);
  };
  return (
    <Panel anchor={anchor} label={t("filter.title")} onClose={onClose} className="scroll-thin max-h-[min(36rem,var(--radix-popover-content-available-height))] w-[min(46rem,calc(100vw-1rem))] overflow-y-auto">
      <Group group={tree} entity={entity} backwards={backwards} onChange={change} depth={0} />
      <div className="mt-3 flex items-center justify-between gap-3 border-t border-line pt-2">
        <p className="min-w-0 text-xs text-ink-3" aria-live="polite">
          {words(filter)}
        </p>
        <Button variant="ghost" size="sm" onClick={() => change({ ...EMPTY_TREE, items: [] })}>
          {t("filter.clear")}
        </Button>
      </div>
    </Panel>
  );
}

function newRow(fields: readonly PathChoice[]): FilterRow {
  const [choice] = fields;
  return { kind: "row", field: choice?.path ?? "", op: choice ? likelyOperator(choice.field) : "eq" };
}

interface GroupProps {
  group: FilterGroup;
  /** Whose records are asked about. */
  entity: ClientEntity;
  /** The relation the group is of, and the entity that has it; absent: the record itself. */
  relation?: { readonly of: Relation; readonly from: ClientEntity };
  backwards: boolean;
  onChange(group: FilterGroup): void;
  onRemove?(): void;
  depth: number;
}

function Group({ group, entity, relation, backwards, onChange, onRemove, depth }: GroupProps) {
  const t = useT();
  const model = useModel();
  const back = relation && backOf(relation.from, relation.of);
  const label = relation && relationLabel(model, relation.from, relation.of);
  const fields = useMemo(() => filterChoices(model, entity, back), [model, entity, back]);
  const relations = useMemo(() => (depth < DEPTH ? relationsOf(model, entity, backwards) : []), [model, entity, depth, backwards]);
  const replace = (index: number, item: FilterItem) => onChange({ ...group, items: group.items.map((old, at) => (at === index ? item : old)) });
  const remove = (index: number) => onChange({ ...group, items: group.items.filter((_, at) => at !== index) });
  const add = (item: FilterItem) => onChange({ ...group, items: [...group.items, item] });
  return (
    <div className={depth > 0 ? "rounded-md border border-line bg-sunken p-2" : undefined} role="group" aria-label={label !== undefined ? t("filter.groupOf", { label }) : t("filter.group")}>
      <div className="mb-2 flex items-center gap-2 text-sm text-ink-2">
        {label !== undefined && <span className="min-w-0 truncate font-medium text-ink">{label}</span>}
        <NativeSelect aria-label={t("filter.join")} className="h-7 w-auto" value={group.join} onValueChange={(join) => onChange({ ...group, join: join as Join })}>
          <option value="all">{t(relation ? "filter.someAll" : "filter.all")}</option>
          <option value="any">{t(relation ? "filter.someAny" : "filter.any")}</option>
          <option value="none">{t(relation ? "filter.someNone" : "filter.none")}</option>
        </NativeSelect>
        {onRemove && (
          <Button variant="ghost" size="iconSm" className="ml-auto" aria-label={t("filter.removeGroup")} onClick={onRemove}>
            <Trash2 />
          </Button>
        )}
      </div>
      <div className="grid gap-2">
        {group.items.map((item, index) => {
          if (item.kind === "fixed") return <Fixed key={index} onRemove={() => remove(index)} />;
          if (item.kind === "row") return <Row key={index} row={item} entity={entity} fields={fields} relations={relations} onChange={(next) => replace(index, next)} onRemove={() => remove(index)} />;
          const asked = item.of === undefined ? entity : entityBelow(model, entity, [item.of]);
          if (!asked) return <Fixed key={index} onRemove={() => remove(index)} />;
          return <Group key={index} group={item} entity={asked} relation={item.of === undefined ? undefined : { of: item.of, from: entity }} backwards={backwards} depth={depth + 1} onChange={(next) => replace(index, next)} onRemove={() => remove(index)} />;
        })}
      </div>
      <div className="mt-2 flex gap-1">
        <Button variant="ghost" size="sm" onClick={() => add(newRow(fields))}>
          <Plus />
          {t("filter.add")}
        </Button>
        {depth < DEPTH && (
          <Button variant="ghost" size="sm" onClick={() => add({ kind: "group", join: group.join === "all" ? "any" : "all", items: [newRow(fields)] })}>
            <Plus />
            {t("filter.addGroup")}
          </Button>
        )}
      </div>
    </div>
  );
}

function Fixed({ onRemove }: { onRemove(): void }) {
  const t = useT();
  return (
    <div className="flex items-center justify-between rounded-md border border-line px-2.5 text-sm text-ink-2">
      {t("filter.fixed")}
      <Button variant="ghost" size="iconSm" aria-label={t("filter.remove")} onClick={onRemove}>
        <Trash2 />
      </Button>
    </div>
  );
}

/** Among the fields of a row: that a group about the records of a field shall take its place. */
const OF = "of ";

interface RowProps {
  row: FilterRow;
  entity: ClientEntity;
  fields: readonly PathChoice[];
  /** Relations about whose records a group can be asked. */
  relations: readonly RelationChoice[];
  onChange(item: FilterItem): void;
  onRemove(): void;
}

function Row({ row, entity, fields, relations, onChange, onRemove }: RowProps) {
  const t = useT();
  const id = useId();
  const model = useModel();
  // Conditions written elsewhere may look further than the choices here do.
  const field = fields.find((one) => one.path === row.field)?.field ?? fieldAtPath(model, entity, row.field);
  const operators = field ? operatorsOf(field) : [];
  const operand = field && operandOf(field, row.op);
  const choices = [...fields.map((one) => ({ value: one.path, label: one.label })), ...relations.map((one) => ({ value: `${OF}${relationKey(one.of)}`, label: t("filter.ofRelation", { label: one.label }) }))];

  const chooseField = (path: string) => {
    const asked = relations.find((one) => `${OF}${relationKey(one.of)}` === path);
    if (asked) return onChange({ kind: "group", join: "all", of: asked.of, items: [newRow(filterChoices(model, asked.entity, backOf(entity, asked.of)))] });
    const next = fields.find((one) => one.path === path);
    if (next) onChange({ kind: "row", field: path, op: likelyOperator(next.field) });
  };
  const chooseOperator = (op: string) => {
    // The value stays when the new operator takes the same kind of operand.
    const keeps = field && operandOf(field, op) === operand;
    onChange({ ...row, op, value: keeps ? row.value : undefined });
  };
  return (
    <div className="grid grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_minmax(0,1.4fr)_auto] items-start gap-1.5 max-sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]">
      <Combobox aria-label={t("filter.field")} choices={choices} known={field && [{ value: row.field, label: field.label }]} values={[row.field]} onChange={([path]) => path && chooseField(path)} />
      <NativeSelect aria-label={t("filter.operator")} value={row.op} onValueChange={chooseOperator}>
        {operators.map((operator) => (
          <option key={operator.name} value={operator.name}>
            {field && operatorWord(t, operator.name, field)}
          </option>
        ))}
      </NativeSelect>
      <div className="min-w-0 max-sm:order-last max-sm:col-span-3">
        {field && operand && <Value id={id} row={row} field={field} operand={operand} onChange={(value) => onChange({ ...row, value })} />}
      </div>
      <Button variant="ghost" size="icon" aria-label={t("filter.remove")} onClick={onRemove}>
        <Trash2 />
      </Button>
    </div>
  );
}

interface ValueProps {
  id: string;
  row: FilterRow;
  field: ClientField;
  operand: NonNullable<ReturnType<typeof operandOf>>;
  onChange(value: unknown): void;
}

/** What the field is compared with. For a person that may be whoever looks at the list; a variable is read out and gives way to a value. */
function Value({ id, row, field, operand, onChange }: ValueProps) {
  const t = useT();
  const { language, timeZone } = useLocale();
  const variable = operandKey(row.value as never) === undefined ? undefined : operandWords(t, row.value as never, { language, timeZone });
  const offersMe = operand === "one" && valueType(field)?.type.traits?.relation === "one" && targetsOf(field).includes("user");
  const relative = isTemporal(field) ? daysOf(row.value) : undefined;
  if (relative) return <RelativeDays {...relative} onChange={onChange} />;
  if (variable !== undefined)
    return (
      <Button className="w-full justify-start" title={t("filter.otherValue")} onClick={() => onChange(undefined)}>
        {operandKey(row.value as never) === "user" && <UserRound />}
        <span className="truncate">{variable}</span>
      </Button>
    );
  return (
    <div className="flex gap-1.5">
      <div className="min-w-0 flex-1">
        <FilterInput key={`${row.field}-${operand}`} id={id} field={field} operator={row.op} operand={operand} value={row.value} onChange={onChange} />
      </div>
      {offersMe && (
        <Button aria-label={t("filter.useMe")} title={t("filter.useMe")} size="icon" onClick={() => onChange({ user: "id" })}>
          <UserRound />
        </Button>
      )}
      {operand === "one" && isTemporal(field) && <RelativeButton onChange={onChange} />}
    </div>
  );
}
