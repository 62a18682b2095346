"use client";
import { CheckCheck, Settings2 } from "lucide-react";
import Link from "next/link";
import type { KeyboardEvent } from "react";
import { When } from "../activity/when";
import { useInbox, useMarkRead } from "../data/notifications";
import { useModel } from "../data/model";
import { useT } from "../i18n/provider";
import { Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { byRecord, type RecordNews } from "./by-record";

/** What one was told, by record, newest first. Arrows go from one to the next. */
export function Panel({ onClose }: { onClose(): void }) {
  const t = useT();
  const { data, isPending, isError, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInbox();
  const { mutate: markRead } = useMarkRead();
  const groups = byRecord(data?.pages.flatMap((page) => page.items) ?? []);
  const unread = data?.pages[0]?.unread ?? 0;
  return (
    <div>
      <div className="flex h-11 items-center gap-1 border-b border-line pr-2 pl-3">
        <h2 className="flex-1 text-sm font-semibold">{t("bell.title")}</h2>
        <Button variant="ghost" size="sm" disabled={unread === 0} onClick={() => markRead({ all: true })}>
          <CheckCheck />
          {t("bell.readAll")}
        </Button>
        <Button asChild variant="ghost" size="iconSm">
          <Link href="/profile/notifications" aria-label={t("bell.settings")} title={t("bell.settings")} onClick={onClose}>
            <Settings2 />
          </Link>
        </Button>
      </div>
      <div className="scroll-thin max-h-[min(32rem,70vh)] overflow-y-auto" onKeyDown={walk}>
        {isPending && <Skeleton className="m-3 h-16" />}
        {isError && (
          <div className="p-4 text-sm text-ink-2">
            <p className="mb-2">{t("bell.failed")}</p>
            <Button size="sm" onClick={() => void refetch()}>
              {t("common.retry")}
            </Button>
          </div>
        )}
        {data && groups.length === 0 && <p className="px-4 py-8 text-center text-sm text-ink-3">{t("bell.empty")}</p>}
        <ul>
          {groups.map((group) => (
            <Group key={group.key} group={group} onOpen={() => (group.unread.length > 0 && markRead({ ids: group.unread }), onClose())} onRead={() => markRead({ ids: group.unread })} />
          ))}
        </ul>
        {hasNextPage && (
          <Button variant="ghost" className="w-full rounded-none" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("bell.more")}
          </Button>
        )}
      </div>
    </div>
  );
}

function Group({ group, onOpen, onRead }: { group: RecordNews; onOpen(): void; onRead(): void }) {
  const t = useT();
  const { entities } = useModel();
  const isUnread = group.unread.length > 0;
  const label = group.record ? (entities[group.record.entity]?.label ?? "") : "";
  const lines = (
    <>
      <span className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1 truncate text-xs text-ink-3">{group.record ? label : t("bell.gone")}</span>
        <When at={group.at} />
      </span>
      {group.lines.slice(0, 3).map((line, index) => (
        <span key={`${line.at}-${index}`} className="mt-0.5 block">
          <span className={cn("block text-sm break-words", isUnread && "font-medium")}>{line.title}</span>
          {line.text && index === 0 && <span className="line-clamp-2 text-sm break-words text-ink-2">{line.text}</span>}
        </span>
      ))}
      {group.lines.length > 3 && <span className="mt-0.5 block text-xs text-ink-3">{t("bell.moreLines", { count: group.lines.length - 3 })}</span>}
    </>
  );
  const look = "block min-w-0 flex-1 py-2.5 pr-2 text-left outline-none";
  return (
    <li className="group flex items-start border-b border-line last:border-b-0 focus-within:bg-hover hover:bg-hover">
      <span aria-hidden className={cn("mt-4 mr-2 ml-3 size-1.5 shrink-0 rounded-full", isUnread ? "bg-accent" : "bg-transparent")} />
      {group.record ? (
        <Link href={`/${group.record.entity}/${group.record.id}`} data-news className={look} onClick={onOpen}>
          {lines}
        </Link>
      ) : (
        <div className={look}>{lines}</div>
      )}
      {isUnread && (
        <Button variant="ghost" size="iconSm" className="mt-1.5 mr-1 opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 max-sm:opacity-100" aria-label={t("bell.read")} title={t("bell.read")} onClick={onRead}>
          <CheckCheck />
        </Button>
      )}
    </li>
  );
}

/** Arrow keys among the entries. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-news]")];
  const here = all.indexOf(document.activeElement as HTMLElement);
  event.preventDefault();
  all[Math.min(Math.max(here + (event.key === "ArrowDown" ? 1 : -1), 0), all.length - 1)]?.focus();
}

