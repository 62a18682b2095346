"use client";
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import type { ClientField } from "../../../runtime/model/client";
import { useModel } from "../../data/model";
import { useT } from "../../i18n/provider";
import { operatorsOf } from "../../lists/filter-tree";
import { Button } from "../../ui/button";
import { Combobox, type Choice } from "../../ui/combobox";
import { NativeSelect, Textarea } from "../../ui/input";
import { RequiredInput } from "../../ui/required-input";
import { Switch } from "../../ui/switch";
import { addFilter, filterOperator, removeFilter, type DraftDashboard } from "./document";
import { Setting, Settings } from "./field";
import { cronOf } from "./schedule";
import { ScheduleSettings } from "./schedule-settings";

interface PanelProps {
  document: DraftDashboard;
  roles: readonly Choice[];
  /** Which module a new one is a part of; absent once it is kept. */
  home?: { readonly modules: readonly Choice[]; readonly module: string | undefined; onChange(module: string | undefined): void };
  onChange(document: DraftDashboard): void;
}

const REFRESH = [60, 300, 900, 3600] as const;

/** Everything about the dashboard itself: words, who gets it, filters, and when it is sent. */
export function DashboardPanel({ document, roles, home, onChange }: PanelProps) {
  const t = useT();
  const set = (change: Partial<DraftDashboard>) => onChange({ ...document, ...change });
  return (
    <div className="grid gap-3">
      <Setting label={t("builder.label")}>{(id) => <RequiredInput id={id} value={document.label} maxLength={200} onText={(label) => set({ label })} />}</Setting>
      <Setting label={t("builder.description")}>{(id) => <Textarea id={id} rows={2} maxLength={2000} value={document.description ?? ""} onChange={(event) => set({ description: event.target.value || undefined })} />}</Setting>
      {home && (
        <Setting label={t("builder.module")} hint={t("builder.moduleHint")}>
          {(id) => (
            <NativeSelect id={id} value={home.module ?? ""} onValueChange={(module) => home.onChange(module || undefined)}>
              <option value="">{t("builder.noModule")}</option>
              {home.modules.map(({ value, label }) => <option key={value} value={value}>{label}</option>)}
            </NativeSelect>
          )}
        </Setting>
      )}
      <Settings title={t("builder.audience")}>
        <Setting label={t("builder.roles")} hint={t("builder.rolesHint")}>
          {(id) => <Combobox id={id} multiple clearable placeholder={t("builder.everybody")} choices={roles} values={document.roles ?? []} onChange={(chosen) => set({ roles: chosen.length ? chosen : undefined })} />}
        </Setting>
        <label className="flex items-center justify-between gap-2 text-sm">
          {t("builder.default")}
          <Switch checked={document.default === true} onCheckedChange={(on) => set({ default: on || undefined })} />
        </label>
        <Setting label={t("builder.refresh")}>
          {(id) => (
            <NativeSelect id={id} value={String(document.refresh ?? "")} onValueChange={(seconds) => set({ refresh: seconds ? Number(seconds) : undefined })}>
              <option value="">{t("builder.refreshNever")}</option>
              {REFRESH.map((seconds) => <option key={seconds} value={seconds}>{t("builder.refreshMinutes", { count: seconds / 60 })}</option>)}
            </NativeSelect>
          )}
        </Setting>
      </Settings>
      <Filters document={document} onChange={onChange} />
      <ScheduleSettings schedule={document.schedule} roles={roles} onChange={(change) => set({ schedule: change && { ...(document.schedule ?? { cron: cronOf("weekly", 8) }), ...change } })} />
    </div>
  );
}

function Filters({ document, onChange }: Pick<PanelProps, "document" | "onChange">) {
  const t = useT();
  const { entities } = useModel();
  const used = [...new Set(document.tabs.flatMap((tab) => tab.widgets.flatMap((widget) => widget.entity ?? [])))];
  const [entityName, setEntity] = useState("");
  const entity = entities[entityName || used[0] || ""];
  const fits = (field: ClientField) => field.filterable && operatorsOf(field).some(({ name }) => name === filterOperator(field));
  const rename = (id: string, label: string) => onChange({ ...document, filters: document.filters?.map((filter) => (filter.id === id ? { ...filter, label } : filter)) });
  return (
    <Settings title={t("builder.filters")}>
      <p className="text-xs text-ink-3">{t("builder.filtersHint")}</p>
      {(document.filters ?? []).map((filter) => (
        <div key={filter.id} className="flex gap-1.5">
          <RequiredInput aria-label={t("builder.filterLabel")} value={filter.label} maxLength={200} onText={(label) => rename(filter.id, label)} />
          <Button variant="ghost" size="icon" aria-label={t("builder.removeFilter", { label: filter.label })} onClick={() => onChange(removeFilter(document, filter.id))}><Trash2 /></Button>
        </div>
      ))}
      {entity ? (
        <div className="grid grid-cols-2 gap-1.5">
          <NativeSelect aria-label={t("builder.entity")} value={entity.name} onValueChange={setEntity}>
            {used.flatMap((name) => entities[name] ?? []).map((one) => <option key={one.name} value={one.name}>{one.plural}</option>)}
          </NativeSelect>
          <NativeSelect aria-label={t("builder.addFilter")} value="" onValueChange={(name) => {
            const field = entity.fields.find((one) => one.name === name);
            if (field) onChange(addFilter(document, entity.name, field));
          }}>
            <option value="">{t("builder.addFilter")}</option>
            {entity.fields.filter(fits).map((field) => <option key={field.name} value={field.name}>{field.label}</option>)}
          </NativeSelect>
        </div>
      ) : (
        <p className="flex items-center gap-1.5 text-sm text-ink-3"><Plus className="size-4" aria-hidden />{t("builder.filtersFirst")}</p>
      )}
    </Settings>
  );
}
