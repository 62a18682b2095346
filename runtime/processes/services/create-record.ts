import { byNamesOfNow, entityNamed, formerFields } from "../former-names";
import { servant } from "../running";
import { forFields, type Service } from "./service";

export const createRecord: Service = async (call) => {
  const { run, settings } = call;
  const wanted = String(settings["entity"]);
  const known = entityNamed(run.model, wanted);
  const entity = known?.name ?? wanted;
  const body = byNamesOfNow(forFields(call.values("set")), known ? await formerFields(run.tx, run.model, known) : new Map());
  const made = await run.hand.records.create({ model: run.model, ctx: await servant(run), tx: run.tx }, entity, body, { byRule: true });
  return { done: typeof settings["as"] === "string" ? { [settings["as"]]: { entity, id: String(made["id"]) } } : {} };
};
