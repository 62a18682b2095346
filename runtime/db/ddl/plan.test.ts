import fc from "fast-check";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { planDdl, planPurge, type ChangeOf } from "./plan";
import { orderRenames } from "./draft";
import { MAX_IDENTIFIER, objectName, targetKey, type FieldShape, type SchemaState, type Shape, type TableShape } from "./shape";
import { describeStep, stepText, type Step } from "./steps";

/** Three types are enough to meet every verdict: number ↔ text convert, flag refuses, money has two columns. */
const COLUMNS: Record<string, readonly { suffix: string; type: string }[]> = {
  text: [{ suffix: "", type: "text" }],
  number: [{ suffix: "", type: "integer" }],
  money: [{ suffix: "", type: "numeric(15,2)" }, { suffix: "_currency", type: "text" }],
  flag: [{ suffix: "", type: "boolean" }],
};

const changeOf: ChangeOf = (from, to, columns) => {
  if (from.type === to.type) return { kind: "safe" };
  if (from.type === "flag" || to.type === "flag") return { kind: "refuse", reason: "a flag is neither." };
  const [first] = columns.map((column) => sql.ref(column));
  if (to.type === "text") return { kind: "safe", using: [sql`${first!}::text`] };
  const number = sql`${first!}::numeric`;
  return { kind: "rewrite", using: to.type === "money" ? [number, sql`'EUR'`] : [sql`round(${number})`], check: sql`${first!} !~ '^[0-9]+$'`, loses: "fractions are rounded" };
};

const field = (id: string, type = "text", name = id, options: Record<string, unknown> = {}): FieldShape => ({
  id, name, type, options, columns: COLUMNS[type]!.map(({ suffix, type: pg }) => ({ name: name + suffix, suffix, type: pg })),
});

const table = (entityId: string, fields: readonly FieldShape[], more: Partial<TableShape> = {}): TableShape => ({
  entityId, table: entityId, fields, links: [], indexes: [], foreignKeys: [], ...more,
});

const at = (n: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, n)).toISOString();
let clock = 0;
const plan = (state: SchemaState, shape: Shape) => planDdl(state, shape, { changeOf, now: at(clock++) });
const stateOf = (shape: Shape): SchemaState => plan([], shape).after;
const kinds = (steps: readonly Step[]) => steps.map((step) => step.do);

const fieldArb = fc.record({ id: fc.constantFrom("a", "b", "c", "d"), name: fc.constantFrom("one", "two", "three", "one_currency", "four"), type: fc.constantFrom(...Object.keys(COLUMNS)) });
const entityArb = fc.record({
  id: fc.constantFrom("x", "y", "z"), table: fc.constantFrom("p", "q", "r", "p_l", "q_m"),
  fields: fc.uniqueArray(fieldArb, { selector: (f) => f.id, maxLength: 4 }), links: fc.uniqueArray(fc.record({ id: fc.constantFrom("l", "m"), name: fc.constantFrom("l", "m", "n") }), { selector: (l) => l.id }),
  indexed: fc.boolean(), pointsTo: fc.option(fc.constantFrom("x", "y", "z")),
});

/** Random shapes whose names are unique, as the loader guarantees. */
const shapeArb: fc.Arbitrary<Shape> = fc.uniqueArray(entityArb, { selector: (e) => e.id, maxLength: 3 }).map((entities) => {
  const ids = new Set(entities.map((entity) => entity.id));
  return entities.map((entity) => {
    const fields = entity.fields.map((f) => field(f.id, f.type, f.name));
    const target = entity.pointsTo && ids.has(entity.pointsTo) ? ({ schema: "app", entityId: entity.pointsTo } as const) : undefined;
    const first = fields[0];
    return table(entity.id, fields, {
      table: entity.table,
      links: target ? entity.links.map((link) => ({ fieldId: link.id, table: `${entity.table}_${link.name}`, target })) : [],
      indexes: entity.indexed && first ? [{ name: objectName([entity.id, first.id], "index"), columns: first.columns.map((c) => c.name), method: "btree" as const, unique: false, live: true }] : [],
      foreignKeys: target && first ? [{ name: objectName([entity.id, first.id, targetKey(target)], "fk"), column: first.columns[0]!.name, target }] : [],
    });
  });
}).filter((shape) => planDdl([], shape, { changeOf, now: at(0) }).problems.length === 0);

