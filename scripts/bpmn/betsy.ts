/**
 * Runs conformance cases in the format of the Betsy development set (README.md beside the cases): BPMN files, and a `cases.json` with the traces
 * they must leave. A case is refused when the file breaks a rule of BPMN or has an error of structure; soundness and completeness (which the cases break
 * on purpose: paths that get stuck, tasks without a responsible person) do not count here as they do when publishing.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { checkProcess } from "../../runtime/workflow/check/check-process";
import type { ProcessDefinition, Values } from "../../runtime/workflow/definition/types";
import { importBpmn } from "../../runtime/workflow/bpmn/import";
import { World, type Instance, type Work, type WorkResult } from "../../runtime/workflow/simulate/world";

export interface BetsyCase {
  readonly id: string;
  readonly group: string;
  readonly file: string;
  readonly processId: string;
  readonly upstreamIssue?: unknown;
  readonly tests: readonly BetsyTest[];
}

export interface BetsyTest {
  readonly name: string;
  readonly input?: Values;
  readonly expectedTrace: readonly string[];
  readonly options?: { readonly delayMs?: number; readonly startFirst?: readonly string[] };
}

export const readCases = async (folder: string): Promise<readonly BetsyCase[]> => JSON.parse(await readFile(join(folder, "cases.json"), "utf8")) as readonly BetsyCase[];

/** The trace one test leaves, markers and all. */
export async function runTest(folder: string, betsyCase: BetsyCase, test: BetsyTest): Promise<readonly string[]> {
  const { definition, problems } = await importBpmn(await readFile(join(folder, betsyCase.file), "utf8"), betsyCase.id);
  const refused = [...problems, ...checkProcess(definition)].some((problem) => (problem.area === "structure" || problem.area === "file") && problem.severity === "error");
  const trace = refused ? ["ERROR_deployment"] : play(definition, betsyCase.processId, test);
  return test.expectedTrace.includes("ERROR") ? mergeErrors(trace) : trace;
}

function play(definition: ProcessDefinition, process: string, test: BetsyTest): readonly string[] {
  const log = new Log();
  const world: World = new World([definition], {
    perform: (work, instance): WorkResult => log.perform(work, instance, world),
    seen(effect, instance) {
      if (effect.type === "incident" || (effect.type === "refused" && instance.state.next === 1)) log.failed = true;
      if (effect.type === "endInstance" && effect.error && !instance.parent) log.marks.push("ERROR_thrownErrorEvent");
    },
  });
  for (const first of test.options?.startFirst ?? []) world.start(first);
  world.start(process, test.input);
  world.pass(test.options?.delayMs ?? 0);
  return log.trace(test.expectedTrace);
}

const mergeErrors = (trace: readonly string[]): readonly string[] => {
  const others = trace.filter((mark) => mark !== "ERROR_deployment" && mark !== "ERROR_runtime");
  return others.length === trace.length ? trace : [...others, "ERROR"];
};

const TEN_SECONDS = 10_000;

/** What the placeholders of the scripts do. */
class Log {
  readonly marks: string[] = [];
  failed = false;
  private marker = false;
  private data: unknown;
  private readonly stamps: { readonly from: number; readonly to: number }[] = [];

  perform(work: Work, instance: Instance, world: World): WorkResult {
    if (work.type !== "runScript") return {};
    const script = (work.options.script ?? "").trim();
    const frame = (name: string): unknown => Object.values(instance.state.frames).map((one) => one.variables[name]).find((value) => value !== undefined);
    return this.scripts[script.replace(/_\d$/, "")]?.(frame, world) ?? (this.marks.push(script), {});
  }

  private readonly scripts: Readonly<Record<string, (variable: (name: string) => unknown, world: World) => WorkResult>> = {
    CREATE_LOG_FILE: () => ({}),
    INCREMENT_INTEGER_VARIABLE: (variable) => ({ variables: { integerVariable: Number(variable("integerVariable") ?? 0) + 1 } }),
    INCREMENT_INTEGER_VARIABLE_AND_LOG: (variable) => (this.marks.push("INCREMENT_correct"), { variables: { integerVariable: Number(variable("integerVariable") ?? 0) + 1 } }),
    CREATE_MARKER_FILE: () => ((this.marker = true), {}),
    SET_STRING_DATA: () => ({ variables: { data: "String" } }),
    LOG_DATA: (variable) => ((this.data = variable("data")), {}),
    CREATE_TIMESTAMP_LOG: (_, world) => (this.stamps.push({ from: world.now.getTime(), to: world.now.getTime() + TEN_SECONDS }), { afterMs: TEN_SECONDS }),
    WAIT_TEN_SECONDS: () => ({ afterMs: TEN_SECONDS }),
    THROW_ERROR: () => ({ error: { code: "ERR_CODE" } }),
  };

  trace(expected: readonly string[]): readonly string[] {
    const [one, two] = this.stamps;
    const extra = {
      MARKER_exists: this.marker, DATA_correct: this.data === "String", EXECUTION_parallel: one !== undefined && two !== undefined && one.from < two.to && two.from < one.to,
    };
    return [...this.marks, ...(this.failed ? ["ERROR_runtime"] : []), ...Object.entries(extra).filter(([mark, is]) => is && expected.includes(mark)).map(([mark]) => mark)];
  }
}

export const sameTrace = (one: readonly string[], other: readonly string[]): boolean => JSON.stringify([...one].sort()) === JSON.stringify([...other].sort());
