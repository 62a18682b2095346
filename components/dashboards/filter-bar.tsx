"use client";
import { ListFilter, X } from "lucide-react";
import { useId } from "react";
import type { ClientDashboard, ClientDashboardFilter } from "../../runtime/model/kinds/dashboard/model";
import { operandOf } from "../lists/filter-tree";
import { fieldOf, useModel } from "../data/model";
import { useFieldParts } from "../fields/parts";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";

interface BarProps {
  dashboard: Pick<ClientDashboard, "filters">;
  filters: Readonly<Record<string, unknown>>;
  onChange(filters: Readonly<Record<string, unknown>>): void;
}

/** Filters that several widgets heed; what is set stands in the address. */
export function FilterBar({ dashboard, filters, onChange }: BarProps) {
  const t = useT();
  const changed = Object.keys(filters).length > 0;
  if (dashboard.filters.length === 0) return null;
  return (
    <div role="group" aria-label={t("filter.title")} className="flex flex-wrap items-end gap-x-3 gap-y-2">
      <ListFilter className="mb-2 size-4 shrink-0 text-ink-3 max-sm:hidden" aria-hidden />
      {dashboard.filters.map((filter) => (
        <One key={filter.id} filter={filter} value={filter.id in filters ? filters[filter.id] : filter.value} onChange={(value) => onChange({ ...filters, [filter.id]: value === undefined || value === "" || (Array.isArray(value) && value.length === 0) ? null : value })} />
      ))}
      {changed && (
        <Button variant="ghost" onClick={() => onChange({})}>
          <X />
          {t("dashboard.resetFilters")}
        </Button>
      )}
    </div>
  );
}

function One({ filter, value, onChange }: { filter: ClientDashboardFilter; value: unknown; onChange(value: unknown): void }) {
  const id = useId();
  const { FilterInput } = useFieldParts();
  const { entities } = useModel();
  const entity = entities[filter.entity];
  const field = entity && fieldOf(entity, filter.field);
  const operand = field && operandOf(field, filter.op);
  if (!field || !operand) return null;
  return (
    <div role="group" aria-label={filter.label} className="w-44 max-sm:w-[calc(50%-0.375rem)]">
      <span className="mb-0.5 block text-xs font-medium text-ink-3" aria-hidden>
        {filter.label}
      </span>
      <FilterInput id={id} field={{ ...field, label: filter.label, required: false }} operator={filter.op} operand={operand} value={value ?? undefined} onChange={onChange} />
    </div>
  );
}
