/** Scenarios: tests inside packs. Their form and their reading; run.ts does them. */
import Ajv2020 from "ajv/dist/2020.js";
import commonSchema from "../../../metadata/schemas/common.schema.json";
import scenarioSchema from "./scenario.schema.json";
import { AppError, type Issue } from "../../kernel";
import { parseJson } from "../../model/json";
import { findingsOf } from "../../model/schema-problems";
import type { PackSource } from "../../publish";

export type Values = Readonly<Record<string, unknown>>;

export interface ScenarioStep {
  readonly id: string;
  readonly as?: string;
  readonly create?: string;
  readonly read?: string;
  readonly update?: string;
  readonly delete?: string;
  readonly run?: string;
  readonly on?: string;
  readonly with?: Values;
  readonly call?: string;
  readonly expect?: Values;
  readonly refused?: { readonly code?: string; readonly pointer?: string };
}

export interface Scenario {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly now?: string;
  readonly steps: readonly ScenarioStep[];
}

export const VERBS = ["create", "read", "update", "delete", "run"] as const;

const isScenario = new Ajv2020({ strict: true, allErrors: true, verbose: true, allowUnionTypes: true, messages: false, validateSchema: false, schemas: { "common.schema.json": commonSchema } }).compile(scenarioSchema);

/** Scenarios of a pack by name. @throws AppError metadata:invalid, naming file and place of each problem. */
export function scenariosOf(pack: PackSource): readonly Scenario[] {
  const issues: Issue[] = [];
  const ids = new Set<string>();
  const scenarios = [...pack.files].filter(([path]) => path.startsWith("tests/")).sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([path, text]) => {
    const found = readScenario(path, text);
    if (Array.isArray(found)) return issues.push(...found), [];
    const problems = checked(path, found, ids);
    issues.push(...problems);
    return [found];
  });
  if (issues.length > 0) throw new AppError("metadata:invalid", `The tests of the pack "${pack.name}" have problems: ${(issues[0] as Issue & { file?: string }).file ?? ""}: ${issues[0]!.message}`, { remedy: issues[0]!.remedy, issues });
  return scenarios;
}

type FileIssue = Issue & { readonly file: string };

function readScenario(file: string, text: string): Scenario | FileIssue[] {
  const json = parseJson(text);
  if (!json.ok) return [{ file, pointer: json.pointer, code: "malformed", message: `${json.message} (line ${json.place.line}).`, remedy: "Mend the JSON at this place." }];
  if (!isScenario(json.value)) return findingsOf(isScenario.errors ?? []).map((finding) => ({ ...finding, file, message: `${finding.message}.` }));
  return json.value as unknown as Scenario; // the schema has just been checked
}

function checked(file: string, scenario: Scenario, ids: Set<string>): FileIssue[] {
  const found: FileIssue[] = [];
  const say = (pointer: string, code: string, message: string, remedy: string): void => void found.push({ file, pointer, code, message, remedy });
  if (file !== `tests/${scenario.name}.json`) say("/name", "name", `The scenario is named "${scenario.name}" but lies in ${file}.`, `Rename the file to "${scenario.name}.json".`);
  if (ids.has(scenario.id)) say("/id", "duplicateId", `The id "${scenario.id}" belongs to another scenario.`, "Give one of them another id.");
  ids.add(scenario.id);
  const steps = new Set<string>();
  const called = new Set<string>();
  scenario.steps.forEach((step, i) => {
    const verbs = VERBS.filter((verb) => step[verb] !== undefined);
    if (verbs.length !== 1) say(`/steps/${i}`, "verb", `The step does ${verbs.length === 0 ? "nothing" : verbs.join(" and ")}.`, `Give it exactly one of ${VERBS.join(", ")}.`);
    if ((step.run === undefined) !== (step.on === undefined)) say(`/steps/${i}`, "verb", "`run` and `on` belong together.", "Name the action and the record.");
    if (steps.has(step.id)) say(`/steps/${i}/id`, "duplicateId", `The id "${step.id}" belongs to an earlier step.`, "Give it another id.");
    steps.add(step.id);
    for (const verb of ["read", "update", "delete", "on"] as const) if (step[verb] !== undefined && !called.has(step[verb])) say(`/steps/${i}/${verb}`, "unknownRecord", `No earlier step calls a record "${step[verb]}".`, 'Add "call" to the step that creates it.');
    if (step.call !== undefined) called.add(step.call);
    // What an action creates is known when it runs.
    if (step.run !== undefined) for (const name of Object.keys(scenario.steps.slice(i + 1).reduce((all, later) => ({ ...all, ...Object.fromEntries([later.read, later.update, later.delete, later.on].filter((one) => one !== undefined).map((one) => [one, true])) }), {}))) called.add(name);
  });
  return found;
}
