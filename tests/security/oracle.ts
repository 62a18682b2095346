/** No oracle (G01): every question is put to both worlds; status, order, totals, cursors, errors and values must be byte-equal. */
import type { Ctx } from "../../runtime/kernel";
import { isAppError } from "../../runtime/kernel";
import { checkCondition } from "../../runtime/queries/filter";
import { explainAccess } from "../../runtime/entities/explain";
import { readHistory } from "../../runtime/entities/history";
import { listMembers, listShares } from "../../runtime/entities/members";
import { searchEverywhere } from "../../runtime/queries/global-search";
import type { ListQuery } from "../../runtime/queries";
import type { Runtime } from "../../runtime/server";
import { problemOf } from "../../server/problem";
import { openTestRuntime } from "../helpers/runtime";
import type { TestDatabaseKind } from "../helpers/test-databases";
import { question, type Question } from "./questions";
import { random } from "./random";
import { READER, READERS, type Reader } from "./readers";
import { baseWorld, fill, otherWorld } from "./worlds";

export interface OracleResult {
  readonly goal: "G01";
  readonly n: number;
  readonly failures: number;
  readonly seed: number;
  readonly examples: readonly unknown[];
}

const NOW = new Date("2026-03-15T12:00:00Z");

function contextOf(reader: Reader): Ctx {
  const principal = { kind: "staff" as const, ...READER, name: "Reader", sessionId: "00000000-0000-7000-8000-000000000001", roles: reader.roles, sharedEntities: [] };
  return { principal, channel: "api", now: NOW, timeZone: "Europe/Kyiv", language: "en", requestId: "fixed" };
}

export async function runOracle(kind: TestDatabaseKind, options: { n: number; seed: number }): Promise<OracleResult> {
  const examples: unknown[] = [];
  let failures = 0;
  let asked = 0;
  const each = Math.ceil(options.n / READERS.length);
  for (const [index, reader] of READERS.entries()) {
    const left = await openWorld(kind, reader, false);
    const right = await openWorld(kind, reader, true);
    try {
      const r = random(options.seed + index);
      for (let i = 0; i < each; i++) {
        const asking = question(r);
        const [a, b] = await Promise.all([answer(left.runtime, contextOf(reader), asking), answer(right.runtime, contextOf(reader), asking)]);
        asked++;
        if (a === b) continue;
        failures++;
        if (examples.length < 10) examples.push({ reader: reader.name, question: asking, left: a.slice(0, 800), right: b.slice(0, 800) });
      }
    } finally {
      await left.close();
      await right.close();
    }
  }
  return { goal: "G01", n: asked, failures, seed: options.seed, examples };
}

async function openWorld(kind: TestDatabaseKind, reader: Reader, other: boolean) {
  const test = await kind.open();
  const runtime = await openTestRuntime(test.database, ["vault"]);
  const base = baseWorld();
  await fill(test.database, other ? otherWorld(base, reader.blind) : base);
  return { runtime, close: async () => { await runtime.live.close(); await runtime.auth.close(); await test.close(); } };
}

/** Answer as one text: the JSON of the result, or of the problem. Anything else than an expected error is a finding by itself. */
async function answer(runtime: Runtime, ctx: Ctx, asking: Question): Promise<string> {
  try {
    return JSON.stringify(await ask(runtime, ctx, asking));
  } catch (error) {
    if (isAppError(error)) return JSON.stringify(problemOf(error, "fixed"));
    throw new Error(`Not an expected error, to ${JSON.stringify(asking)}`, { cause: error });
  }
}

async function ask(runtime: Runtime, ctx: Ctx, asking: Question): Promise<unknown> {
  const call = { model: runtime.live.current(), ctx, db: runtime.db };
  const save = { ...call, queries: runtime.queries };
  switch (asking.kind) {
    case "list":
      return pages(runtime, call, asking.entity, asking.query, asking.pages);
    case "aggregate": {
      const { filter, ...rest } = asking.query;
      return runtime.queries.aggregate(call, asking.entity, { ...(rest as { groupBy: []; measures: [] }), filter: filter === undefined ? undefined : checkCondition(filter) });
    }
    case "search":
      return searchEverywhere(runtime.queries, call, asking.text, 5);
    case "get":
      return runtime.records.get(call, asking.entity, asking.id);
    case "history":
      return readHistory(save, asking.entity, asking.id);
    case "access":
      return explainAccess(save, asking.entity, asking.id);
    case "members":
      return listMembers(save, asking.entity, asking.id);
    case "shares":
      return listShares(save, asking.entity, asking.id);
  }
}

async function pages(runtime: Runtime, call: { model: Runtime["live"] extends { current(): infer M } ? M : never; ctx: Ctx; db: Runtime["db"] }, entity: string, query: Record<string, unknown>, count: number): Promise<unknown[]> {
  const seen: unknown[] = [];
  let cursor: string | undefined;
  const filter = query["filter"] === undefined ? undefined : checkCondition(query["filter"]);
  for (let page = 0; page < count; page++) {
    const result = await runtime.queries.list(call, entity, { ...(query as ListQuery), filter, cursor });
    seen.push(result);
    if (!result.nextCursor) break;
    cursor = result.nextCursor;
  }
  return seen;
}
