/** The record of an instance as formulas see it: the variable `record`. Read anew for each run, never kept with the state. */
import type { Json } from "../workflow/definition/types";
import type { ProcessEvent } from "../workflow/engine/events";
import type { ProcessState } from "../workflow/engine/state";
import type { ProcessModel } from "../model/kinds/process/model";
import { formerFields, underBothNames } from "./former-names";
import { entityOf, productContext, type Run } from "./running";

const NAME = "record";
const asking = new WeakMap<ProcessModel, boolean>();

/** Does anything in the process ask for the record? */
function asksForRecord(model: ProcessModel): boolean {
  const known = asking.get(model) ?? /\brecord\b/.test(JSON.stringify(model.definition));
  asking.set(model, known);
  return known;
}

/** Null when the record is gone, or the instance is about none. */
export async function readRecord(run: Run): Promise<Json> {
  if (run.record !== undefined) return run.record;
  const entity = entityOf(run);
  if (!entity || run.row.record_id === null) return (run.record = null);
  const [found] = await run.hand.queries.read({ model: run.model, ctx: productContext(run.now), db: run.tx }, entity.name, [run.row.record_id], { trusted: true, trash: "without", lock: false, questions: [] });
  if (!found) return (run.record = null);
  return (run.record = underBothNames(JSON.parse(JSON.stringify(found.record)) as Record<string, Json>, await formerFields(run.tx, run.model, entity)));
}

/** State and event as the engine gets them. */
export async function withRecord(run: Run, event: ProcessEvent): Promise<{ readonly state: ProcessState; readonly event: ProcessEvent }> {
  if (run.row.record_id === null || !asksForRecord(run.version.model)) return { state: run.state, event };
  const record = await readRecord(run);
  if (event.type === "start") return { state: run.state, event: { ...event, variables: { ...event.variables, [NAME]: record } } };
  if (event.type === "variables") return { state: run.state, event: { ...event, values: { ...event.values, [NAME]: record } } };
  const root = Object.values(run.state.frames).find((frame) => frame.parent === 0);
  if (!root) return { state: run.state, event };
  return { state: { ...run.state, frames: { ...run.state.frames, [root.id]: { ...root, variables: { ...root.variables, [NAME]: record } } } }, event };
}

/** What is kept: a copy of the record would outlive the right to see it. */
export function withoutRecord(run: Run, state: ProcessState): ProcessState {
  if (run.row.record_id === null) return state;
  for (const frame of Object.values(state.frames)) if (frame.parent === 0) delete frame.variables[NAME];
  return state;
}
