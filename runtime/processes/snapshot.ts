/** The record of an instance as formulas see it: the variable `record`. Read anew for each run, never kept with the state. */
import type { Json, Values } from "../workflow/definition/types";
import type { ProcessEvent } from "../workflow/engine/events";
import { rootFrame } from "../workflow/engine/run";
import { asksForRecord } from "./asks";
import { formerFields, underBothNames } from "./former-names";
import { entityOf, productContext, type Run } from "./running";
import { addressesSeen } from "./web-addresses";

const NAME = "record";

/** Null when the record is gone, or the instance is about none. */
export async function readRecord(run: Run): Promise<Json> {
  if (run.record !== undefined) return run.record;
  run.asked++;
  const entity = entityOf(run);
  if (!entity || run.row.record_id === null) return (run.record = null);
  const [found] = await run.hand.queries.read({ model: run.model, ctx: productContext(run.now), db: run.tx }, entity.name, [run.row.record_id], { trusted: true, trash: "without", lock: false, questions: [] });
  if (!found) return (run.record = null);
  return (run.record = underBothNames(JSON.parse(JSON.stringify(found.record)) as Record<string, Json>, await formerFields(run.tx, run.model, entity)));
}

/** What formulas see beside variables: the record, and where the web may call steps of the instance. */
export const seenAround = async (run: Run): Promise<Values> => ({ [NAME]: await readRecord(run), ...addressesSeen(run) });

/** The event as the engine gets it, and what formulas see besides variables while it happens. */
export async function withRecord(run: Run, event: ProcessEvent): Promise<{ readonly event: ProcessEvent; readonly seen: Values }> {
  const asks = run.row.record_id !== null && asksForRecord(run.version.model, run.state, event);
  const seen: Values = { ...(asks && { [NAME]: await readRecord(run) }), ...addressesSeen(run) };
  if (event.type === "start") return { event: { ...event, variables: { ...event.variables, ...seen } }, seen };
  if (event.type === "variables") return { event: { ...event, values: { ...event.values, ...seen } }, seen };
  return { event, seen };
}

/** Nothing of it is kept, by whatever way it came: a copy of the record would outlive the right to see it. */
export function withoutRecord(run: Run): void {
  const { variables } = rootFrame(run.state) ?? {};
  for (const name of variables ? [...(run.row.record_id === null ? [] : [NAME]), ...Object.keys(addressesSeen(run))] : []) delete variables![name];
}
