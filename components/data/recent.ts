"use client";
import { useEffect, useState } from "react";
import { useDesk } from "./desk";

/** Records this person opened last on this device. */
export interface RecentRecord {
  readonly entity: string;
  readonly id: string;
  readonly title: string;
}

const KEPT = 12;
const keyOf = (userId: string): string => `metaloom.recent.${userId}`;

export function readRecent(userId: string): RecentRecord[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(userId)) ?? "[]");
    return Array.isArray(kept) ? (kept as RecentRecord[]) : [];
  } catch {
    // Storage may be switched off or hold something foreign; recents are a comfort only.
    return [];
  }
}

export function rememberRecent(userId: string, record: RecentRecord): void {
  const others = readRecent(userId).filter((kept) => kept.id !== record.id);
  try {
    localStorage.setItem(keyOf(userId), JSON.stringify([record, ...others].slice(0, KEPT)));
  } catch {
    // Storage is full or switched off: see above.
  }
}

/** Empty while the server renders, then what this device remembers until the server has said what was opened on all of them. */
export function useRecent(userId: string): readonly RecentRecord[] {
  const [recent, setRecent] = useState<readonly RecentRecord[]>([]);
  const desk = useDesk();
  useEffect(() => setRecent(readRecent(userId)), [userId]);
  return desk ? desk.recent.slice(0, KEPT).map(({ entity, id, title }) => ({ entity, id, title: title ?? id })) : recent;
}
