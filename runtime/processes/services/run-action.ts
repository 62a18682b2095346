import { runAction } from "../../actions/run";
import type { Json } from "../../workflow/definition/types";
import { servant } from "../running";
import { targetOf, type Service } from "./service";

/** What it made is kept under the names its steps give. */
export const runNamedAction: Service = async (call) => {
  const { run, settings } = call;
  const { entity, id } = targetOf(call);
  const { created } = await runAction(run.hand.records, { model: run.model, ctx: await servant(run), tx: run.tx }, entity.name, id, String(settings["action"]), call.values("parameters"));
  return { done: Object.fromEntries(Object.entries(created).map(([name, pointer]): [string, Json] => [name, { entity: pointer.entity, id: pointer.id }])) };
};
