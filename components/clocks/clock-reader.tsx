"use client";
import { keepPreviousData, useQueries } from "@tanstack/react-query";
import { useEffect } from "react";
import { api } from "../data/api";
import type { SignsOf } from "../lists/row-signs";
import { ClockSign, type Clock } from "./clock-chips";

interface ReaderProps {
  entity: string;
  /** Names of the clocks that are shown. */
  clocks: readonly string[];
  /** Records of the list that are loaded. */
  ids: readonly string[];
  onRead(signs: SignsOf | undefined): void;
}

/** Records asked for at once. */
const AT_ONCE = 100;

/** Asks for the clocks of the rows of a list, now and every minute, and hands out what stands beside each title. */
export function ClockReader({ entity, clocks, ids, onRead }: ReaderProps) {
  const portions = Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, at) => ids.slice(at * AT_ONCE, (at + 1) * AT_ONCE));
  const found = useQueries({
    queries: portions.map((portion) => ({
      queryKey: ["clocks", entity, portion], refetchInterval: 60_000, placeholderData: keepPreviousData,
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
