"use client";
import { ArchiveRestore, Download, Ellipsis, Plus, SearchX, Trash2, TriangleAlert, Upload } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import { ApiError, queryString } from "../data/api";
import { useEntity, useModel } from "../data/model";
import { sortText, useRecordPages, type RecordData } from "../data/records";
import { useDebounced } from "../data/use-debounced";
import { PHONE, useMedia } from "../data/use-media";
import { useT } from "../i18n/provider";
import { PageBar } from "../layout/page-bar";
import { Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "../ui/menu";
import { EmptyState } from "../ui/states";
import { BulkBar } from "./bulk-bar";
import { ListCards } from "./list-cards";
import { useListLayout } from "./list-layout";
import { columnsOf, filterOf, listOf, pageSizeOf, nextSort, writeListState } from "./list-state";
import { ListTable } from "./list-table";
import { ListToolbar } from "./list-toolbar";
import { useListKeys } from "./use-list-keys";
import { useListState } from "./use-list-state";

/** The list page of an entity; the page has made sure that there is one. */
export function RecordList({ name }: { name: string }) {
  const entity = useEntity(name);
  return entity ? <EntityList entity={entity} /> : null;
}

function EntityList({ entity }: { entity: ClientEntity }) {
  const t = useT();
  const router = useRouter();
  const model = useModel();
  const phone = useMedia(PHONE);
  const [state, change] = useListState();
  const search = writeListState(state);
  const list = listOf(entity, state.list);
  const columns = useMemo(() => columnsOf(model, entity, list), [model, entity, list]);
  const [layout, setLayout] = useListLayout(entity.name, list?.name ?? "");
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const searchBox = useRef<HTMLInputElement>(null);

  const [text, setText] = useState(state.q);
  const q = useDebounced(text.trim(), 200);
  useEffect(() => {
    if (q !== state.q) change({ q }, true);
    // Only what was typed goes into the address; the way back is the next effect.
  }, [q]);
  useEffect(() => {
    const back = () => setText(new URLSearchParams(window.location.search).get("q") ?? "");
    window.addEventListener("popstate", back);
    return () => window.removeEventListener("popstate", back);
  }, []);

  const sort = state.sort ?? (list?.sort.length ? list.sort : entity.defaultSort);
  const filter = filterOf(list, state);
  const paths = useMemo(() => [...new Set([entity.titleField, ...columns.filter((column) => !layout.hidden[column.path]).map((column) => column.path)])], [entity.titleField, columns, layout.hidden]);
  const pages = useRecordPages(entity.name, { fields: paths, sort, filter, q: state.q, limit: pageSizeOf(list), count: "exact", deleted: state.deleted });
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
  const total = pages.data?.pages[0]?.total ?? undefined;

  const { fetchNextPage, isFetchingNextPage } = pages;
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);

  const hrefOf = state.deleted ? undefined : (row: RecordData) => `/${entity.name}/${row.id}`;
  const open = (row: RecordData) => hrefOf && router.push(hrefOf(row));
  const select = (ids: readonly string[], chosen: boolean) => setSelected((old) => new Set(chosen ? [...old, ...ids] : [...old].filter((id) => !ids.includes(id))));
  const mayCreate = entity.rights.create && !entity.system;
  const create = () => router.push(`/${entity.name}/new`);
  const active = useListKeys({
    count: rows.length,
    onOpen: (index) => open(rows[index]!),
    onSelect: (index) => select([rows[index]!.id], !selected.has(rows[index]!.id)),
    onCreate: mayCreate ? create : undefined,
    onSearch: () => searchBox.current?.focus(),
  });
  const clearSelection = () => setSelected(new Set());
  const selectable = entity.rights.delete && !entity.system && !phone;
  const isNarrowed = state.q !== "" || state.filter !== undefined || state.quick !== undefined;
  const exportQuery = queryString({ fields: paths.join(","), sort: sortText(sort), filter, q: state.q });

  return (
    <>
      <PageBar crumbs={state.deleted ? [{ label: entity.plural, href: `/${entity.name}` }, { label: t("list.trash") }] : [{ label: entity.plural }]}>
        {mayCreate && !state.deleted && (
          <Button variant="primary" asChild aria-keyshortcuts="c">
            <Link href={`/${entity.name}/new`} prefetch={false}>
              <Plus />
              <span className="max-sm:sr-only">{t("list.create", { label: entity.label })}</span>
            </Link>
          </Button>
        )}
        <Menu>
          <MenuTrigger asChild>
            <Button variant="ghost" size="icon" aria-label={t("common.more")}>
              <Ellipsis />
            </Button>
          </MenuTrigger>
          <MenuContent>
            {entity.rights.export && (
              <>
                <ExportItem href={`/api/v1/export/${entity.name}.csv${exportQuery}`} label={t("list.exportCsv")} />
                <ExportItem href={`/api/v1/export/${entity.name}.xlsx${exportQuery}`} label={t("list.exportXlsx")} />
              </>
            )}
            {entity.rights.import && !entity.system && (
              <MenuItem asChild>
                <Link href={`/import/${entity.name}`} prefetch={false}>
                  <Upload />
                  {t("import.open")}
                </Link>
              </MenuItem>
            )}
            {entity.rights.delete && !entity.system && (
              <MenuItem onSelect={() => (clearSelection(), change({ deleted: !state.deleted, quick: undefined }))}>
                {state.deleted ? <ArchiveRestore /> : <Trash2 />}
                {state.deleted ? t("list.leaveTrash") : t("list.trash")}
              </MenuItem>
            )}
            {!entity.rights.export && (!entity.rights.import || entity.system) && (!entity.rights.delete || entity.system) && <MenuItem disabled>{t("list.nothingMore")}</MenuItem>}
          </MenuContent>
        </Menu>
      </PageBar>
      <main id="content" className="flex min-h-0 flex-1 flex-col">
        <h1 className="sr-only">{entity.plural}</h1>
        <ListToolbar entity={entity} list={list} state={state} onChange={change} text={text} onText={setText} searchBox={searchBox} columns={columns} layout={layout} onLayout={setLayout} total={total} />
        {pages.isError ? (
          <LoadFailure error={pages.error} onRetry={() => void pages.refetch()} />
        ) : pages.isPending ? (
          <Waiting />
        ) : rows.length === 0 ? (
          <Nothing entity={entity} narrowed={isNarrowed} trash={state.deleted} mayCreate={mayCreate} onReset={() => (setText(""), change({ q: "", filter: undefined, quick: undefined }))} />
        ) : phone ? (
          <ListCards entity={entity} columns={columns} rows={rows} hrefOf={hrefOf} hasMore={pages.hasNextPage} onEndReached={more} />
        ) : (
          <ListTable
            entity={entity}
            columns={columns}
            rows={rows}
            total={total}
            place={`${entity.name}?${search}`}
            sort={sort}
            layout={layout}
            onLayout={setLayout}
            active={active}
            selected={selected}
            onSelect={selectable ? select : undefined}
            hrefOf={hrefOf}
            onOpen={open}
            onSort={(field, add) => change({ sort: nextSort(sort, field, add) })}
            hasMore={pages.hasNextPage}
            onEndReached={more}
          />
        )}
        {selected.size > 0 && <BulkBar entity={entity} ids={[...selected]} trash={state.deleted} onDone={clearSelection} />}
      </main>
    </>
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

function Waiting() {
  const t = useT();
  return (
    <div role="status" aria-label={t("common.loading")} className="flex-1 overflow-hidden">
      <div className="h-9 border-b border-line" />
      {Array.from({ length: 14 }, (_, index) => (
        <div key={index} className="flex h-9 items-center gap-6 border-b border-line px-4">
          <Skeleton className="w-56" />
          <Skeleton className="w-28 max-sm:hidden" />
          <Skeleton className="w-40 max-sm:hidden" />
        </div>
      ))}
    </div>
  );
}

function LoadFailure({ error, onRetry }: { error: Error; onRetry(): void }) {
  const t = useT();
  const known = error instanceof ApiError && error.status > 0;
  const text = known ? [error.message, error.remedy].filter(Boolean).join(" ") : t("error.network");
  return (
    <EmptyState icon={<TriangleAlert />} title={t("list.failed")} text={text} className="flex-1">
      <Button onClick={onRetry}>{t("common.retry")}</Button>
    </EmptyState>
  );
}

interface NothingProps {
  entity: ClientEntity;
  narrowed: boolean;
  trash: boolean;
  mayCreate: boolean;
  onReset(): void;
}

function Nothing({ entity, narrowed, trash, mayCreate, onReset }: NothingProps) {
  const t = useT();
  if (narrowed) {
    return (
      <EmptyState icon={<SearchX />} title={t("list.noMatch")} text={t("list.noMatchText")} className="flex-1">
        <Button onClick={onReset}>{t("list.reset")}</Button>
      </EmptyState>
    );
  }
  if (trash) return <EmptyState icon={<Trash2 />} title={t("list.trashEmpty")} className="flex-1" />;
  return (
    <EmptyState icon={<Icon name={entity.icon} />} title={t("list.empty", { plural: entity.plural })} text={entity.description ?? (mayCreate ? t("list.emptyText") : undefined)} className="flex-1">
      {mayCreate && (
        <Button variant="primary" asChild>
          <Link href={`/${entity.name}/new`}>
            <Plus />
            {t("list.create", { label: entity.label })}
          </Link>
        </Button>
      )}
    </EmptyState>
  );
}