/** Names of every column that exists after some steps, computed without `reduce`: what PostgreSQL would hold. */
function columnsLost(steps: readonly Step[]): string[] {
  return steps.flatMap((step) => {
    if (step.do === "purgeTable" || step.do === "purgeField" || step.do === "purgeLink") return [stepText(step)];
    return [];
  });
}

describe("the planner", () => {
  it("has nothing to do when the tables are as the model asks", () => {
    fc.assert(fc.property(shapeArb, (shape) => {
      expect(plan(stateOf(shape), shape).steps).toEqual([]);
    }), { numRuns: 300 });
  });

  it("arrives: planning again after a plan gives no steps, over any chain of models", () => {
    fc.assert(fc.property(fc.array(shapeArb, { minLength: 2, maxLength: 5 }), (shapes) => {
      let state: SchemaState = [];
      for (const shape of shapes) {
        const planned = plan(state, shape);
        if (planned.problems.length > 0) continue;
        expect(plan(planned.after, shape).steps).toEqual([]);
        state = planned.after;
      }
    }), { numRuns: 500 });
  });

  it("never uses a table or column name twice on the way", () => {
    fc.assert(fc.property(fc.array(shapeArb, { minLength: 2, maxLength: 4 }), (shapes) => {
      let state: SchemaState = [];
      for (const shape of shapes) {
        const planned = plan(state, shape);
        if (planned.problems.length > 0) continue;
        state = planned.after;
        const tables = state.flatMap((t) => [t.table, ...t.links.map((l) => l.table)]);
        expect(new Set(tables).size).toBe(tables.length);
        for (const t of state) {
          const columns = t.fields.flatMap((f) => f.columns.map((c) => c.name));
          expect(new Set(columns).size).toBe(columns.length);
        }
      }
    }), { numRuns: 300 });
  });

  it("never removes data, and says so when it takes some out of sight", () => {
    fc.assert(fc.property(shapeArb, shapeArb, (before, after) => {
      const planned = plan(stateOf(before), after);
      expect(columnsLost(planned.steps)).toEqual([]);
      const takesAway = planned.steps.filter((step) => step.do === "hideTable" || step.do === "hideField" || step.do === "hideLink");
      for (const step of takesAway) expect(planned.destructive).toContain(step);
    }), { numRuns: 300 });
  });

  it("brings everything back under its names when the former model returns", () => {
    fc.assert(fc.property(shapeArb, shapeArb, (before, between) => {
      const start = stateOf(before);
      const there = plan(start, between);
      if (there.problems.length > 0) return;
      const back = plan(there.after, before);
      if (back.problems.length > 0) return;
      for (const wanted of start) {
        const found = back.after.find((t) => t.entityId === wanted.entityId)!;
        expect(found.table).toBe(wanted.table);
        for (const f of wanted.fields) expect(found.fields.find((c) => c.id === f.id && c.hiddenAt === undefined)?.columns).toEqual(f.columns);
      }
    }), { numRuns: 300 });
  });
});

