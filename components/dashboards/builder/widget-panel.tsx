"use client";
import { Copy, Plus, Trash2 } from "lucide-react";
import type { Condition } from "../../../runtime/expressions/condition";
import type { ClientEntity, ClientField } from "../../../runtime/model/client";
import { isWidgetKind, WIDGET_KINDS, widgetKind } from "../../../runtime/widgets/index";
import type { Setting as KindSetting } from "../../../runtime/widgets/settings";
import { BUCKETS, MEASURES, type Bucket } from "../../../runtime/widgets/widget";
import { useModel } from "../../data/model";
import type { MessageKey } from "../../i18n/messages";
import { useT } from "../../i18n/provider";
import { FilterButton } from "../../lists/filter-button";
import { Button } from "../../ui/button";
import { Combobox } from "../../ui/combobox";
import { Input, NativeSelect, Textarea } from "../../ui/input";
import { RequiredInput } from "../../ui/required-input";
import { Switch } from "../../ui/switch";
import { canGroup, fitWidget, freeId, hasChoices, isDate, measuresOf, type DraftFilter, type DraftWidget } from "./document";
import { Setting, Settings } from "./field";

interface PanelProps {
  widget: DraftWidget;
  filters: readonly DraftFilter[];
  onChange(widget: DraftWidget): void;
  onCopy(): void;
  onRemove(): void;
}

/** Everything about one widget. What is asked follows from its kind. */
export function WidgetPanel({ widget, filters, onChange, onCopy, onRemove }: PanelProps) {
  const t = useT();
  const { entities } = useModel();
  const kind = widgetKind(widget.kind);
  const { takes } = kind;
  const entity = widget.entity === undefined ? undefined : entities[widget.entity];
  const set = (change: Partial<DraftWidget>) => onChange({ ...widget, ...change });
  const readable = Object.values(entities).filter((one) => one.rights.read);
  return (
    <div className="grid gap-3">
      <Setting label={t("builder.label")}>{(id) => <RequiredInput id={id} value={widget.label} maxLength={200} onText={(label) => set({ label })} />}</Setting>
      <Setting label={t("builder.kind")}>
        {(id) => (
          <NativeSelect id={id} value={widget.kind} onValueChange={(name) => isWidgetKind(name) && onChange(fitWidget(widget, name, entity ?? (widgetKind(name).takes.text ? undefined : readable[0])))}>
            {WIDGET_KINDS.map((name) => (
              <option key={name} value={name}>{t(`widget.${name}` as MessageKey)}</option>
            ))}
          </NativeSelect>
        )}
      </Setting>
      {takes.text ? (
        <Setting label={t("builder.text")} hint={t("builder.textHint")}>{(id) => <Textarea id={id} rows={8} value={widget.text ?? ""} onChange={(event) => set({ text: event.target.value || " " })} />}</Setting>
      ) : (
        <Setting label={t("builder.entity")}>
          {(id) => <Combobox id={id} choices={readable.map((one) => ({ value: one.name, label: one.plural }))} values={widget.entity ? [widget.entity] : []} onChange={([name]) => name && entities[name] && onChange(fitWidget({ ...widget, filter: undefined }, widget.kind, entities[name]))} />}
        </Setting>
      )}
      {entity && (
        <>
          {takes.measures && <Measures widget={widget} entity={entity} most={takes.measures[1]} onChange={set} />}
          {takes.groupBy && <Groups widget={widget} entity={entity} most={takes.groupBy[1]} least={takes.groupBy[0]} choicesOnly={takes.choices === true} onChange={set} />}
          {takes.columns && <Columns widget={widget} entity={entity} onChange={set} />}
          <Settings title={t("builder.which")}>
            <div className="flex items-center justify-between gap-2 text-sm text-ink-2">
              {t("builder.filterHint")}
              <FilterButton key={`${widget.id} ${entity.name}`} entity={entity} filter={widget.filter as Condition | undefined} onChange={(filter) => set({ filter })} />
            </div>
            <Bindings widget={widget} entity={entity} filters={filters} onChange={set} />
          </Settings>
          <Settings title={t("builder.more")}>
            {kind.settings.map((setting) => (
              <Option key={setting.name} setting={setting} widget={widget} entity={entity} onChange={set} />
            ))}
            {(takes.groupBy || takes.records) && (
              <Setting label={t("builder.limit")}>{(id) => <Input id={id} type="number" min={1} max={100} value={widget.limit ?? ""} onChange={(event) => set({ limit: clampLimit(event.target.value) })} />}</Setting>
            )}
            {entity.lists.length > 1 && (
              <Setting label={t("builder.list")}>
                {(id) => (
                  <NativeSelect id={id} value={widget.list ?? ""} onValueChange={(list) => set({ list: list || undefined })}>
                    <option value="">{t("builder.automatic")}</option>
                    {entity.lists.map((list) => <option key={list.id} value={list.name}>{list.label}</option>)}
                  </NativeSelect>
                )}
              </Setting>
            )}
          </Settings>
        </>
      )}
      <div className="flex gap-2 border-t border-line pt-3">
        <Button onClick={onCopy}><Copy />{t("dashboard.duplicate")}</Button>
        <Button variant="ghost" className="text-danger-ink" onClick={onRemove}><Trash2 />{t("builder.removeWidget")}</Button>
      </div>
    </div>
  );
}

