"use client";
import { Filter } from "lucide-react";
import dynamic from "next/dynamic";
import type { Condition } from "../../runtime/expressions/condition";
import type { ClientEntity } from "../../runtime/model/client";
import { useModel } from "../data/model";
import { useT } from "../i18n/provider";
import { PanelButton } from "../ui/panel-button";
import { countRows, readTree } from "./filter-tree";
import { useFilterWords } from "./filter-words";

const FilterPanel = dynamic(() => import("./filter-panel").then((module) => module.FilterPanel), { ssr: false });

interface FilterButtonProps {
  entity: ClientEntity;
  filter: Condition | undefined;
  /** May it ask about other records that lead here? Not where the condition is weighed beside a form. */
  backwards?: boolean;
  onChange(filter: Condition | undefined): void;
}

/** Button with how many conditions there are, which it reads out in words; opens the builder. */
export function FilterButton({ entity, filter, backwards = true, onChange }: FilterButtonProps) {
  const t = useT();
  const words = useFilterWords(useModel(), entity);
  const count = countRows(readTree(filter));
  return (
    <PanelButton label={count > 0 ? t("filter.active", { count }) : t("filter.title")} title={count > 0 ? words(filter) : undefined} panel={(anchor, close) => <FilterPanel anchor={anchor} entity={entity} filter={filter} backwards={backwards} onChange={onChange} onClose={close} />}>
      <Filter />
      <span className="max-lg:hidden">{t("filter.title")}</span>
      {count > 0 && <span className="rounded-sm bg-accent px-1.5 text-xs text-on-accent tabular-nums">{count}</span>}
    </PanelButton>
  );
}
