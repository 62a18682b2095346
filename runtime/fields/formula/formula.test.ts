import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, sql } from "kysely";
import { describe, expect, it } from "vitest";
import { fieldTypes } from "../index";
import { fieldStorages } from "../server";
import { formulaType, type FormulaOptions } from "./field";
import type { Sql } from "../storage";
import { formulaStorageOf } from "./storage";

const formula = formulaType(fieldTypes);
const storage = formulaStorageOf(fieldStorages);
const env = { now: new Date("2026-01-31T10:00:00Z"), timeZone: "UTC" };
const of = (result: FormulaOptions["result"], more: Partial<FormulaOptions> = {}): FormulaOptions => ({ result, formula: "1", stored: true, ...more });
const db = new Kysely<unknown>({
  dialect: { createAdapter: () => new PostgresAdapter(), createDriver: () => new DummyDriver(), createIntrospector: (k) => new PostgresIntrospector(k), createQueryCompiler: () => new PostgresQueryCompiler() },
});

describe("formula", () => {
  it("keeps columns of its result type when stored, and none when virtual", () => {
    expect(storage.columns(of("date"))).toEqual(fieldStorages.date.columns({}));
    expect(storage.columns(of("decimal", { precision: 12, scale: 4 }))).toEqual(fieldStorages.decimal.columns({ precision: 12, scale: 4 }));
    expect(storage.columns(of("date", { stored: false }))).toEqual([]);
    expect(formula.traits?.storage?.(of("date"))).toBe("columns");
    expect(formula.traits?.storage?.(of("date", { stored: false }))).toBe("computed");
  });
  it("takes operands and compares as its result type does", () => {
    const ask = (result: FormulaOptions["result"], op: string, operand: unknown, value: unknown): boolean => {
      const parsed = formula.operators[op]!.parseOperand(operand, of(result));
      return parsed.ok && formula.operators[op]!.test(value, parsed.value as never, of(result), env);
    };
    expect(ask("integer", "gt", 9, 10)).toBe(true);
    expect(ask("text", "contains", "LOO", "Metaloom")).toBe(true);
    expect(ask("date", "within", "today", "2026-01-31")).toBe(true);
    expect(ask("boolean", "isTrue", undefined, true)).toBe(true);
  });
  it("refuses an operator its result type does not have, and names those it has", () => {
    const parsed = formula.operators["contains"]!.parseOperand("x", of("integer"));
    expect(parsed).toMatchObject({ ok: false, issues: [{ code: "unknownOperator" }] });
    expect(parsed.ok ? "" : parsed.issues[0]!.remedy).toContain("between");
  });
  it("makes the SQL of its result type", () => {
    const compile = (fragment: Sql): string => fragment.compile(db).sql;
    const cols = [sql.ref("margin")];
    expect(compile(storage.operators["gt"]!.sql(cols, sql.val(1), of("decimal")))).toBe(compile(fieldStorages.decimal.operators["gt"]!.sql(cols, sql.val(1), {})));
    expect(compile(storage.operators["contains"]!.sql(cols, sql.val("x"), of("integer")))).toBe("false");
  });
  it("shows, writes and masks as its result type does", () => {
    const locale = { language: "uk", timeZone: "UTC" };
    expect(formula.format(1234.5, of("decimal"), locale)).toBe(fieldTypes.decimal.format(1234.5, {}, locale));
    expect(formula.toText("2026-01-31", of("date"))).toBe("2026-01-31");
    expect(formula.apiSchema(of("date"))).toEqual({ ...fieldTypes.date.apiSchema({}), readOnly: true });
    expect(formula.traits?.delegate?.(of("percent", { precision: 9, scale: 1 }))).toEqual({ type: "percent", options: { scale: 1 } });
  });
  it("is never written by a client", () => {
    expect(formula.parse(5, of("integer"))).toMatchObject({ ok: false, issues: [{ code: "readOnly" }] });
    expect(formula.traits?.computed).toBe(true);
  });
  it("says what is lost when a field that people filled becomes computed", () => {
    const from = (type: string) => storage.changeFrom({ type, options: {}, columns: [sql.ref("old")] }, of("decimal"));
    expect(from("decimal")).toMatchObject({ kind: "rewrite", loses: expect.stringContaining("replaced") });
    expect(from("formula")).not.toHaveProperty("loses");
  });
});
