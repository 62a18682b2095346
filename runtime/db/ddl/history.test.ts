/**
 * Histories of a schema (reliability.md R46): 1,000 random sequences of edits, each carried out on a model of tables that knows what a
 * step does to rows, and nothing of the planner. Then any former state is asked for again.
 */
import fc from "fast-check";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { ChangeOf } from "./draft";
import { planDdl } from "./plan";
import type { FieldShape, SchemaState, Shape, TableShape } from "./shape";
import { isDestructive, type Rename, type Step } from "./steps";

const COLUMNS: Readonly<Record<string, readonly string[]>> = { text: [""], number: [""], money: ["", "_currency"], flag: [""] };
const field = (id: string, type: string, name: string): FieldShape => ({ id, name, type, options: {}, columns: COLUMNS[type]!.map((suffix) => ({ name: name + suffix, suffix, type: type === "text" || suffix ? "text" : type === "flag" ? "boolean" : "numeric" })) });

/** Numbers and money become text and the other way round, with loss where a text is no number; a flag is neither. */
const changeOf: ChangeOf = (from, to) => {
  if (from.type === to.type) return { kind: "safe" };
  if (from.type === "flag" || to.type === "flag") return { kind: "refuse", reason: "a flag is neither." };
  const using = to.columns.map(() => sql`x`);
  return from.type === "number" ? { kind: "safe", using } : { kind: "rewrite", using, loses: "some" };
};

type Cell = string | null;
type Row = Map<string, Cell>;

/** What PostgreSQL would hold: tables of rows, and tables of pairs. Breaks where PostgreSQL would. */
class Tables {
  readonly tables = new Map<string, { readonly columns: Set<string>; readonly rows: Row[] }>();
  readonly links = new Map<string, string[]>();

  perform(step: Step): void {
    const table = this.tables.get(step.table);
    switch (step.do) {
      case "createTable": this.free(step.table); this.tables.set(step.table, { columns: new Set(), rows: [] }); return this.add(step.table, step.fields.flatMap(({ columns }) => columns.map(({ name }) => name)));
      case "renameTable": case "hideTable": case "restoreTable": this.free(step.to); this.tables.set(step.to, table!); this.tables.delete(step.table); return;
      case "addField": return this.add(step.table, step.field.columns.map(({ name }) => name));
      case "renameField": case "hideField": case "restoreField": return this.rename(step.table, step.renames);
      case "convertField": {
        this.rename(step.table, step.renames);
        this.add(step.table, step.field.columns.map(({ name }) => name));
        for (const row of table!.rows) this.convert(row, step.from.type, step.renames[0]!.to, step.field);
        if (!step.mayLose) for (const { to } of step.renames) this.drop(step.table, to);
        return;
      }
      case "createLink": this.free(step.link.table); this.links.set(step.link.table, []); return;
      case "renameLink": case "hideLink": case "restoreLink": this.free(step.to); this.links.set(step.to, this.links.get(step.link.table)!); this.links.delete(step.link.table); return;
      case "purgeTable": case "purgeField": case "purgeLink": case "doomTable": case "doomLink": throw new Error(`${step.do} loses data`);
      default: return;
    }
  }

  /** Every cell and pair that is there, hidden ones included. */
  everything(): Set<string> {
    return new Set([...[...this.tables.values()].flatMap(({ rows }) => rows.flatMap((row) => [...row.values()])), ...[...this.links.values()].flat()].filter((cell) => cell !== null));
  }

  private free(name: string): void {
    if (this.tables.has(name) || this.links.has(name)) throw new Error(`${name} is there already`);
  }

  private add(table: string, names: readonly string[]): void {
    const { columns, rows } = this.tables.get(table)!;
    for (const name of names) {
      if (columns.has(name)) throw new Error(`${table}.${name} is there already`);
      columns.add(name);
      for (const row of rows) row.set(name, null);
    }
  }

  private drop(table: string, name: string): void {
    const { columns, rows } = this.tables.get(table)!;
    columns.delete(name);
    for (const row of rows) row.delete(name);
  }

  private rename(table: string, renames: readonly Rename[]): void {
    const { columns, rows } = this.tables.get(table)!;
    for (const { from, to } of renames) {
      if (!columns.delete(from) || columns.has(to)) throw new Error(`${table}.${from} cannot be called ${to}`);
      columns.add(to);
      for (const row of rows) {
        row.set(to, row.get(from) ?? null);
        row.delete(from);
      }
    }
  }

  private convert(row: Row, from: string, old: string, to: FieldShape): void {
    const value = row.get(old) ?? null;
    const fits = value !== null && (to.type === "text" || /^\d+$/.test(value));
    if (from !== to.type && fits) row.set(to.columns[0]!.name, value);
  }
}

