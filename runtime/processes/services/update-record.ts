import { byNamesOfNow, formerFields } from "../former-names";
import { servant } from "../running";
import { forFields, targetOf, type Service } from "./service";

export const updateRecord: Service = async (call) => {
  const { run } = call;
  const { entity, id } = targetOf(call);
  const body = byNamesOfNow(forFields(call.values("set")), await formerFields(run.tx, run.model, entity));
  await run.hand.records.change({ model: run.model, ctx: await servant(run), tx: run.tx }, entity.name, id, body);
  return { done: {} };
};
