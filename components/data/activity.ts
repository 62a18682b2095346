"use client";
import { useInfiniteQuery, useQueryClient, type InfiniteData } from "@tanstack/react-query";
import { useCallback } from "react";
import { api, queryString } from "./api";
import { once } from "./once";

export type PostKind = "comment" | "note";
/** What the timeline can be limited to; "all" is no limit. */
export type TimelineFilter = "all" | "comments" | "notes" | "files" | "changes";

export interface Person {
  readonly id: string;
  readonly title: string | null;
}

export interface FileItem {
  /** Of the attachment; stays when a new version comes. */
  readonly id: string;
  /** Of the contents. */
  readonly file: string;
  readonly name: string;
  readonly size: number;
  readonly mediaType: string;
  readonly number: number;
  readonly at: string;
  readonly author: Person | null;
  readonly mine: boolean;
}

export interface PostItem {
  readonly kind: PostKind;
  readonly id: string;
  readonly at: string;
  readonly author: Person | null;
  readonly body: string;
  readonly private: boolean;
  readonly version: number;
  readonly editedAt: string | null;
  readonly mentions: readonly { readonly id: string; readonly title: string }[];
  readonly reactions: readonly { readonly emoji: string; readonly count: number; readonly mine: boolean; readonly people: readonly string[] }[];
  readonly files: readonly FileItem[];
  readonly mine: boolean;
}

export interface FileEntry extends FileItem {
  readonly kind: "file";
  readonly newest: boolean;
}

export interface ChangeEntry {
  readonly kind: "change";
  readonly id: string;
  readonly at: string;
  readonly verb: string;
  readonly actor: { readonly kind: string; readonly id: string | null; readonly title: string | null };
  readonly changes: Readonly<Record<string, { readonly from: unknown; readonly to: unknown }>>;
}

export type TimelineItem = PostItem | FileEntry | ChangeEntry;

/** Letters of crud the person has for each thing of the record. */
export type Letters = Readonly<Record<"comments" | "notes" | "files", string>>;

export interface TimelinePage {
  readonly items: readonly TimelineItem[];
  readonly nextCursor: string | null;
  readonly may: Letters;
}

export interface Wording {
  readonly version: number;
  readonly body: string;
  readonly until: string;
}

export const partsPath = (entity: string, id: string, kind: PostKind | "file"): string => `/records/${entity}/${id}/${kind}s`;

/** Adds a comment. @throws ApiError. */
export const sayOn = (entity: string, id: string, body: string): Promise<unknown> => once(partsPath(entity, id, "comment"), { body: { body } });

export function useTimeline(entity: string, id: string, filter: TimelineFilter) {
  return useInfiniteQuery({
    queryKey: ["timeline", entity, id, filter],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => api<TimelinePage>(`/records/${entity}/${id}/timeline${queryString({ kinds: filter === "all" ? undefined : filter, cursor: pageParam || undefined })}`, { signal }),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
}

/** How the shown timeline follows what the person does, without asking for all of it again. */
export function useTimelineEdits(entity: string, id: string) {
  const client = useQueryClient();
  const change = useCallback(
    (edit: (items: readonly TimelineItem[], first: boolean) => readonly TimelineItem[]) =>
      client.setQueriesData<InfiniteData<TimelinePage>>({ queryKey: ["timeline", entity, id] }, (data) => data && { ...data, pages: data.pages.map((page, index) => ({ ...page, items: edit(page.items, index === 0) })) }),
    [client, entity, id],
  );
  return {
    refresh: useCallback(() => void client.invalidateQueries({ queryKey: ["timeline", entity, id] }), [client, entity, id]),
    replace: useCallback((item: TimelineItem) => void change((items) => items.map((other) => (other.kind === item.kind && other.id === item.id ? item : other))), [change]),
    remove: useCallback((item: TimelineItem) => void change((items) => items.filter((other) => other.kind !== item.kind || other.id !== item.id)), [change]),
    /** At the top, where filters let it in. */
    add: useCallback(
      (item: PostItem) => {
        for (const filter of ["all", `${item.kind}s`]) {
          client.setQueryData<InfiniteData<TimelinePage>>(["timeline", entity, id, filter], (data) => data && { ...data, pages: data.pages.map((page, index) => (index === 0 && !page.items.some((other) => other.id === item.id) ? { ...page, items: [item, ...page.items] } : page)) });
        }
      },
      [client, entity, id],
    ),
  };
}
