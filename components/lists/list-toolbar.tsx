"use client";
import { ArrowUpDown, Columns3, Group, PanelRight, Search, X } from "lucide-react";
import dynamic from "next/dynamic";
import type { ReactNode, RefObject } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import { useModel } from "../data/model";
import { useLocale, useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Icon } from "../ui/icon";
import { Input } from "../ui/input";
import { PanelButton } from "../ui/panel-button";
import { kindsFor } from "../views/registry";
import { FilterButton } from "./filter-button";
import { choicesOf, type ListBase, type ListSettings, type ListState } from "./list-state";
import type { ChangeList } from "./use-list-state";
import { ViewMenu } from "./view-menu";
import type { Views } from "./views-api";

const SortPanel = dynamic(() => import("./sort-panel").then((module) => module.SortPanel), { ssr: false });
const GroupPanel = dynamic(() => import("./group-panel").then((module) => module.GroupPanel), { ssr: false });
const ColumnsPanel = dynamic(() => import("./columns-panel").then((module) => module.ColumnsPanel), { ssr: false });

interface ToolbarProps {
  entity: ClientEntity;
  base: ListBase;
  settings: ListSettings;
  state: ListState;
  views: Views;
  kind: string;
  change: ChangeList;
  text: string;
  onText(text: string): void;
  onTextLeft(): void;
  searchBox: RefObject<HTMLInputElement | null>;
  total: number | undefined;
}

/** Above the records: which view, quick filters, search, filter, order, groups, columns, how many. */
export function ListToolbar({ entity, base, settings, state, views, kind, change, text, onText, onTextLeft, searchBox, total }: ToolbarProps) {
  const t = useT();
  const { parts } = useModel();
  const kinds = kindsFor(entity, parts);
  const isTable = kind === "list";
  return (
    <div data-chrome className="flex shrink-0 items-center gap-1 border-b border-line px-3 py-1.5 max-md:px-2 max-sm:flex-wrap">
      <ViewMenu entity={entity} base={base} settings={settings} state={state} views={views} change={change} />
      {kinds.length > 1 && (
        <div role="group" aria-label={t("view.kinds")} className="flex shrink-0 items-center rounded-md border border-line p-0.5">
          {kinds.map(([name, one]) => (
            <button key={name} type="button" aria-pressed={kind === name} aria-label={t(one.label)} title={t(one.label)} onClick={() => change({ as: name === base.kind ? undefined : name, part: undefined, at: undefined })} className={cn("flex size-6 items-center justify-center rounded-sm max-sm:size-9", kind === name ? "bg-active text-ink" : "text-ink-3 hover:text-ink")}>
              <Icon name={one.icon} className="size-4" />
            </button>
          ))}
        </div>
      )}
      <QuickFilters base={base} quick={state.quick} onChange={(quick) => change({ quick })} />
      <div className="ml-auto flex shrink-0 items-center gap-0.5 max-sm:ml-0 max-sm:w-full">
        {total !== undefined && (
          <span className="mr-1.5 shrink-0 text-xs text-ink-3 tabular-nums max-sm:order-last" role="status">
            {t("list.total", { count: total })}
          </span>
        )}
        <SearchBox entity={entity} text={text} onText={onText} onTextLeft={onTextLeft} searchBox={searchBox} />
        <FilterButton entity={entity} filter={settings.filter} onChange={(filter) => change({ filter: filter ?? (base.filter ? null : undefined) })} />
        {isTable && (
          <>
            <PanelButton label={t("list.sort")} className="max-sm:hidden" panel={(anchor, close) => <SortPanel anchor={anchor} entity={entity} sort={settings.sort} onChange={(sort) => change({ sort })} onClose={close} />}>
              <ArrowUpDown />
              <Word>{t("list.sort")}</Word>
              {settings.sort.length > 1 && <Mark>{settings.sort.length}</Mark>}
            </PanelButton>
            <PanelButton label={t("list.group")} panel={(anchor, close) => <GroupPanel anchor={anchor} entity={entity} group={settings.group} onChange={(group) => change({ group: group ?? (base.group ? null : undefined) })} onClose={close} />}>
              <Group className={settings.group && "text-accent-ink"} />
              <Word>{t("list.group")}</Word>
            </PanelButton>
            <PanelButton label={t("list.columns")} className="max-sm:hidden" panel={(anchor, close) => <ColumnsPanel anchor={anchor} entity={entity} columns={settings.columns} onChange={(columns) => change({ columns: choicesOf(columns) }, true)} onReset={state.columns && (() => change({ columns: undefined }))} onClose={close} />}>
              <Columns3 />
              <Word>{t("list.columns")}</Word>
            </PanelButton>
            <Button variant="ghost" size="icon" className="max-md:hidden" aria-label={t("list.split")} title={t("list.split")} aria-pressed={state.preview !== undefined} disabled={state.deleted} onClick={() => change({ preview: state.preview === undefined ? "" : undefined })}>
              <PanelRight className={state.preview !== undefined ? "text-accent-ink" : undefined} />
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

/** Words beside the icons where there is room; the label of the button says them everywhere. */
const Word = ({ children }: { children: ReactNode }) => <span className="max-2xl:hidden">{children}</span>;
const Mark = ({ children }: { children: ReactNode }) => <span className="rounded-sm bg-accent px-1.5 text-xs text-on-accent tabular-nums">{children}</span>;

function QuickFilters({ base, quick, onChange }: { base: ListBase; quick: readonly string[]; onChange(quick: readonly string[]): void }) {
  const t = useT();
  if (base.quickFilters.length === 0) return null;
  return (
    <div className="flex min-w-0 gap-1 overflow-x-auto p-0.5 [scrollbar-width:none] max-sm:w-full" role="group" aria-label={t("list.quickFilters")}>
      {base.quickFilters.map(({ id, label }) => {
        const on = quick.includes(id);
        return (
          <button
            key={id}
            type="button"
            aria-pressed={on}
            onClick={() => onChange(on ? quick.filter((one) => one !== id) : [...quick, id])}
            className={cn("h-7 shrink-0 rounded-full border px-2.5 text-xs font-medium max-sm:h-9", on ? "border-accent bg-accent-soft text-accent-ink" : "border-line text-ink-2 hover:bg-hover hover:text-ink")}
          >
            {label}
          </button>
        );
      })}
    </div>
  );
}

function SearchBox({ entity, text, onText, onTextLeft, searchBox }: Pick<ToolbarProps, "entity" | "text" | "onText" | "onTextLeft" | "searchBox">) {
  const t = useT();
  const { language } = useLocale();
  return (
    <div className="relative w-44 max-xl:w-36 max-sm:w-auto max-sm:flex-1">
      <Search className="pointer-events-none absolute top-1/2 left-2 size-4 -translate-y-1/2 text-ink-3" aria-hidden />
      <Input
        ref={searchBox}
        type="search"
        lang={language}
        aria-label={t("list.searchIn", { plural: entity.plural })}
        placeholder={t("list.search")}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onBlur={onTextLeft}
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
        className="pr-7 pl-8"
      />
      {text && (
        <button type="button" aria-label={t("field.clear")} onClick={() => onText("")} className="absolute top-1/2 right-1.5 flex size-5 -translate-y-1/2 items-center justify-center rounded-sm text-ink-3 hover:text-ink">
          <X className="size-3.5" aria-hidden />
        </button>
      )}
    </div>
  );
}
