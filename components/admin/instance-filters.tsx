"use client";
import type { ClientProcess } from "../../runtime/model/kinds/process/model";
import { useModel } from "../data/model";
import { useRecords } from "../data/records";
import { Lookup } from "../fields/kinds/reference";
import { titleOf } from "../fields/kinds/reference-cell";
import { useLocale, useT } from "../i18n/provider";
import { Input, NativeSelect } from "../ui/input";
import { INSTANCE_STATUSES, type InstanceFilter } from "./instance-filter";

interface FiltersProps {
  /** Those one may operate. */
  processes: readonly ClientProcess[];
  filter: InstanceFilter;
  onChange(change: Partial<InstanceFilter>): void;
}

/** By state, process, the record they are about, and the days they began. */
export function InstanceFilters({ processes, filter, onChange }: FiltersProps) {
  const t = useT();
  const { entities } = useModel();
  const about = Object.values(entities).filter(({ name }) => processes.some(({ entity }) => entity === name));
  return (
    <div role="group" aria-label={t("tasks.filter.all")} className="mb-3 flex flex-wrap items-center gap-2 max-sm:grid max-sm:grid-cols-2">
      <NativeSelect aria-label={t("tasks.state")} className="w-auto max-sm:w-full" value={filter.status} onValueChange={(status) => onChange({ status: status as InstanceFilter["status"] })}>{INSTANCE_STATUSES.map((one) => <option key={one} value={one}>{t(`tasks.filter.${one}`)}</option>)}</NativeSelect>
      {processes.length > 1 && (
        <NativeSelect aria-label={t("tasks.process")} className="w-auto max-sm:w-full" value={filter.process} onValueChange={(process) => onChange({ process })}>
          <option value="">{t("tasks.anyProcess")}</option>
          {processes.map(({ name, label }) => <option key={name} value={name}>{label}</option>)}
        </NativeSelect>
      )}
      {about.length > 0 && (
        <NativeSelect aria-label={t("admin.about")} className="w-auto max-sm:w-full" value={about.some(({ name }) => name === filter.entity) ? filter.entity : ""} onValueChange={(entity) => onChange({ entity, record: "" })}>
          <option value="">{t("tasks.anyRecord")}</option>
          {about.map(({ name, plural }) => <option key={name} value={name}>{plural}</option>)}
        </NativeSelect>
      )}
      {entities[filter.entity] && <OneRecord key={filter.entity} entity={filter.entity} record={filter.record} onChange={(record) => onChange({ record })} />}
      <Day label={t("tasks.begunFrom")} max={filter.to} value={filter.from} onChange={(from) => onChange({ from })} />
      <Day label={t("tasks.begunTo")} min={filter.from} value={filter.to} onChange={(to) => onChange({ to })} />
    </div>
  );
}

function Day({ label, value, min, max, onChange }: { label: string; value: string; min?: string; max?: string; onChange(day: string): void }) {
  const { language } = useLocale();
  return (
    <label className="flex items-center gap-1.5 text-sm text-ink-2 max-sm:grid max-sm:gap-1 max-sm:first-letter:uppercase">
      {label}
      <Input type="date" lang={language} className="w-auto max-sm:w-full" min={min || undefined} max={max || undefined} value={value} onChange={({ target }) => onChange(target.value)} />
    </label>
  );
}

function OneRecord({ entity, record, onChange }: { entity: string; record: string; onChange(id: string): void }) {
  const t = useT();
  const { titleField = "id", label } = useModel().entities[entity] ?? {};
  const chosen = useRecords(entity, { fields: [titleField], filter: { field: "id", op: "eq", value: record }, limit: 1, count: "none" }, record !== "");
  const [found] = chosen.data?.items ?? [];
  const values = record === "" ? [] : [{ id: record, title: found ? titleOf(found, titleField) : record }];
  return <div className="w-56 max-sm:col-span-2 max-sm:w-full"><Lookup entity={entity} values={values} onChange={([next]) => onChange(next?.id ?? "")} aria={{ "aria-label": label ?? t("approval.record"), placeholder: label }} /></div>;
}
