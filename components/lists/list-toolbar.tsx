"use client";
import { ChevronDown, Columns3, Search, X } from "lucide-react";
import type { RefObject } from "react";
import type { ClientEntity, ClientList } from "../../runtime/model/client";
import { useLocale, useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Input } from "../ui/input";
import { Menu, MenuCheckboxItem, MenuContent, MenuRadioGroup, MenuRadioItem, MenuTrigger } from "../ui/menu";
import { FilterButton } from "./filter-builder";
import type { ListLayout } from "./list-layout";
import type { ListColumn, ListState } from "./list-state";

interface ToolbarProps {
  entity: ClientEntity;
  list: ClientList | undefined;
  state: ListState;
  onChange(change: Partial<ListState>, typing?: boolean): void;
  text: string;
  onText(text: string): void;
  searchBox: RefObject<HTMLInputElement | null>;
  columns: readonly ListColumn[];
  layout: ListLayout;
  onLayout(layout: Partial<ListLayout>): void;
  total: number | undefined;
}

/** Above the rows: which list, quick filters, search, filter, columns, how many. */
export function ListToolbar({ entity, list, state, onChange, text, onText, searchBox, columns, layout, onLayout, total }: ToolbarProps) {
  const t = useT();
  const { language } = useLocale();
  return (
    <div data-chrome className="flex shrink-0 items-center gap-1.5 border-b border-line px-4 py-1.5 max-md:px-2 max-sm:flex-wrap">
      {entity.lists.length > 1 && <ListChoice entity={entity} list={list} onChange={onChange} />}
      {list && list.quickFilters.length > 0 && (
        <div className="flex min-w-0 gap-1 overflow-x-auto p-0.5 [scrollbar-width:none] max-sm:w-full" role="group" aria-label={t("list.quickFilters")}>
          {list.quickFilters.map((quick) => (
            <button
              key={quick.id}
              type="button"
              aria-pressed={state.quick === quick.id}
              onClick={() => onChange({ quick: state.quick === quick.id ? undefined : quick.id })}
              className={cn(
                "h-7 shrink-0 rounded-full border px-2.5 text-xs font-medium max-sm:h-9",
                state.quick === quick.id ? "border-accent bg-accent-soft text-accent-ink" : "border-line text-ink-2 hover:bg-hover hover:text-ink",
              )}
            >
              {quick.label}
            </button>
          ))}
        </div>
      )}
      <div className="ml-auto flex shrink-0 items-center gap-1 max-sm:ml-0 max-sm:w-full">
        {total !== undefined && (
          <span className="mr-1 shrink-0 text-xs text-ink-3 tabular-nums max-sm:order-last" role="status">
            {t("list.total", { count: total })}
          </span>
        )}
        <div className="relative w-56 max-lg:w-36 max-sm:w-auto max-sm:flex-1">
          <Search className="pointer-events-none absolute top-1/2 left-2 size-4 -translate-y-1/2 text-ink-3" aria-hidden />
          <Input
            ref={searchBox}
            type="search"
            lang={language}
            aria-label={t("list.searchIn", { plural: entity.plural })}
            placeholder={t("list.search")}
            value={text}
            onChange={(event) => onText(event.target.value)}
            onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
            className="pr-7 pl-8"
          />
          {text && (
            <button type="button" aria-label={t("field.clear")} onClick={() => onText("")} className="absolute top-1/2 right-1.5 flex size-5 -translate-y-1/2 items-center justify-center rounded-sm text-ink-3 hover:text-ink">
              <X className="size-3.5" aria-hidden />
            </button>
          )}
        </div>
        <FilterButton entity={entity} filter={state.filter} onChange={(filter) => onChange({ filter })} />
        <Menu>
          <MenuTrigger asChild>
            <Button variant="ghost" size="icon" className="max-sm:hidden" aria-label={t("list.columns")}>
              <Columns3 />
            </Button>
          </MenuTrigger>
          <MenuContent>
            {columns.map((column) => (
              <MenuCheckboxItem
                key={column.path}
                checked={!layout.hidden[column.path]}
                disabled={column.path === entity.titleField}
                onSelect={(event) => event.preventDefault()}
                onCheckedChange={(checked) => onLayout({ hidden: { ...layout.hidden, [column.path]: !checked } })}
              >
                {column.label}
              </MenuCheckboxItem>
            ))}
          </MenuContent>
        </Menu>
      </div>
    </div>
  );
}

function ListChoice({ entity, list, onChange }: Pick<ToolbarProps, "entity" | "list" | "onChange">) {
  const t = useT();
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button variant="ghost" aria-label={t("list.choose")}>
          {list?.label ?? entity.plural}
          <ChevronDown />
        </Button>
      </MenuTrigger>
      <MenuContent align="start">
        <MenuRadioGroup value={list?.name ?? ""} onValueChange={(name) => onChange({ list: name, quick: undefined, sort: undefined })}>
          {entity.lists.map((one) => (
            <MenuRadioItem key={one.id} value={one.name}>
              {one.label}
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
      </MenuContent>
    </Menu>
  );
}
