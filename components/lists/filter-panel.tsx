"use client";
import { Plus, Trash2, UserRound } from "lucide-react";
import { useId, useMemo, useState, type RefObject } from "react";
import type { Condition } from "../../runtime/expressions/condition";
import { operandKey } from "../../runtime/expressions/operand";
import { targetsOf } from "../../runtime/fields/traits";
import { valueType } from "../../runtime/forms/scope";
import type { ClientEntity, ClientField } from "../../runtime/model/client";
import { useModel } from "../data/model";
import { FilterInput } from "../fields/filter-input";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Combobox } from "../ui/combobox";
import { NativeSelect } from "../ui/input";
import { Panel } from "../ui/panel";
import { EMPTY_TREE, isFinishedRow, likelyOperator, operandOf, operatorsOf, readTree, writeTree, type FilterGroup, type FilterItem, type FilterRow, type Join } from "./filter-tree";
import { operatorWord, useFilterWords } from "./filter-words";
import { pathChoices, type PathChoice } from "./list-columns";

interface PanelProps {
  anchor: RefObject<HTMLElement | null>;
  entity: ClientEntity;
  filter: Condition | undefined;
  onChange(filter: Condition | undefined): void;
  onClose(): void;
}

/** Groups in groups, as deep as a person can still read. */
const DEPTH = 3;

/** Builds a filter. The list follows as soon as a row is finished. */
export function FilterPanel({ anchor, entity, filter, onChange, onClose }: PanelProps) {
  const t = useT();
  const model = useModel();
  const words = useFilterWords(model, entity);
  const fields = useMemo(() => [...pathChoices(model, entity, (field) => field.filterable && operatorsOf(field).length > 0)].sort((a, b) => Number(b.path === entity.titleField) - Number(a.path === entity.titleField)), [model, entity]);
  const byPath = useMemo(() => new Map(fields.map((choice) => [choice.path, choice.field])), [fields]);
  const [tree, setTree] = useState<FilterGroup>(() => {
    const known = readTree(filter);
    return known.items.length > 0 ? known : { ...EMPTY_TREE, items: [newRow(fields)] };
  });
  const change = (next: FilterGroup) => {
    setTree(next);
    const condition = writeTree(next, (row) => isFinishedRow(byPath.get(row.field), row));
    if (JSON.stringify(condition) !== JSON.stringify(filter)) onChange(condition);
  };
  return (
    <Panel anchor={anchor} label={t("filter.title")} onClose={onClose} className="scroll-thin max-h-[min(36rem,var(--radix-popover-content-available-height))] w-[min(46rem,calc(100vw-1rem))] overflow-y-auto">
      <Group group={tree} fields={fields} onChange={change} depth={0} />
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
  fields: readonly PathChoice[];
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
        <NativeSelect aria-label={t("filter.join")} className="h-7 w-auto" value={group.join} onValueChange={(join) => onChange({ ...group, join: join as Join })}>
          <option value="all">{t("filter.all")}</option>
          <option value="any">{t("filter.any")}</option>
          <option value="none">{t("filter.none")}</option>
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

function Row({ row, fields, onChange, onRemove }: { row: FilterRow; fields: readonly PathChoice[]; onChange(row: FilterRow): void; onRemove(): void }) {
  const t = useT();
  const id = useId();
  const field = fields.find((one) => one.path === row.field)?.field;
  const operators = field ? operatorsOf(field) : [];
  const operand = field && operandOf(field, row.op);

  const chooseField = (path: string) => {
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
      <Combobox aria-label={t("filter.field")} choices={fields.map((one) => ({ value: one.path, label: one.label }))} values={[row.field]} onChange={([path]) => path && chooseField(path)} />
      <NativeSelect aria-label={t("filter.operator")} value={row.op} onValueChange={chooseOperator}>
        {operators.map((operator) => (
          <option key={operator.name} value={operator.name}>
            {operatorWord(t, operator.name)}
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

/** What the field is compared with. For a person that may be whoever looks at the list. */
function Value({ id, row, field, operand, onChange }: ValueProps) {
  const t = useT();
  const isMe = operandKey(row.value as never) === "user";
  const offersMe = operand === "one" && valueType(field)?.type.traits?.relation === "one" && targetsOf(field).includes("user");
  if (isMe)
    return (
      <Button className="w-full justify-start" onClick={() => onChange(undefined)}>
        <UserRound />
        {t("filter.me")}
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
    </div>
  );
}
