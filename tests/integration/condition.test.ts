/** The two interpreters of conditions must agree: random conditions over random records, in JS and in SQL. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import fc from "fast-check";
import type { Condition } from "../../runtime/expressions/condition";
import { evaluateCondition } from "../../runtime/expressions";
import { recordScope } from "../../runtime/entities/record-scope";
import { operandEnv } from "../../runtime/entities/draft";
import { bindingsOf } from "../../runtime/queries/caller";
import { isAppError } from "../../runtime/kernel";
import type { Runtime } from "../../runtime/server";
import { testDatabases } from "../helpers/database";
import type { TestDatabase } from "../helpers/test-databases";
import { call, openTestRuntime, person, type Person } from "../helpers/runtime";

const OPERANDS: Record<string, fc.Arbitrary<{ op: string; value?: unknown }>> = {
  subject: fc.oneof(
    fc.record({ op: fc.constantFrom("eq", "ne", "contains", "notContains", "startsWith", "endsWith"), value: fc.constantFrom("a", "A", "%", "_b", "İ", "ß", "Straße", "x\\y", "", "t1") }),
    fc.record({ op: fc.constantFrom("in", "notIn"), value: fc.subarray(["t1", "t2", "%", "Straße"]) }), fc.record({ op: fc.constantFrom("isEmpty", "isNotEmpty") }),
  ),
  status: fc.oneof(fc.record({ op: fc.constantFrom("eq", "ne"), value: fc.constantFrom("new", "open", "closed") }), fc.record({ op: fc.constantFrom("in", "notIn"), value: fc.subarray(["new", "open"]) }), fc.record({ op: fc.constantFrom("isEmpty", "isNotEmpty") })),
  amount: fc.oneof(fc.record({ op: fc.constantFrom("eq", "ne", "lt", "lte", "gt", "gte"), value: fc.constantFrom(0, 1, 2.5, -3, 10) }), fc.record({ op: fc.constant("between"), value: fc.constantFrom([0, 2], [2.5, 2.5], [3, 1]) }), fc.record({ op: fc.constantFrom("isEmpty", "isNotEmpty") })),
  dueDate: fc.oneof(fc.record({ op: fc.constantFrom("eq", "ne", "lt", "gt"), value: fc.constantFrom("2026-01-31", "2026-02-28") }), fc.record({ op: fc.constantFrom("lt", "gt", "eq"), value: fc.constantFrom({ now: "-P30D" }, { now: "PT0S" }, { now: "P1Y" }) }), fc.record({ op: fc.constant("within"), value: fc.constantFrom("thisMonth", "overdue", "today", "next30Days", "lastYear") })),
  "account.name": fc.record({ op: fc.constantFrom("eq", "ne", "contains"), value: fc.constantFrom("One", "Two", "o") }),
  "account.discount": fc.oneof(fc.record({ op: fc.constantFrom("gt", "lte", "ne"), value: fc.constantFrom(0, 5, 10) }), fc.record({ op: fc.constantFrom("isEmpty", "isNotEmpty") })),
  owner: fc.oneof(fc.constant({ op: "eq", value: { user: "id" } }), fc.constant({ op: "ne", value: { user: "id" } }), fc.record({ op: fc.constantFrom("isEmpty", "isNotEmpty") })),
  createdAt: fc.record({ op: fc.constantFrom("lt", "gt"), value: fc.constantFrom({ now: "-P1D" }, { now: "PT0S" }, { now: "P1Y" }) }),
  double: fc.record({ op: fc.constantFrom("gt", "eq", "ne"), value: fc.constantFrom(2, 5, 20) }),
  net: fc.record({ op: fc.constantFrom("gt", "lt", "ne"), value: fc.constantFrom(0, 1) }),
  phone: fc.constant({ op: "eq", value: { param: "missing" } }),
};

const leaf: fc.Arbitrary<Condition> = fc.constantFrom(...Object.keys(OPERANDS)).chain((field) => OPERANDS[field]!.map((rest) => ({ field, ...rest }) as Condition));
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof({ maxDepth: 3, withCrossShrink: true }, leaf, fc.array(tie("condition"), { maxLength: 3 }).map((all) => ({ all })), fc.array(tie("condition"), { maxLength: 3 }).map((any) => ({ any })), tie("condition").map((not) => ({ not }))),
}));

describe.each(testDatabases())("conditions on $kind", ({ open }) => {
  let test: TestDatabase;
  let runtime: Runtime;
  let boss: Person;
  const records: Record<string, unknown>[] = [];
  const accounts = new Map<string, Record<string, unknown>>();

  beforeAll(async () => {
    test = await open();
    runtime = await openTestRuntime(test.database, ["desk"]);
    boss = await person(test.database, ["boss"]);
    const other = await person(test.database, ["boss"]);
    for (const account of [{ name: "One", discount: 5 }, { name: "Two", discount: null }]) {
      const made = await runtime.records.create(call(runtime, boss), "account", account);
      accounts.set(String(made["id"]), made);
    }
    const ids = [...accounts.keys(), null];
    const subjects = ["a", "A", "ab", "%", "İstanbul", "straße", "STRASSE", "x\\y", "t1", "_b"];
    for (let i = 0; i < 24; i++) {
      const body = { subject: subjects[i % subjects.length], status: ["new", "open"][i % 2], amount: [null, 0, 1, 2.5, 10, -3][i % 6], dueDate: [null, "2026-01-31", "2026-02-28", "2027-01-01"][i % 4], account: ids[i % 3], lines: i % 5 ? [] : [{ name: "l", amount: i }] };
      records.push(await runtime.records.create(call(runtime, i % 4 ? boss : other), "ticket", body));
    }
  });
  afterAll(async () => {
    await runtime?.live.close();
    await test?.close();
  });

  it("answers the same in JS and in SQL", async () => {
    await fc.assert(
      fc.asyncProperty(condition, async (filter) => {
        const where = call(runtime, boss);
        const entity = where.model.entities.get("ticket")!;
        const env = operandEnv(where.ctx, bindingsOf(where.ctx, []));
        const below = (record: Record<string, unknown>) => (path: string) => accounts.get((record["account"] as { id: string } | null)?.id ?? "")?.[path.slice("account.".length)] ?? null;
        const inJs = records.filter((record) => evaluateCondition(filter, recordScope(where.model, entity, { values: record, below: below(record), children: () => [] }, env))).map((record) => record["id"]);
        const page = await runtime.queries.list(where, "ticket", { filter, fields: ["id"], limit: 200 }).catch((error: unknown) => {
          // An operand that does not fit is refused by SQL's door; JS, which only meets checked conditions, answers false.
          if (isAppError(error) && error.code === "query:invalid") return undefined;
          throw error;
        });
        if (page) expect(page.items.map((item) => item["id"]).sort()).toEqual([...inJs].sort());
      }),
      { numRuns: 400, seed: 20261122 },
    );
  });
});
