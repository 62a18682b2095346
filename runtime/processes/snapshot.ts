/** The record of an instance as formulas see it: the variable `record`. Read anew for each run, never kept with the state. */
import type { Json, Values } from "../workflow/definition/types";
import type { ProcessEvent } from "../workflow/engine/events";
import type { ProcessState } from "../workflow/engine/state";
import { asksForRecord } from "./asks";
import { formerFields, underBothNames } from "./former-names";
import { entityOf, productContext, type Run } from "./running";
import { addressesSeen } from "./web-addresses";

const NAME = "record";

/** Null when the record is gone, or the instance is about none. */
export async function readRecord(run: Run): Promise<Json> {
  if (run.record !== undefined) return run.record;
  const entity = entityOf(run);
  if (!entity || run.row.record_id === null) return (run.record = null);
  const [found] = await run.hand.queries.read({ model: run.model, ctx: productContext(run.now), db: run.tx }, entity.name, [run.row.record_id], { trusted: true, trash: "without", lock: false, questions: [] });
  if (!found) return (run.record = null);
  return (run.record = underBothNames(JSON.parse(JSON.stringify(found.record)) as Record<string, Json>, await formerFields(run.tx, run.model, entity)));
}

/** What formulas see beside variables: the record, and where the web may call steps of the instance. */
export const seenAround = async (run: Run): Promise<Values> => ({ [NAME]: await readRecord(run), ...addressesSeen(run) });

/** State and event as the engine gets them. */
export async function withRecord(run: Run, event: ProcessEvent): Promise<{ readonly state: ProcessState; readonly event: ProcessEvent }> {
  const asks = run.row.record_id !== null && asksForRecord(run.version.model, run.state, event);
  const seen: Values = { ...(asks && { [NAME]: await readRecord(run) }), ...addressesSeen(run) };
  if (Object.keys(seen).length === 0) return { state: run.state, event };
  if (event.type === "start") return { state: run.state, event: { ...event, variables: { ...event.variables, ...seen } } };
  if (event.type === "variables") return { state: run.state, event: { ...event, values: { ...event.values, ...seen } } };
  const root = Object.values(run.state.frames).find((frame) => frame.parent === 0);
  if (!root) return { state: run.state, event };
  return { state: { ...run.state, frames: { ...run.state.frames, [root.id]: { ...root, variables: { ...root.variables, ...seen } } } }, event };
}

/** What is kept: a copy of the record would outlive the right to see it. */
export function withoutRecord(run: Run, state: ProcessState): ProcessState {
  const gone = [...(run.row.record_id === null ? [] : [NAME]), ...Object.keys(addressesSeen(run))];
  for (const frame of gone.length === 0 ? [] : Object.values(state.frames)) if (frame.parent === 0) for (const name of gone) delete frame.variables[name];
  return state;
}