const fieldArb = fc.record({ id: fc.constantFrom("a", "b", "c", "d"), name: fc.constantFrom("one", "two", "three", "one_currency"), type: fc.constantFrom(...Object.keys(COLUMNS)) });
const entityArb = fc.record({ id: fc.constantFrom("x", "y", "z"), table: fc.constantFrom("p", "q", "r", "p_l"), fields: fc.uniqueArray(fieldArb, { selector: ({ id }) => id, maxLength: 4 }), link: fc.boolean() });
const shapeArb: fc.Arbitrary<Shape> = fc.uniqueArray(entityArb, { selector: ({ id }) => id, maxLength: 3 })
  .map((entities) => entities.map(({ id, table, fields, link }): TableShape => ({
    entityId: id, table, fields: fields.map((one) => field(one.id, one.type, one.name)), indexes: [], foreignKeys: [], links: link ? [{ fieldId: "l", table: `${table}_l`, target: { schema: "app", entityId: id } }] : [],
  })))
  .filter((shape) => planDdl([], shape, { changeOf, now: "" }).problems.length === 0);

/** What is in use, by ids: "x/a" → cells, "x/l" → pairs. */
function visible(state: SchemaState, tables: Tables): Map<string, readonly Cell[]> {
  return new Map(state.filter((table) => table.hiddenAt === undefined).flatMap((table) => [
    ...table.fields.filter((one) => one.hiddenAt === undefined).map((one) => [`${table.entityId}/${one.id}`, tables.tables.get(table.table)!.rows.map((row) => row.get(one.columns[0]!.name) ?? null)] as const),
    ...table.links.filter((link) => link.hiddenAt === undefined).map((link) => [`${table.entityId}/${link.fieldId}`, tables.links.get(link.table)!] as const),
  ]));
}

class History {
  readonly tables = new Tables();
  state: SchemaState = [];
  private clock = 0;
  private written = 0;
  /** Every state that was published, with what was to be seen in it and what was converted since. */
  readonly revisions: { readonly shape: Shape; readonly seen: Map<string, readonly Cell[]>; readonly converted: Set<string> }[] = [];

  /** False when the planner refuses; then nothing happened. */
  publish(shape: Shape): boolean {
    const plan = planDdl(this.state, shape, { changeOf, now: new Date(Date.UTC(2026, 0, 1, 0, 0, this.clock++)).toISOString() });
    if (plan.problems.length > 0) return false;
    const before = visible(this.state, this.tables);
    for (const step of plan.steps) {
      this.tables.perform(step);
      if (step.do === "convertField") for (const { converted } of this.revisions) converted.add(`${step.entityId}/${step.from.id}`);
    }
    this.state = plan.after;
    this.tells(before, plan.steps);
    return true;
  }

  /** Nothing goes out of sight that the plan does not ask about. */
  private tells(before: Map<string, readonly Cell[]>, steps: readonly Step[]): void {
    const after = visible(this.state, this.tables);
    for (const [place, cells] of before) {
      const lost = cells.some((cell) => cell !== null && !after.get(place)?.includes(cell));
      if (lost) expect(steps.some((step) => step.entityId === place.split("/")[0] && isDestructive(step)), place).toBe(true);
    }
  }

  /** A new record in every table, a pair in every link; then the revision is noted. */
  use(shape: Shape): string[] {
    const made: string[] = [];
    for (const wanted of shape) {
      const { columns, rows } = this.tables.tables.get(wanted.table)!;
      const row: Row = new Map([...columns].map((name) => [name, null]));
      for (const one of wanted.fields) {
        const value = one.type === "text" && ++this.written % 2 ? `text${this.written}` : String(++this.written);
        row.set(one.columns[0]!.name, value);
        made.push(value);
      }
      rows.push(row);
      for (const { table } of wanted.links) {
        const pair = `pair${++this.written}`;
        this.tables.links.get(table)!.push(pair);
        made.push(pair);
      }
    }
    this.revisions.push({ shape, seen: visible(this.state, this.tables), converted: new Set() });
    return made;
  }
}

/** Back to a number that became a text and was dropped, where now a flag is: found by chance, once in 15,000 histories. */
const one = (...types: readonly string[]): TableShape => ({ entityId: "x", table: "p", fields: types.map((type) => field("a", type, "one")), indexes: [], foreignKeys: [], links: [] });
const WAY_ROUND: Shape[] = [[one("number")], [one("text")], [one()], [one("flag")]];

describe("a history of edits", () => {
  it("loses no value, takes none out of sight in silence, and comes back to any of its states", () => {
    let returns = 0;
    fc.assert(fc.property(fc.array(shapeArb, { minLength: 3, maxLength: 8 }), fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), (shapes, wishes) => {
      const history = new History();
      const written: string[] = [];
      for (const shape of shapes) if (history.publish(shape)) written.push(...history.use(shape));
      for (const wish of wishes) {
        const { shape, seen, converted } = history.revisions[wish % history.revisions.length]!;
        expect(history.publish(shape)).toBe(true);
        returns++;
        const now = visible(history.state, history.tables);
        expect([...now.keys()].sort()).toEqual([...seen.keys()].sort());
        for (const [place, cells] of seen) if (!converted.has(place)) expect(now.get(place)!.slice(0, cells.length), place).toEqual(cells);
        const all = history.tables.everything();
        for (const value of written) expect(all).toContain(value);
        expect(planDdl(history.state, shape, { changeOf, now: "" }).steps).toEqual([]);
      }
    }), { numRuns: 1000, examples: [[WAY_ROUND, [0]]] });
    expect(returns).toBeGreaterThan(1000);
  });
});
