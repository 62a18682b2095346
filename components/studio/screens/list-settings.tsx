"use client";
import { Plus, Trash2 } from "lucide-react";
import type { Condition } from "../../../runtime/expressions/condition";
import { fieldType, isFieldTypeName } from "../../../runtime/fields/index";
import type { ClientEntity, ClientModel } from "../../../runtime/model/client";
import type { ListGroup, SortItem } from "../../../runtime/model/types";
import type { StudioDocument } from "../../../runtime/studio/documents";
import { freeName } from "../../../runtime/studio/names";
import { columnsOf, withColumns, withSetting, withTotal } from "../../../runtime/studio/screens";
import { Setting, Settings } from "../../dashboards/builder/field";
import { ModelProvider } from "../../data/model";
import { useT } from "../../i18n/provider";
import { ColumnsEditor } from "../../lists/columns-panel";
import { choicesOf, columnAt } from "../../lists/list-state";
import { SortEditor } from "../../lists/sort-panel";
import { Button } from "../../ui/button";
import { Checkbox } from "../../ui/checkbox";
import { Input, NativeSelect } from "../../ui/input";
import { kindsFor } from "../../views/registry";
import { ColumnTotals } from "./column-totals";
import { ConditionSetting } from "./condition-setting";

interface Quick {
  readonly id: string;
  readonly label: string;
  readonly filter: Condition;
}

export interface SettingsProps {
  document: StudioDocument;
  entity: ClientEntity;
  model: ClientModel;
  onChange(next: StudioDocument): void;
  /** Makes it the list that opens first. */
  onFirst(): void;
}

/** Columns, order, filter, quick filters, page: all a list says. */
export function ListSettings({ document, entity, model, onChange, onFirst }: SettingsProps) {
  const t = useT();
  const set = (key: string, value: unknown) => onChange(withSetting(document, key, value));
  const columns = columnsOf(document).flatMap(({ field, ...column }) => columnAt(model, entity, { ...column, path: field }) ?? []);
  const quick = (document["quickFilters"] ?? []) as readonly Quick[];
  const group = document["groupBy"] as ListGroup | undefined;
  const kinds = kindsFor(entity, model.parts);
  const groups = entity.fields.filter(({ type }) => isFieldTypeName(type) && fieldType(type).groupable);
  const change = (index: number, next: Partial<Quick>) => set("quickFilters", quick.map((one, at) => (at === index ? { ...one, ...next } : one)));
  const addQuick = (filter: Condition) => set("quickFilters", [...quick, { id: freeName("quick", (wish) => !quick.some(({ id }) => id === wish)), label: t("studio.newQuick", { number: quick.length + 1 }), filter }]);
  return (
    <div className="grid gap-4">
      <Settings title={t("list.columns")}>
        <div><ModelProvider model={model}><ColumnsEditor entity={entity} columns={columns} onChange={(next) => onChange(withColumns(document, asChosen(document, choicesOf(next))))} /></ModelProvider></div>
      </Settings>
      <ColumnTotals columns={columns} onChange={(path, total) => onChange(withTotal(document, path, total))} />
      <Settings title={t("list.sort")}>
        <div><ModelProvider model={model}><SortEditor entity={entity} sort={((document["sort"] ?? []) as readonly SortItem[]).map(({ field, direction }) => ({ field, direction: direction ?? "asc" }))} onChange={(sort) => set("sort", sort)} /></ModelProvider></div>
      </Settings>
      <Settings title={t("studio.whichRecords")}>
        <ConditionSetting asked label={t("filter.title")} otherwise={t("studio.allRecords")} entity={entity} model={model} condition={document["filter"] as Condition | undefined} onChange={(filter) => set("filter", filter)} />
        {quick.map((one, index) => (
          <div key={one.id} className="grid gap-1.5" role="group" aria-label={one.label}>
            <div className="flex gap-1">
              <Input aria-label={t("studio.quickName")} maxLength={200} value={one.label} onChange={(event) => change(index, { label: event.target.value })} />
              <Button variant="ghost" size="icon" aria-label={t("studio.removeQuick", { label: one.label })} onClick={() => set("quickFilters", quick.filter((other) => other !== one))}><Trash2 /></Button>
            </div>
            <ConditionSetting asked label={t("filter.title")} otherwise="" entity={entity} model={model} condition={one.filter} onChange={(filter) => filter && change(index, { filter })} />
          </div>
        ))}
        <Button variant="ghost" className="justify-self-start" onClick={() => addQuick({ field: entity.titleField === "id" ? "createdAt" : entity.titleField, op: "isNotEmpty" })}><Plus />{t("studio.addQuick")}</Button>
      </Settings>
      <Settings title={t("builder.more")}>
        <Setting label={t("studio.groupBy")}>
          {(id) => <NativeSelect id={id} className="w-full" value={group?.field ?? ""} onValueChange={(field) => set("groupBy", field ? { field } : undefined)}><option value="">{t("studio.notSet")}</option>{groups.map(({ name, label }) => <option key={name} value={name}>{label}</option>)}</NativeSelect>}
        </Setting>
        {kinds.length > 1 && (
          <Setting label={t("studio.shownAs")}>
            {(id) => <NativeSelect id={id} className="w-full" value={typeof document["shownAs"] === "string" ? document["shownAs"] : "list"} onValueChange={(kind) => set("shownAs", kind === "list" ? undefined : kind)}>{kinds.map(([name, kind]) => <option key={name} value={name}>{t(kind.label)}</option>)}</NativeSelect>}
          </Setting>
        )}
        <Setting label={t("studio.pageSize")}>
          {(id) => <Input id={id} type="number" min={5} max={200} placeholder="50" value={typeof document["pageSize"] === "number" ? document["pageSize"] : ""} onChange={(event) => set("pageSize", event.target.value === "" ? undefined : Math.min(200, Math.round(Number(event.target.value))))} />}
        </Setting>
        <label className="flex items-center gap-2 text-sm"><Checkbox checked={document["default"] === true} onCheckedChange={(on) => (on ? onFirst() : set("default", undefined))} />{t("studio.opensFirst")}</label>
      </Settings>
    </div>
  );
}

/** Widths nobody chose are not written down. */
export function asChosen(document: StudioDocument, columns: readonly { readonly path: string; readonly width?: number; readonly pinned?: boolean }[]) {
  const before = columnsOf(document);
  return columns.map(({ path, pinned }) => {
    const width = before.find(({ field }) => field === path)?.width;
    return { path, pinned, ...(width === undefined ? {} : { width }) };
  });
}
