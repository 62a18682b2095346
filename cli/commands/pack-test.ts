/** `metaloom pack test`: runs the scenarios of a pack on an installation made for it, which is gone afterwards. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "../../runtime/db/migrate";
import { openDatabase } from "../../runtime/db/open";
import { AppError } from "../../runtime/kernel";
import { runScenario, type ScenarioResult } from "../../runtime/packs/scenarios/run";
import { scenariosOf } from "../../runtime/packs/scenarios/scenario";
import type { AppModel } from "../../runtime/model/types";
import { withRequired, type PackSource } from "../../runtime/publish";
import { openRuntime } from "../../runtime/server";
import { calendarsOf } from "../../runtime/processes/calendars";
import { performDecision } from "../../runtime/workflow/dmn/perform";
import { playScenario, type Surroundings } from "../../runtime/workflow/simulate/scenario";
import type { Command } from "../command";
import { refusals } from "./pack-answer";
import { shippedFolder } from "./pack";
import { packNamed } from "./pack-source";

export interface PackTests {
  readonly pack: string;
  readonly results: readonly ScenarioResult[];
}

/** Installs the packs with what they require on an embedded database of their own, and runs every scenario. @throws AppError metadata:invalid */
export async function testPacks(packs: readonly PackSource[], library: string): Promise<readonly PackTests[]> {
  const scenarios = packs.map((pack) => ({ pack: pack.name, scenarios: scenariosOf(pack) }));
  const dataDir = await mkdtemp(join(tmpdir(), "metaloom-test-pack-"));
  const db = await openDatabase({ dataDir, snapshot: false });
  try {
    await migrate(db);
    const runtime = await openRuntime({ db, secret: "only for the tests of one pack, 32 characters", auth: { url: undefined, production: false, port: 0 }, pollMs: 0 });
    try {
      await runtime.packs.install({ packs: await withRequired(library, packs, new Set()), author: { id: null, kind: "system" } });
      const tests: PackTests[] = [];
      for (const { pack, scenarios: own } of scenarios) {
        const results: ScenarioResult[] = [];
        for (const scenario of own) results.push(await runScenario({ db, records: runtime.records, model: runtime.live.current() }, scenario));
        tests.push({ pack, results: [...results, ...processResults(runtime.live.current(), pack)] });
      }
      return tests;
    } finally {
      await runtime.close();
    }
  } finally {
    await db.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Scenarios kept in the processes of a pack. They need no database: the engine plays them as the designer's simulator does. */
export function processResults(model: AppModel, pack: string): readonly ScenarioResult[] {
  const all = model.parts.process.map(({ definition }) => definition);
  const around: Surroundings = { decide: (table, input, moment) => performDecision(model.parts.decision.find((one) => one.name === table)?.definition, input, moment), calendars: calendarsOf(model) };
  return model.parts.process.filter((one) => one.pack === pack).flatMap(({ name, definition }) => (definition.scenarios ?? []).map((scenario): ScenarioResult => {
    const { ok, message } = playScenario(definition, scenario, all, around);
    return { name, label: scenario.label, ok, ...(!ok && { step: scenario.id, ...(message !== undefined && { message }) }), process: name };
  }));
}

export const passed = (tests: readonly PackTests[]): boolean => tests.every(({ results }) => results.every(({ ok }) => ok));

export function testLines(tests: readonly PackTests[]): string[] {
  return tests.flatMap(({ pack, results }) => [
    results.length === 0 ? `${pack} has no tests.` : `${pack}: ${results.filter(({ ok }) => ok).length} of ${results.length} pass`,
    ...results.map(({ ok, label, name, step, message, process }) => (ok ? `  ok    ${label}` : `  FAIL  ${label}\n        ${process === undefined ? `tests/${name}.json, step` : `processes/${name}.json, scenario`} ${step}: ${message}`)),
  ]);
}

export const test: Command = {
  about: "Run the tests of a pack (tests/*.json, scenarios of its processes) on an empty installation of its own",
  usage: "<folder, archive or name>… [--packs <folder>]", arity: [1, 100], anyWorkspace: true,
  options: { packs: { type: "string", value: "folder", about: "Where required packs lie; the packs of the product unless given" } },
  run: ({ args, options }) => refusals(async () => {
    const library = typeof options["packs"] === "string" ? options["packs"] : shippedFolder();
    const packs = await Promise.all(args.map((word) => packNamed(library, word)));
    if (new Set(packs.map(({ name }) => name)).size < packs.length) throw new AppError("input:invalid", "A pack is named twice.", { remedy: "Name each once." });
    const tests = await testPacks(packs, library);
    return { ok: passed(tests), document: { ok: passed(tests), packs: tests }, text: testLines(tests).join("\n") };
  }),
};
