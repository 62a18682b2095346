import { describe, expect, it } from "vitest";
import { ApiError } from "../data/api";
import type { TaskItem } from "../data/processes";
import { decideAll, PORTION, type TaskOutcome } from "./decide-all";

const tasks = Array.from({ length: PORTION + 2 }, (_, i) => ({ id: `t${i}` }) as TaskItem);
const done = (items: readonly object[]) => ({ items: items.map((): TaskOutcome => ({ done: true })) });

describe("one decision for many tasks", () => {
  it("goes in portions, and says what became of each task", async () => {
    const sent: (readonly object[])[] = [];
    const seen: number[] = [];
    const found = await decideAll(tasks, "approve", async (items) => {
      sent.push(items);
      return sent.length === 1 ? done(items) : { items: [{ done: true }, { error: { message: "It is done already.", issues: [{ message: "Look." }], remedy: "Read it again." } }] };
    }, (count) => seen.push(count));
    expect(sent.map((items) => items.length)).toEqual([PORTION, 2]);
    expect(sent[1]![0]).toEqual({ id: `t${PORTION}`, decision: "approve" });
    expect(seen).toEqual([0, PORTION]);
    expect(found.filter(({ failure }) => failure === undefined)).toHaveLength(PORTION + 1);
    expect(found.at(-1)).toEqual({ task: tasks.at(-1), failure: { text: "It is done already. Look. Read it again." } });
  });

  it("asks once more with the same key where the answer was lost", async () => {
    const keys: string[] = [];
    const found = await decideAll(tasks.slice(0, 2), undefined, async (items, key) => {
      if (keys.push(key) === 1) throw new ApiError(0, {});
      return done(items);
    }, () => undefined);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
    expect(found).toEqual([{ task: tasks[0] }, { task: tasks[1] }]);
  });

  it("says of each task of a portion that nobody knows, or why all of it was refused, and goes on with the next", async () => {
    let portion = 0;
    const found = await decideAll(tasks, "approve", async (items) => {
      if (items.length === PORTION) throw portion++ === 0 ? new ApiError(503, {}) : new ApiError(403, { detail: "You may not.", remedy: "Ask." });
      throw new ApiError(0, {});
    }, () => undefined);
    expect(found[0]!.failure).toEqual({ text: "You may not. Ask." });
    expect(found.at(-1)!.failure).toBe("network");
    expect(found).toHaveLength(tasks.length);
  });
});
