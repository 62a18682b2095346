"use client";
import { useQueryClient } from "@tanstack/react-query";
import { Bell as BellIcon } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { onNotified } from "../data/live";
import { useUnread } from "../data/notifications";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { useToast } from "../ui/toast";

// What opens under the bell, with the machinery that places it, is loaded when it opens: the bell is part of every page.
const Under = dynamic(() => import("../ui/panel").then((module) => module.Panel), { ssr: false });
const Panel = dynamic(() => import("./panel").then((module) => module.Panel), { ssr: false });

/** The bell of the page bar: how much is unread; a message in the corner when something new comes while one looks. */
export function Bell() {
  const t = useT();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const client = useQueryClient();
  const { data } = useUnread();
  const unread = data?.unread ?? 0;
  useEffect(() => onNotified(() => void client.invalidateQueries({ queryKey: ["notifications"] })), [client]);
  useNews(data?.items[0], open);
  return (
    <>
      <Button ref={button} variant="ghost" size="icon" className="relative" aria-label={unread > 0 ? t("bell.unread", { count: unread }) : t("bell.title")} aria-haspopup="dialog" aria-expanded={open} data-state={open ? "open" : "closed"} onClick={() => setOpen(!open)}>
        <BellIcon />
        {unread > 0 && (
          <span aria-hidden className="absolute bottom-1/2 left-1/2 grid h-4 min-w-4 place-items-center rounded-full bg-accent px-1 text-[10px] leading-none font-semibold text-on-accent tabular-nums">
            {unread > 99 ? "99+" : unread}
          </span>
        )}
      </Button>
      {open && (
        <Under anchor={button} label={t("bell.title")} align="end" onClose={() => setOpen(false)} className="w-96 p-0">
          <Panel onClose={() => setOpen(false)} />
        </Under>
      )}
    </>
  );
}

type Newest = NonNullable<ReturnType<typeof useUnread>["data"]>["items"][number];

/** Tells of what came since the page was opened; not of what lies there from before, and not in a tab nobody looks at. */
function useNews(newest: Newest | undefined, isOpen: boolean): void {
  const t = useT();
  const toast = useToast();
  const router = useRouter();
  const since = useRef(Date.now());
  const at = newest?.at;
  useEffect(() => {
    if (!newest || isOpen || Date.parse(newest.at) <= since.current) return;
    since.current = Date.parse(newest.at);
    const [line] = newest.lines;
    if (document.visibilityState !== "visible" || !line || !newest.record) return;
    const href = `/${newest.record.entity}/${newest.record.id}`;
    toast({ title: line.title, text: line.text || undefined, action: { label: t("bell.open"), run: () => router.push(href) } });
    // Only a newer one is news; the rest is the same at each drawing.
  }, [at]);
}
