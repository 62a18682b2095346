/** Files from elsewhere with anything done to them: each is read, or told with a sentence and a way out; nothing breaks. (Packs, conditions, formulas have fuzz tests of their own.) */
import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import fc from "fast-check";
import { expect, it } from "vitest";
import { readTable } from "../../runtime/exchange/read";
import { isAppError } from "../../runtime/kernel";
import { exportBpmn } from "../../runtime/workflow/bpmn/export";
import { importBpmn } from "../../runtime/workflow/bpmn/import";
import { importDmn } from "../../runtime/workflow/dmn/import";
import type { ProcessDefinition } from "../../runtime/workflow/definition/types";

const HOSTILE = ["<", ">", "&", "]]>", "<!--", "\u0000", "\ud800", "&#x0;", "&lol;", "xmlns:a=\"a\"", "\"", "'", ";", "\r", "\n\n", "=cmd|' /C calc'!A0", "__proto__", "constructor", "9".repeat(400), "🦊", "\ufeff"];
const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat(200), kind: fc.constantFrom("cut", "double", "put", "move"), text: fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ maxLength: 8 })), to: fc.double({ min: 0, max: 1, noNaN: true }) });
const edits = fc.array(edit, { minLength: 1, maxLength: 4 });
type Edit = typeof edit extends fc.Arbitrary<infer E> ? E : never;

function mutated(text: string, list: readonly Edit[]): string {
  return list.reduce((now, { at, length, kind, text: put, to }) => {
    const from = Math.floor(at * now.length);
    const piece = now.slice(from, from + length);
    const rest = now.slice(0, from) + now.slice(from + length);
    if (kind === "cut") return rest;
    if (kind === "double") return now.slice(0, from) + piece + now.slice(from);
    if (kind === "put") return now.slice(0, from) + put + now.slice(from);
    const place = Math.floor(to * rest.length);
    return rest.slice(0, place) + piece + rest.slice(place);
  }, text);
}

interface Told {
  readonly message: string;
  readonly severity?: string;
}
const sentences = (problems: readonly Told[]): void => {
  for (const { message } of problems) expect(message).toMatch(/^\S.{5,}/s);
};

const process = JSON.parse(readFileSync("metadata/packs/crm/processes/discount.json", "utf8")) as ProcessDefinition;
const TABLE = `<?xml version="1.0"?><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n"><decision id="x" name="Discount"><decisionTable hitPolicy="UNIQUE"><input id="i" label="Amount"><inputExpression typeRef="number"><text>amount</text></inputExpression></input><output id="o" name="rate" typeRef="number"/><rule id="r1"><inputEntry><text>&lt; 100</text></inputEntry><outputEntry><text>1</text></outputEntry></rule><rule id="r2"><inputEntry><text>[100..200]</text></inputEntry><outputEntry><text>amount * 2</text></outputEntry></rule></decisionTable></decision></definitions>`;
const CSV = `"Name";Amount;"Day"\r\n"Alpha ""Ltd""";12,5;31.01.2026\r\nÄpfel;-3;2026-02-01\r\n"two\nlines";1 000;\r\n`;

it("BPMN with anything done to it is imported or told", async () => {
  const xml = exportBpmn(process);
  let good = 0;
  await fc.assert(fc.asyncProperty(edits, async (list) => {
    const { problems, definition } = await importBpmn(mutated(xml, list));
    sentences(problems);
    if (definition.nodes.length > 0) good++;
    else expect(problems.length).toBeGreaterThan(0);
  }), { numRuns: 300, seed: 5 });
  expect(good).toBeGreaterThan(20);
}, 120_000);

it("DMN with anything done to it is imported or told", () => {
  let good = 0;
  fc.assert(fc.property(edits, (list) => {
    const { problems, decisions } = importDmn(mutated(TABLE, list));
    sentences(problems);
    if (decisions.length > 0) good++;
    else expect(problems.length).toBeGreaterThan(0);
  }), { numRuns: 1_000, seed: 5 });
  expect(good).toBeGreaterThan(20);
}, 120_000);

it("tables with anything done to them are read or told", async () => {
  let good = 0;
  await fc.assert(fc.asyncProperty(edits, fc.constantFrom<BufferEncoding>("utf8", "utf16le", "latin1"), async (list, encoding) => {
    const bytes = Buffer.from(mutated(CSV, list), encoding);
    try {
      const table = await readTable({ name: "t.csv", open: () => Promise.resolve(Readable.from([bytes])) });
      for await (const row of table.rows()) expect(row).toBeDefined();
      good++;
    } catch (error) {
      if (!isAppError(error)) throw error;
      sentences(error.issues);
    }
  }), { numRuns: 1_000, seed: 5 });
  expect(good).toBeGreaterThan(100);
}, 120_000);
