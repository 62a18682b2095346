import { servant } from "../running";
import { forFields, type Service } from "./service";

export const createRecord: Service = async (call) => {
  const { run, settings } = call;
  const entity = String(settings["entity"]);
  const made = await run.hand.records.create({ model: run.model, ctx: await servant(run), tx: run.tx }, entity, forFields(call.values("set")), { byRule: true });
  return { done: typeof settings["as"] === "string" ? { [settings["as"]]: { entity, id: String(made["id"]) } } : {} };
};
