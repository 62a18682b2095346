"use client";
import { ArchiveRestore, Download, Ellipsis, ListChecks, Plus, Trash2, Upload } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { Suspense, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import { queryString } from "../data/api";
import { useEntity, useModel } from "../data/model";
import { sortText } from "../data/records";
import { useDebounced } from "../data/use-debounced";
import { useT } from "../i18n/provider";
import { PageBar } from "../layout/page-bar";
import { Button } from "../ui/button";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "../ui/menu";
import { kindsFor } from "../views/registry";
import type { FirstRows } from "./list-query";
import { isSelectable } from "./list-columns";
import { baseOf, filterOf, settingsOf, type ListState } from "./list-state";
import { Waiting } from "./list-states";
import { ListToolbar } from "./list-toolbar";
import { useListState, type ChangeList } from "./use-list-state";
import { useViews, type Views } from "./views-api";

/** The list page of an entity; the page has made sure that there is one. `first`: JSON of FirstRows. */
export function RecordList({ name, views, first: text }: { name: string; views?: Views; first?: string }) {
  const entity = useEntity(name);
  const first = useMemo(() => (text === undefined ? undefined : (JSON.parse(text) as FirstRows)), [text]);
  return entity ? <EntityList entity={entity} firstViews={views} first={first} /> : null;
}

function EntityList({ entity, firstViews, first }: { entity: ClientEntity; firstViews: Views | undefined; first: FirstRows | undefined }) {
  const router = useRouter();
  const model = useModel();
  const views = useViews(entity.name, firstViews);
  const [state, change] = useListState();
  const base = useMemo(() => baseOf(entity, { list: state.list, view: state.view }, views), [entity, state.list, state.view, views]);
  const settings = useMemo(() => settingsOf(model, entity, base, state), [model, entity, base, state]);
  const kinds = kindsFor(entity, model.parts);
  const wanted = state.as ?? base.kind;
  const [kind, { Component }] = kinds.find(([one]) => one === wanted) ?? kinds[0]!;
  const [firstKind] = useState(kind);
  const [total, setTotal] = useState<number | undefined>(first?.page.total ?? undefined);
  const searchBox = useRef<HTMLInputElement>(null);
  const [text, setText, settleText] = useSearchText(state.q, change);
  const mayCreate = entity.rights.create && !entity.system && !state.deleted;
  const [choosing, setChoosing] = useState(false);
  return (
    <>
      <ListBar entity={entity} state={state} change={change} onChoose={kind === "list" && isSelectable(entity) ? () => setChoosing(true) : undefined} exportQuery={queryString({ fields: settings.columns.map((column) => column.path).join(","), sort: sortText(settings.sort), filter: filterOf(base, settings, state.quick), q: state.q, deleted: state.deleted || undefined, recordId: false })} />
      <main id="content" className="flex min-h-0 min-w-0 flex-1 flex-col">
        <h1 className="sr-only">{entity.plural}</h1>
        <ListToolbar entity={entity} base={base} settings={settings} state={state} views={views} kind={kind} change={change} text={text} onText={setText} onTextLeft={settleText} searchBox={searchBox} total={total} />
        <Later isFirst={kind === firstKind}>
          <Component entity={entity} base={base} settings={settings} state={state} first={first} change={change} onTotal={setTotal} onCreate={mayCreate ? () => router.push(`/${entity.name}/new`) : undefined} onSearch={() => searchBox.current?.focus()} choosing={choosing} onChoosing={setChoosing} />
        </Later>
      </main>
    </>
  );
}

/** A view that is chosen on the page may have to be fetched; the one the page came with is there. */
const Later = ({ isFirst, children }: { isFirst: boolean; children: ReactNode }) => (isFirst ? children : <Suspense fallback={<Waiting />}>{children}</Suspense>);

/**
 * What is typed into the search: at once on the screen, a moment later in the address, and no later than when the box is left: writing
 * the address while a tapped record is on its way would call it back.
 */
function useSearchText(q: string, change: ChangeList): [text: string, setText: (text: string) => void, settle: () => void] {
  const [text, setText] = useState(q);
  const settled = useDebounced(text.trim(), 200);
  const shown = useRef(q);
  const write = useCallback((next: string) => {
    if (next === shown.current) return;
    shown.current = next;
    change({ q: next }, true);
  }, [change]);
  useEffect(() => write(settled), [settled, write]);
  useEffect(() => {
    // Changed from elsewhere: "back", a reset, another view.
    if (q === shown.current) return;
    shown.current = q;
    setText(q);
  }, [q]);
  return [text, setText, () => write(text.trim())];
}

interface ListBarProps {
  entity: ClientEntity;
  state: ListState;
  change: ChangeList;
  exportQuery: string;
  /** Begins to choose records on a phone; a table has boxes for it. */
  onChoose?(): void;
}

function ListBar({ entity, state, change, exportQuery, onChoose }: ListBarProps) {
  const t = useT();
  const { rights } = entity;
  const hasTrash = rights.delete && !entity.system;
  const mayImport = rights.import && !entity.system;
  const hasMore = rights.export || mayImport || hasTrash;
  return (
    <PageBar crumbs={state.deleted ? [{ label: entity.plural, href: `/${entity.name}` }, { label: t("list.trash") }] : [{ label: entity.plural }]}>
      {rights.create && !entity.system && !state.deleted && (
        <Button variant="primary" asChild aria-keyshortcuts="c">
          <Link href={`/${entity.name}/new`} prefetch={false}>
            <Plus />
            <span className="max-sm:sr-only">{t("list.create", { label: entity.label })}</span>
          </Link>
        </Button>
      )}
      {(hasMore || onChoose) && (
        <Menu>
          <MenuTrigger asChild>
            <Button variant="ghost" size="icon" className={hasMore ? undefined : "sm:hidden"} aria-label={t("common.more")}>
              <Ellipsis />
            </Button>
          </MenuTrigger>
          <MenuContent>
            {onChoose && (
              <MenuItem className="sm:hidden" onSelect={onChoose}>
                <ListChecks />
                {t("list.choose")}
              </MenuItem>
            )}
            {rights.export && <ExportItem href={`/api/v1/export/${entity.name}.csv${exportQuery}`} label={t("list.exportCsv")} />}
            {rights.export && <ExportItem href={`/api/v1/export/${entity.name}.xlsx${exportQuery}`} label={t("list.exportXlsx")} />}
            {mayImport && (
              <MenuItem asChild>
                <Link href={`/import/${entity.name}`} prefetch={false}>
                  <Upload />
                  {t("import.open")}
                </Link>
              </MenuItem>
            )}
            {hasTrash && (
              <MenuItem onSelect={() => change({ deleted: !state.deleted, quick: [], preview: undefined, group: undefined })}>
                {state.deleted ? <ArchiveRestore /> : <Trash2 />}
                {state.deleted ? t("list.leaveTrash") : t("list.trash")}
              </MenuItem>
            )}
          </MenuContent>
        </Menu>
      )}
    </PageBar>
  );
}

function ExportItem({ href, label }: { href: string; label: string }) {
  return (
    <MenuItem asChild>
      <a href={href} download>
        <Download />
        {label}
      </a>
    </MenuItem>
  );
}
