"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Search, SearchX } from "lucide-react";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { api, queryString } from "../data/api";
import { useModel } from "../data/model";
import { useDebounced } from "../data/use-debounced";
import { useT } from "../i18n/provider";
import { PageBar } from "../layout/page-bar";
import { usePages, type PageItem } from "../layout/palette-items";
import { Problem } from "../import/problem";
import { Skeleton } from "../ui/badge";
import { cn } from "../ui/cn";
import { Icon } from "../ui/icon";
import { Input } from "../ui/input";
import { EmptyState } from "../ui/states";
import { Marked } from "./marked";
import { hrefOfHit, type SearchHit } from "./search-api";

const OF_ALL = 10;
const OF_ONE = 50;
/** Boards, lists, dashboards … named like the text, at most. */
const PAGES = 6;

/** Records of all entities that contain a text. Text and entity stand in the address. */
export function SearchPage() {
  const t = useT();
  const { entities } = useModel();
  const search = useSearchParams();
  const [text, setText] = useState(search.get("q") ?? "");
  const only = search.get("entity") ?? undefined;
  const q = useDebounced(text.trim(), 200);
  const list = useRef<HTMLUListElement>(null);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["search", q, only ?? ""],
    enabled: q.length > 1,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api<{ items: readonly SearchHit[] }>(`/search${queryString({ q, limit: only ? OF_ONE : OF_ALL, entity: only })}`, { signal }),
  });
  useEffect(() => {
    const address = `/search${queryString({ q, entity: only })}`;
    // Not before it changes: the router would not know the entry again on the way back.
    if (address !== `${window.location.pathname}${window.location.search}`) window.history.replaceState(window.history.state, "", address);
  }, [q, only]);
  const hits = q.length > 1 ? (data?.items ?? []) : [];
  const pages = usePages();
  const found = q.length > 1 && only === undefined ? pages.filter(({ label, group }) => q.toLowerCase().split(/\s+/).every((word) => `${label} ${group}`.toLowerCase().includes(word))).slice(0, PAGES) : [];
  const searched = Object.values(entities).filter((entity) => entity.rights.read && !entity.parent && !entity.system);

  /** Arrows go through the hits, from the box and back to it. */
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const links = [...(list.current?.querySelectorAll("a") ?? [])];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement) + (event.key === "ArrowDown" ? 1 : -1);
    event.preventDefault();
    if (at < 0) event.currentTarget.querySelector("input")?.focus();
    else links[Math.min(at, links.length - 1)]?.focus();
  };

  return (
    <>
      <PageBar crumbs={[{ label: t("shell.home"), href: "/" }, { label: t("search.title") }]} />
      <main id="content" onKeyDown={onKeyDown} className="scroll-thin min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-3xl px-6 pt-6 pb-12 max-md:px-4">
          <h1 className="sr-only">{t("search.title")}</h1>
          <div className="relative">
            <Search className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-ink-3" aria-hidden />
            <Input type="search" autoFocus aria-label={t("search.title")} placeholder={t("search.placeholder")} value={text} maxLength={200} onChange={(event) => setText(event.target.value)} className="h-10 pl-9" />
          </div>
          <nav aria-label={t("search.in")} className="mt-3 flex flex-wrap gap-1">
            <Choice href={`/search${queryString({ q })}`} current={only === undefined} label={t("search.everywhere")} />
            {searched.map((entity) => (
              <Choice key={entity.name} href={`/search${queryString({ q, entity: entity.name })}`} current={only === entity.name} label={entity.plural} />
            ))}
          </nav>
          {found.length > 0 && <Pages pages={found} words={q} />}
          {error ? (
            <Problem error={error} onRetry={() => void refetch()} />
          ) : hits.length > 0 ? (
            <ul ref={list} className="mt-5 divide-y divide-line rounded-lg border border-line bg-raised" aria-label={t("search.hits")}>
              {hits.map((hit) => (
                <Hit key={hit.id} hit={hit} words={q} />
              ))}
            </ul>
          ) : isFetching ? (
            <Skeleton className="mt-5 h-40 w-full" />
          ) : found.length > 0 ? null : (
            <EmptyState icon={q.length > 1 ? <SearchX /> : <Search />} title={q.length > 1 ? t("field.nothingFound") : t("search.start")} text={q.length > 1 ? t("search.nothingText") : t("search.startText")} />
          )}
        </div>
      </main>
    </>
  );
}

function Choice({ href, current, label }: { href: string; current: boolean; label: string }) {
  return (
    <Link href={href} replace prefetch={false} aria-current={current ? "true" : undefined} className={cn("flex h-7 items-center rounded-full border px-2.5 text-xs font-medium max-sm:h-9", current ? "border-accent bg-accent-soft text-accent-ink" : "border-line text-ink-2 hover:bg-hover hover:text-ink")}>
      {label}
    </Link>
  );
}

function Pages({ pages, words }: { pages: readonly PageItem[]; words: string }) {
  const t = useT();
  return (
    <ul aria-label={t("search.pages")} className="mt-5 flex flex-wrap gap-2">
      {pages.map((page) => (
        <li key={page.href}>
          <Link href={page.href} prefetch={false} className="flex h-9 items-center gap-2 rounded-lg border border-line bg-raised px-3 text-sm hover:border-line-strong hover:bg-hover">
            <Icon name={page.icon} className="size-4 shrink-0 text-ink-3" />
            <Marked className="font-medium" text={page.label} words={words} />
            <span className="text-xs text-ink-3">{page.group}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Hit({ hit, words }: { hit: SearchHit; words: string }) {
  const { entities } = useModel();
  const entity = entities[hit.entity];
  return (
    <li>
      <Link href={hrefOfHit(hit)} prefetch={false} className="flex min-h-11 items-center gap-3 px-3 py-2 text-sm hover:bg-hover">
        <Icon name={entity?.icon} className="size-4 shrink-0 text-ink-3" />
        <span className="min-w-0 flex-1">
          <Marked className="block truncate font-medium" text={hit.title ?? hit.id} words={words} />
          {hit.snippet && (
            <span className="block truncate text-xs text-ink-2">
              {hit.snippet.label}: <Marked text={hit.snippet.text} words={words} />
            </span>
          )}
        </span>
        <span className="shrink-0 text-xs text-ink-3">{entity?.label}</span>
      </Link>
    </li>
  );
}