/** What was typed as the most to show: between 1 and `most`; undefined for nothing. */
export const clampLimit = (text: string, most = 100): number | undefined => (text === "" ? undefined : Math.min(most, Math.max(1, Math.round(Number(text)) || 1)));

interface PartProps {
  widget: DraftWidget;
  entity: ClientEntity;
  onChange(change: Partial<DraftWidget>): void;
}

function FieldOptions({ fields, none }: { fields: readonly ClientField[]; none?: string }) {
  return (
    <>
      {none !== undefined && <option value="">{none}</option>}
      {fields.map((field) => <option key={field.name} value={field.name}>{field.label}</option>)}
    </>
  );
}

export function Measures({ widget, entity, most, onChange }: PartProps & { most: number }) {
  const t = useT();
  const measures = widget.measures ?? [];
  const measured = entity.fields.filter((field) => measuresOf(field).length > 0);
  const replace = (index: number, next: (typeof measures)[number]) => onChange({ measures: measures.map((old, i) => (i === index ? next : old)) });
  const choose = (index: number, name: string) => {
    const { id, label } = measures[index]!;
    const rest = { id, ...(label ? { label } : {}) };
    const field = measured.find((one) => measuresOf(one).includes(name));
    const known = measures[index]!.field;
    if (name === "count") return replace(index, { ...rest, function: "count" });
    const kept = measured.find((one) => one.name === known && measuresOf(one).includes(name)) ?? field;
    if (kept) replace(index, { ...rest, function: name as "sum", field: kept.name });
  };
  return (
    <Settings
      title={t("builder.measures")}
      action={measures.length < most && <Button variant="ghost" size="sm" onClick={() => onChange({ measures: [...measures, { id: freeId("measure", measures.map(({ id }) => id)), function: "count" }] })}><Plus />{t("builder.add")}</Button>}
    >
      {measures.map((measure, index) => (
        <div key={measure.id} className="grid grid-cols-[1fr_1fr_auto] gap-1.5">
          <NativeSelect aria-label={t("builder.function")} value={measure.function} onValueChange={(name) => choose(index, name)}>
            {MEASURES.filter((name) => name === "count" || measured.some((field) => measuresOf(field).includes(name))).map((name) => <option key={name} value={name}>{t(`builder.function.${name}` as MessageKey)}</option>)}
          </NativeSelect>
          <NativeSelect aria-label={t("builder.field")} disabled={measure.function === "count"} value={measure.field ?? ""} onValueChange={(field) => replace(index, { ...measure, field })}>
            <FieldOptions fields={measure.function === "count" ? [] : measured.filter((field) => measuresOf(field).includes(measure.function))} none={measure.function === "count" ? entity.plural : undefined} />
          </NativeSelect>
          <Button variant="ghost" size="icon" aria-label={t("filter.remove")} disabled={measures.length === 1} onClick={() => onChange({ measures: measures.filter((_, i) => i !== index) })}><Trash2 /></Button>
        </div>
      ))}
    </Settings>
  );
}

export function Groups({ widget, entity, least, most, choicesOnly, onChange }: PartProps & { least: number; most: number; choicesOnly: boolean }) {
  const t = useT();
  const groups = widget.groupBy ?? [];
  const fields = entity.fields.filter((field) => canGroup(field) && (!choicesOnly || hasChoices(field)));
  const groupOf = (id: string, name: string, by?: Bucket) => {
    const field = fields.find((one) => one.name === name);
    return { id, field: name, ...(field && isDate(field) ? { by: by ?? ("month" as const) } : {}) };
  };
  const replace = (index: number, next: (typeof groups)[number]) => onChange({ groupBy: groups.map((old, i) => (i === index ? next : old)) });
  return (
    <Settings
      title={t("builder.groups")}
      action={groups.length < most && fields[0] && <Button variant="ghost" size="sm" onClick={() => onChange({ groupBy: [...groups, groupOf(freeId("group", groups.map(({ id }) => id)), fields.find((field) => !groups.some((group) => group.field === field.name))?.name ?? fields[0]!.name)] })}><Plus />{t("builder.add")}</Button>}
    >
      {groups.map((group, index) => (
        <div key={group.id} className="grid grid-cols-[1fr_auto_auto] gap-1.5">
          <NativeSelect aria-label={t("builder.field")} value={group.field} onValueChange={(name) => replace(index, groupOf(group.id, name, group.by))}>
            <FieldOptions fields={fields} />
          </NativeSelect>
          {group.by ? (
            <NativeSelect aria-label={t("builder.bucket")} value={group.by} onValueChange={(by) => replace(index, { ...group, by: by as Bucket })}>
              {BUCKETS.map((by) => <option key={by} value={by}>{t(`builder.bucket.${by}` as MessageKey)}</option>)}
            </NativeSelect>
          ) : <span />}
          <Button variant="ghost" size="icon" aria-label={t("filter.remove")} disabled={groups.length <= least} onClick={() => onChange({ groupBy: groups.filter((_, i) => i !== index) })}><Trash2 /></Button>
        </div>
      ))}
    </Settings>
  );
}

