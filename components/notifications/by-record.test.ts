import { describe, expect, it } from "vitest";
import type { NotificationItem } from "../data/notifications";
import { byRecord } from "./by-record";

const item = (id: string, record: string | null, read = false): NotificationItem => ({ id, at: "2026-01-01T00:00:00Z", read, record: record === null ? null : { entity: "deal", id: record }, lines: [{ rule: "r", title: id, text: "", at: "2026-01-01T00:00:00Z" }] });

describe("notifications by record", () => {
  it("stand where the newest of the record stands, with what is unread", () => {
    const groups = byRecord([item("c", "1"), item("b", "2"), item("a", "1", true)]);
    expect(groups.map(({ key, lines, unread }) => [key, lines.map(({ title }) => title), unread])).toEqual([["deal/1", ["c", "a"], ["c"]], ["deal/2", ["b"], ["b"]]]);
  });

  it("of records one may not see any more stay apart", () => {
    expect(byRecord([item("a", null), item("b", null)])).toHaveLength(2);
  });
});
