"use client";
import { Filter, Plus, Trash2 } from "lucide-react";
import { useId, useState } from "react";
import type { Condition } from "../../runtime/expressions/condition";
import type { ClientEntity, ClientField } from "../../runtime/model/client";
import { FilterInput } from "../fields/filter-input";
import type { MessageKey } from "../i18n/messages";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Combobox } from "../ui/combobox";
import { NativeSelect } from "../ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";
import { countRows, EMPTY_TREE, isFinishedRow, operandOf, operatorsOf, readTree, writeTree, type FilterGroup, type FilterItem, type FilterRow } from "./filter-tree";

interface BuilderProps {
  entity: ClientEntity;
  filter: Condition | undefined;
  onChange(filter: Condition | undefined): void;
}

/** Button with the builder in a popover. The list follows as soon as a row is finished. */
export function FilterButton({ entity, filter, onChange }: BuilderProps) {
  const t = useT();
  const [tree, setTree] = useState<FilterGroup>(() => readTree(filter));
  const fields = entity.fields.filter((field) => field.filterable && operatorsOf(field).length > 0);
  const byName = (name: string) => fields.find((field) => field.name === name);
  const count = countRows(readTree(filter));

  const change = (next: FilterGroup) => {
    setTree(next);
    const condition = writeTree(next, (row) => isFinishedRow(byName(row.field), row));
    if (JSON.stringify(condition) !== JSON.stringify(filter)) onChange(condition);
  };
  const open = (isOpen: boolean) => {
    if (!isOpen) return;
    const known = readTree(filter);
    setTree(known.items.length > 0 ? known : { ...EMPTY_TREE, items: [newRow(fields)] });
  };

  return (
    <Popover onOpenChange={open}>
      <PopoverTrigger asChild>
        <Button variant="ghost" aria-label={count > 0 ? t("filter.active", { count }) : t("filter.title")}>
          <Filter />
          <span className="max-sm:sr-only">{t("filter.title")}</span>
          {count > 0 && <span className="rounded-sm bg-accent px-1.5 text-xs text-on-accent tabular-nums">{count}</span>}
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label={t("filter.title")} className="w-[min(44rem,calc(100vw-1rem))] p-3">
        <Group group={tree} fields={fields} onChange={change} depth={0} />
        <div className="mt-3 flex justify-end border-t border-line pt-2">
          <Button variant="ghost" size="sm" onClick={() => change({ ...EMPTY_TREE, items: [] })}>
            {t("filter.clear")}
          </Button>
        </div>
      </PopoverContent>
    </Popover>
  );
}

function newRow(fields: readonly ClientField[]): FilterRow {
  const [field] = fields;
  return { kind: "row", field: field?.name ?? "", op: field ? (operatorsOf(field)[0]?.name ?? "eq") : "eq" };
}

interface GroupProps {
  group: FilterGroup;
  fields: readonly ClientField[];
  onChange(group: FilterGroup): void;
  onRemove?(): void;
  depth: number;
}

function Group({ group, fields, onChange, onRemove, depth }: GroupProps) {
  const t = useT();
  const replace = (index: number, item: FilterItem) => onChange({ ...group, items: group.items.map((old, at) => (at === index ? item : old)) });
  const remove = (index: number) => onChange({ ...group, items: group.items.filter((_, at) => at !== index) });
  const add = (item: FilterItem) => onChange({ ...group, items: [...group.items, item] });
  return (
    <div className={depth > 0 ? "rounded-md border border-line bg-sunken p-2" : undefined} role="group" aria-label={t("filter.group")}>
      <div className="mb-2 flex items-center gap-2 text-sm text-ink-2">
        <NativeSelect aria-label={t("filter.join")} className="h-7 w-auto" value={group.join} onValueChange={(join) => onChange({ ...group, join: join === "any" ? "any" : "all" })}>
          <option value="all">{t("filter.all")}</option>
          <option value="any">{t("filter.any")}</option>
        </NativeSelect>
        {onRemove && (
          <Button variant="ghost" size="iconSm" className="ml-auto" aria-label={t("filter.removeGroup")} onClick={onRemove}>
            <Trash2 />
          </Button>
        )}
      </div>
      <div className="grid gap-2">
        {group.items.map((item, index) => {
          if (item.kind === "group") return <Group key={index} group={item} fields={fields} depth={depth + 1} onChange={(next) => replace(index, next)} onRemove={() => remove(index)} />;
          if (item.kind === "fixed") return <Fixed key={index} onRemove={() => remove(index)} />;
          return <Row key={index} row={item} fields={fields} onChange={(next) => replace(index, next)} onRemove={() => remove(index)} />;
        })}
      </div>
      <div className="mt-2 flex gap-1">
        <Button variant="ghost" size="sm" onClick={() => add(newRow(fields))}>
          <Plus />
          {t("filter.add")}
        </Button>
        {depth === 0 && (
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

function Row({ row, fields, onChange, onRemove }: { row: FilterRow; fields: readonly ClientField[]; onChange(row: FilterRow): void; onRemove(): void }) {
  const t = useT();
  const id = useId();
  const field = fields.find((one) => one.name === row.field);
  const operators = field ? operatorsOf(field) : [];
  const operand = field && operandOf(field, row.op);

  const chooseField = (name: string) => {
    const next = fields.find((one) => one.name === name);
    if (next) onChange({ kind: "row", field: name, op: operatorsOf(next)[0]?.name ?? "eq" });
  };
  const chooseOperator = (op: string) => {
    // The value stays when the new operator takes the same kind of operand.
    const keeps = field && operandOf(field, op) === operand;
    onChange({ ...row, op, value: keeps ? row.value : undefined });
  };

  return (
    <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_minmax(0,1.4fr)_auto] items-start gap-1.5 max-sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]">
      <Combobox aria-label={t("filter.field")} choices={fields.map((one) => ({ value: one.name, label: one.label }))} values={[row.field]} onChange={([name]) => name && chooseField(name)} />
      <NativeSelect aria-label={t("filter.operator")} value={row.op} onValueChange={chooseOperator}>
        {operators.map((operator) => (
          <option key={operator.name} value={operator.name}>
            {operatorWord(t, operator.name)}
          </option>
        ))}
      </NativeSelect>
      <div className="min-w-0 max-sm:order-last max-sm:col-span-3">
        {field && operand && <FilterInput key={`${row.field}-${operand}`} id={id} field={field} operator={row.op} operand={operand} value={row.value} onChange={(value) => onChange({ ...row, value })} />}
      </div>
      <Button variant="ghost" size="icon" aria-label={t("filter.remove")} onClick={onRemove}>
        <Trash2 />
      </Button>
    </div>
  );
}

const OPERATORS: ReadonlySet<string> = new Set([
  "eq", "ne", "in", "notIn", "lt", "lte", "gt", "gte", "between", "contains", "notContains", "startsWith", "endsWith", "isEmpty", "isNotEmpty", "isTrue", "isFalse",
  "has", "hasAny", "hasAll", "hasNone", "within", "under", "inCountry", "inBox",
]);

/** Words of an operator; one that a pack's type brought along is shown by its name. */
function operatorWord(t: ReturnType<typeof useT>, name: string): string {
  return OPERATORS.has(name) ? t(`op.${name}` as MessageKey) : name;
}