describe("a plan", () => {
  it("renames by id, so the data stays", () => {
    const planned = plan(stateOf([table("deal", [field("amount", "number")])]), [table("deal", [field("amount", "number", "value")], { table: "offer" })]);
    expect(planned.steps.map(stepText)).toEqual(["renames table deal to offer", "renames column amount to value in table offer"]);
    expect(planned.destructive).toEqual([]);
  });

  it("takes another id with the same name for another field", () => {
    const planned = plan(stateOf([table("deal", [field("a", "number", "amount")])]), [table("deal", [field("b", "number", "amount")])]);
    expect(kinds(planned.steps)).toEqual(["hideField", "addField"]);
    expect(stepText(planned.steps[0]!)).toBe("takes field amount of table deal out of use; the data is kept and can be brought back");
  });

  it("swaps two names over a third", () => {
    const planned = plan(stateOf([table("deal", [field("a", "text", "one"), field("b", "text", "two")])]), [table("deal", [field("a", "text", "two"), field("b", "text", "one")])]);
    expect(planned.steps.map((step) => step.do === "renameField" && step.renames[0])).toEqual([
      { from: "one", to: "_hidden_one_1" }, { from: "two", to: "one" }, { from: "_hidden_one_1", to: "two" },
    ]);
  });

  it("refuses a type that cannot hold the values, and says what to do", () => {
    const planned = plan(stateOf([table("deal", [field("won", "flag")])]), [table("deal", [field("won", "number")])]);
    expect(planned.problems).toEqual([{
      pointer: "/entities/deal/fields/won/type", code: "refused", message: "Field won of table deal cannot become number: a flag is neither.",
      remedy: "Add a new field of the wanted type, move the values over, then drop this one.",
    }]);
  });

  it("sets the old columns aside when a conversion loses something", () => {
    const planned = plan(stateOf([table("deal", [field("amount", "text")])]), [table("deal", [field("amount", "number")])]);
    expect(planned.destructive.map((step) => describeStep(step))).toEqual([expect.objectContaining({
      text: "converts field amount of table deal from text to number; fractions are rounded", lock: "exclusive", rewrites: true, destructive: true,
    })]);
    expect(planned.after[0]!.fields.map((f) => [f.columns[0]!.name, f.hiddenAt !== undefined])).toEqual([["_hidden_amount_1", true], ["amount", false]]);
  });

  it("refuses two things that need the same name in the database, and names that are too long", () => {
    const long = "a".repeat(MAX_IDENTIFIER + 1);
    expect(plan([], [table("deal", [field("a", "money", "x"), field("b", "text", "x_currency")])]).problems.map((p) => p.message)).toEqual([
      `"x_currency" is needed twice in the database: by /entities/deal/fields/a and by /entities/deal/fields/b.`,
    ]);
    expect(plan([], [table("deal", [field("a", "text", "deleted_at")])]).problems[0]!.code).toBe("duplicate");
    expect(plan([], [table("deal", [field("a", "text", long)])]).problems[0]!.code).toBe("tooLong");
  });

  it("purges only what is hidden", () => {
    const state = plan(stateOf([table("deal", [field("a"), field("b")])]), [table("deal", [field("a")])]).after;
    expect(planPurge(state, "deal", "a")).toEqual([]);
    expect(planPurge(state, "deal")).toEqual([]);
    expect(planPurge(state, "deal", "b").map(stepText)).toEqual(["removes hidden field b of table deal for ever"]);
  });

  it("gives up the tables of doomed entities with all links from and to them, and nothing that is still asked for", () => {
    const to = (entityId: string, fieldId: string, linked: string) => ({ fieldId, table: `${linked}`, target: { schema: "app" as const, entityId } });
    const key = { name: "key", column: "a", target: { schema: "app" as const, entityId: "deal" } };
    const before = stateOf([table("deal", [field("a")], { links: [to("stays", "x", "deal_x")], foreignKeys: [key] }), table("line", [field("a")]), table("stays", [field("a")], { links: [to("deal", "y", "stays_y")] })]);
    const planned = planDdl(before, [table("stays", [field("a")])], { changeOf, now: at(0), doomed: new Set(["deal", "line", "stays"]) });
    expect(planned.steps.map(stepText)).toEqual([
      "removes link table deal_x for ever", "removes link table stays_y for ever", "removes table deal for ever", "removes table line for ever",
    ]);
    expect(planned.after).toEqual([table("stays", [field("a")])]);
    expect(new Set(planned.steps.map((step) => ("to" in step ? step.to : ""))).size).toBe(4);
  });
});

describe("the order of renames", () => {
  it("reaches every wanted name without meeting a taken one", () => {
    fc.assert(fc.property(fc.uniqueArray(fc.nat(8), { minLength: 1 }), fc.infiniteStream(fc.nat()), (from, shuffle) => {
      const to = [...from].sort(() => (shuffle.next().value % 2 === 0 ? 1 : -1));
      const renames = from.map((n, i) => ({ from: `n${n}`, to: `n${to[i]}` }));
      const used = new Set(renames.map((r) => r.from));
      for (const step of orderRenames(renames, used)) {
        expect(used.has(step.to)).toBe(false);
        used.delete(step.from);
        used.add(step.to);
      }
      expect([...used].sort()).toEqual(renames.map((r) => r.to).sort());
    }));
  });
});
