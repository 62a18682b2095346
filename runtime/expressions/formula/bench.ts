/** Measures compiling and evaluating: `npx tsx runtime/expressions/formula/bench.ts`. The figures go into the docstring of compileFormula. */
import { compileFormula } from "./compile";
import type { KnownNames } from "./parse";

const names: KnownNames = { amount: "number", stage: "text", due: "date", lines: { type: "list", item: { type: "context", fields: { price: "number", quantity: "number" } } } };
const values = { amount: 1500.5, stage: "won", due: "2026-01-31", lines: Array.from({ length: 20 }, (_, i) => ({ price: i + 0.99, quantity: 3 })) };
const context = { values, now: new Date("2026-01-01T00:00:00Z"), timeZone: "UTC" };

function microseconds(rounds: number, work: () => unknown): number {
  for (let i = 0; i < rounds / 10; i++) work();
  const started = performance.now();
  for (let i = 0; i < rounds; i++) work();
  return ((performance.now() - started) * 1000) / rounds;
}

for (const text of ['amount > 1000 and stage = "won"', "amount * 1.2 + 3.5", "amount / 3", 'due < date("2026-02-01")', "sum(for l in lines return l.price * l.quantity)"]) {
  const compiled = compileFormula(text, { names });
  if (!compiled.ok) throw new Error(compiled.issues[0]!.message);
  const evaluate = microseconds(200_000, () => compiled.formula.evaluate(context));
  const compile = microseconds(500, () => compileFormula(text, { names }));
  console.log(`${text}: evaluate ${evaluate.toFixed(2)} µs, compile ${compile.toFixed(0)} µs`);
}
