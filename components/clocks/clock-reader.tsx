"use client";
import { keepPreviousData, useQueries } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "../data/api";
import type { SignsOf } from "../lists/row-signs";
import { ClockSign, type Clock } from "./clock-chips";
import { idsInPortions } from "./portions";

interface ReaderProps {
  entity: string;
  /** Names of the clocks that are shown. */
  clocks: readonly string[];
  /** Records of all lines that are loaded, undefined for a line that is none; and which portions of them are in sight. */
  ids: readonly (string | undefined)[];
  touched: string;
  onRead(signs: SignsOf | undefined): void;
}

const MINUTE_MS = 60_000;

/** Asks for the clocks of the rows in sight, now and every minute, and hands out what stands beside each title. */
export function ClockReader({ entity, clocks, ids, touched, onRead }: ReaderProps) {
  const portions = idsInPortions(ids, touched);
  const found = useQueries({
    queries: portions.map((portion) => ({
      queryKey: ["clocks", entity, portion], staleTime: MINUTE_MS, refetchInterval: MINUTE_MS, placeholderData: keepPreviousData,
      queryFn: ({ signal }: { signal: AbortSignal }) => api<{ items: readonly (Clock & { record: string })[] }>(`/records/${entity}/clocks?${portion.map((id) => `ids=${id}`).join("&")}`, { signal }),
    })),
    combine: (all) => all.flatMap(({ data }) => data?.items ?? []),
  });
  const shown = clocks.join();
  useEffect(() => {
    const names = shown.split(",");
    const byRecord = new Map<string, Clock[]>();
    for (const clock of found) if (names.includes(clock.clock)) byRecord.set(clock.record, [...(byRecord.get(clock.record) ?? []), clock]);
    onRead((id) => {
      const own = byRecord.get(id);
      return own ? <span className="ml-2 flex shrink-0 gap-1">{own.map((clock) => <ClockSign key={clock.clock} {...clock} />)}</span> : null;
    });
  }, [found, shown, onRead]);
  return null;
}
