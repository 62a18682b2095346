"use client";
import { MessageSquare } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import { partsPath, useTimeline, useTimelineEdits, type FileItem, type PostItem as Post, type TimelineFilter, type TimelineItem } from "../data/activity";
import { api, ApiError } from "../data/api";
import type { MessageKey } from "../i18n/messages";
import { useT } from "../i18n/provider";
import { Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { EmptyState, Notice } from "../ui/states";
import { ChangeItem } from "./change-item";
import { Composer, type NewPost } from "./composer";
import { AddFiles } from "./add-files";
import { FileEntry } from "./file-entry";
import { PendingPost, type Pending } from "./pending-post";
import { PostItem } from "./post-item";

const FilePreview = dynamic(() => import("./file-preview").then((module) => module.FilePreview), { ssr: false });

const FILTERS: readonly (readonly [TimelineFilter, MessageKey])[] = [["all", "activity.all"], ["comments", "activity.comments"], ["notes", "activity.notes"], ["files", "activity.files"], ["changes", "activity.changes"]];

export interface ActivityProps {
  entity: ClientEntity;
  id: string;
  /** What is shown first. */
  filter?: TimelineFilter;
}

/** Everything people said, noted, added and changed on a record, newest first, with a place to add to it. */
export function Activity({ entity, id, filter: first = "all" }: ActivityProps) {
  const t = useT();
  const [filter, setFilter] = useState(first);
  const [pending, setPending] = useState<readonly Pending[]>([]);
  const [preview, setPreview] = useState<{ files: readonly FileItem[]; start: number }>();
  const timeline = useTimeline(entity.name, id, filter);
  const edits = useTimelineEdits(entity.name, id);
  const may = timeline.data?.pages[0]?.may;
  const items = timeline.data?.pages.flatMap((page) => page.items).filter(isNews) ?? [];
  const shownFilters = FILTERS.filter(([name]) => name === "all" || name === "changes" || may?.[name].includes("r") !== false);
  const waiting = pending.filter(({ post }) => filter === "all" || filter === `${post.kind}s`);

  const send = (post: NewPost, key = `post-${Date.now()}-${Math.random().toString(36).slice(2)}`) => {
    setPending((all) => [{ key, post }, ...all.filter((one) => one.key !== key)]);
    const body = { body: post.body, files: post.files.map((file) => file.id), ...(post.kind === "note" ? { private: post.private } : {}) };
    api<Post>(partsPath(entity.name, id, post.kind), { method: "POST", body, idempotencyKey: key }).then(
      (sent) => {
        edits.add(sent);
        setPending((all) => all.filter((one) => one.key !== key));
      },
      (error: unknown) => {
        const words = error instanceof ApiError && error.status > 0 ? [error.message, error.remedy].filter(Boolean).join(" ") : t("error.networkKept");
        setPending((all) => all.map((one) => (one.key === key ? { ...one, error: words } : one)));
      },
    );
  };

  return (
    <section aria-label={t("activity.title")} className="max-w-3xl">
      {may && filter !== "changes" && filter !== "files" && <Composer entity={entity.name} id={id} may={may} onSend={send} />}
      {may && filter === "files" && may.files.includes("c") && <AddFiles entity={entity.name} id={id} onAdded={edits.refresh} />}
      <div role="toolbar" aria-label={t("activity.show")} className="scroll-thin mt-3 mb-1 flex gap-0.5 overflow-x-auto">
        {shownFilters.map(([name, label]) => (
          <button
            key={name}
            type="button"
            aria-pressed={filter === name}
            onClick={() => setFilter(name)}
            className={cn("h-7 shrink-0 rounded-md px-2 text-xs font-medium max-sm:h-9", filter === name ? "bg-active text-ink" : "text-ink-3 hover:bg-hover hover:text-ink")}
          >
            {t(label)}
          </button>
        ))}
      </div>
      {timeline.error && !timeline.data && <Notice tone="danger">{timeline.error instanceof ApiError && timeline.error.status > 0 ? timeline.error.message : t("error.network")}</Notice>}
      {timeline.isPending && <Waiting />}
      {timeline.data && items.length === 0 && waiting.length === 0 && <EmptyState icon={<MessageSquare />} title={t("activity.empty")} text={t(EMPTY_TEXT[filter])} className="py-10" />}
      <ol className="relative before:absolute before:inset-y-3 before:left-3.5 before:w-px before:bg-line">
        {waiting.map((one) => (
          <PendingPost key={one.key} pending={one} onRetry={() => send(one.post, one.key)} onDrop={() => setPending((all) => all.filter((other) => other.key !== one.key))} />
        ))}
        {may &&
          items.map((item) => {
            if (item.kind === "change") return <ChangeItem key={item.id} entry={item} entity={entity} />;
            if (item.kind === "file") return <FileEntry key={item.file} entry={item} entity={entity.name} id={id} may={may} onChanged={edits.refresh} onGone={edits.refresh} onOpen={(file) => setPreview({ files: [file], start: 0 })} />;
            return <PostItem key={item.id} post={item} entity={entity.name} id={id} may={may} onChanged={edits.replace} onGone={() => edits.remove(item)} onOpenFile={(start) => setPreview({ files: item.files, start })} />;
          })}
      </ol>
      {timeline.hasNextPage && (
        <Button className="mt-3 ml-10" disabled={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>
          {t(timeline.isFetchingNextPage ? "common.loading" : "activity.older")}
        </Button>
      )}
      {preview && <FilePreview files={preview.files} start={preview.start} onClose={() => setPreview(undefined)} />}
    </section>
  );
}

const EMPTY_TEXT: Readonly<Record<TimelineFilter, MessageKey>> = { all: "activity.emptyAll", comments: "activity.emptyComments", notes: "activity.emptyNotes", files: "activity.emptyFiles", changes: "activity.emptyChanges" };

/** Recomputing that changed nothing the person may see is no news. */
const isNews = (item: TimelineItem): boolean => item.kind !== "change" || item.verb !== "recompute" || Object.keys(item.changes).length > 0;

function Waiting() {
  return (
    <div aria-hidden className="grid gap-5 py-3">
      {[0, 1, 2].map((row) => (
        <div key={row} className="flex gap-3">
          <Skeleton className="size-7 rounded-full" />
          <div className="flex-1">
            <Skeleton className="mb-2 h-3 w-40" />
            <Skeleton className="h-4 w-2/3" />
          </div>
        </div>
      ))}
    </div>
  );
}
