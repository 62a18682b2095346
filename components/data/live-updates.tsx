"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { beginAt, onLive } from "./live";

/** How long changes are gathered before what is shown is asked for again. */
const GATHER_MS = 700;
const PARTS: ReadonlySet<string> = new Set(["comment", "note", "file"]);

/** Keeps lists, records and timelines on the screen as they are on the server, from the moment on at which the page was made. Shows nothing. */
export function LiveUpdates({ since }: { since: string }) {
  const client = useQueryClient();
  // Before any effect: whoever listens first begins the stream.
  useState(() => beginAt(since));
  useEffect(() => {
    const stale = new Map<string, readonly unknown[]>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      timer = undefined;
      for (const key of stale.values()) void client.invalidateQueries({ queryKey: key });
      stale.clear();
    };
    const mark = (...keys: (readonly unknown[])[]) => {
      for (const key of keys) stale.set(key.join(" "), key);
      timer ??= setTimeout(refresh, GATHER_MS);
    };
    const stop = onLive((event) => {
      if (event === "reset") mark(["records"], ["record"], ["timeline"]);
      else if (PARTS.has(event.verb)) mark(["timeline", event.entity, event.id]);
      else mark(["records", event.entity], ["record", event.entity, event.id], ["timeline", event.entity, event.id]);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [client]);
  return null;
}