export function Columns({ widget, entity, onChange }: PartProps) {
  const t = useT();
  const fields = entity.fields.filter((field) => field.type !== "children" && field.type !== "secret");
  const sort = widget.sort?.[0];
  return (
    <Settings title={t("builder.columns")}>
      <Combobox multiple aria-label={t("builder.columns")} choices={fields.map((field) => ({ value: field.name, label: field.label }))} values={widget.columns ?? []} onChange={(columns) => columns.length > 0 && onChange({ columns: columns.slice(0, widgetKind(widget.kind).takes.columns?.[1]) })} />
      <div className="grid grid-cols-[1fr_auto] gap-1.5">
        <NativeSelect aria-label={t("builder.sort")} value={sort?.field ?? ""} onValueChange={(field) => onChange({ sort: field ? [{ field, direction: sort?.direction ?? "asc" }] : undefined })}>
          <FieldOptions fields={entity.fields.filter((field) => field.sortable)} none={t("builder.sortNone")} />
        </NativeSelect>
        <NativeSelect aria-label={t("builder.direction")} disabled={!sort} value={sort?.direction ?? "asc"} onValueChange={(direction) => sort && onChange({ sort: [{ ...sort, direction: direction as "asc" }] })}>
          <option value="asc">{t("builder.asc")}</option>
          <option value="desc">{t("builder.desc")}</option>
        </NativeSelect>
      </div>
    </Settings>
  );
}

/** Which field each filter of the dashboard is applied to. */
function Bindings({ widget, entity, filters, onChange }: PartProps & { filters: readonly DraftFilter[] }) {
  const t = useT();
  const { entities } = useModel();
  return filters.map((filter) => {
    const own = entities[filter.entity]?.fields.find((field) => field.name === filter.field);
    const fits = entity.fields.filter((field) => field.filterable && own && (isDate(own) ? isDate(field) : field.type === own.type && field.options["entity"] === own.options["entity"]));
    if (fits.length === 0) return null;
    return (
      <Setting key={filter.id} label={t("builder.heeds", { label: filter.label })}>
        {(id) => (
          <NativeSelect id={id} value={widget.filters?.[filter.id] ?? ""} onValueChange={(field) => {
            const { [filter.id]: _old, ...rest } = widget.filters ?? {};
            onChange({ filters: field ? { ...rest, [filter.id]: field } : rest });
          }}>
            <FieldOptions fields={fits} none={t("builder.heedsNot")} />
          </NativeSelect>
        )}
      </Setting>
    );
  });
}

function Option({ setting, widget, entity, onChange }: PartProps & { setting: KindSetting }) {
  const t = useT();
  const label = t(`widget.setting.${setting.name}` as MessageKey);
  const value = widget.options?.[setting.name];
  const set = (next: unknown) => {
    const { [setting.name]: _old, ...rest } = widget.options ?? {};
    onChange({ options: next === undefined || next === false || next === "" ? rest : { ...rest, [setting.name]: next } });
  };
  if (setting.type === "flag") {
    return (
      <label className="flex items-center justify-between gap-2 text-sm">
        {label}
        <Switch checked={value === true} onCheckedChange={set} />
      </label>
    );
  }
  const choiceWord = (name: string) => (setting.name === "period" ? t(`period.${name}` as MessageKey) : t(`widget.choice.${name}` as MessageKey));
  return (
    <Setting label={label}>
      {(id) => (
        <NativeSelect id={id} value={String(value ?? "")} onValueChange={set}>
          {setting.type === "choice" ? (
            <>
              <option value="">{t("builder.automatic")}</option>
              {setting.values.map((name) => <option key={name} value={name}>{choiceWord(name)}</option>)}
            </>
          ) : (
            <FieldOptions fields={entity.fields.filter((field) => setting.type === "field" || isDate(field))} none={t("builder.automatic")} />
          )}
        </NativeSelect>
      )}
    </Setting>
  );
}
