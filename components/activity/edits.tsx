"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { Wording } from "../data/activity";
import { api } from "../data/api";
import { useT } from "../i18n/provider";
import { Skeleton } from "../ui/badge";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";
import { When } from "./when";

const PostBody = dynamic(() => import("./post-body").then((module) => module.PostBody), { ssr: false, loading: () => <Skeleton className="w-2/3" /> });

/** "edited": opens the earlier wordings. */
export function Edits({ path, people }: { path: string; people: readonly { readonly id: string; readonly title: string }[] }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const { data } = useQuery({ queryKey: ["edits", path], enabled: open, staleTime: 0, queryFn: ({ signal }) => api<{ items: readonly Wording[] }>(`${path}/edits`, { signal }) });
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <button type="button" className="rounded-sm text-xs text-ink-3 underline-offset-2 hover:underline">
          {t("activity.edited")}
        </button>
      </PopoverTrigger>
      <PopoverContent className="scroll-thin max-h-96 w-96 overflow-y-auto p-3">
        <p className="mb-2 text-xs font-medium text-ink-3">{t("activity.earlier")}</p>
        {!data && <Skeleton className="w-full" />}
        <ol className="grid gap-3">
          {data?.items.map((wording) => (
            <li key={wording.version} className="border-l-2 border-line pl-2.5">
              <When at={wording.until} />
              <PostBody body={wording.body} people={people} />
            </li>
          ))}
        </ol>
      </PopoverContent>
    </Popover>
  );
}
