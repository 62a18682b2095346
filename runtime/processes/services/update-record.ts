import { byNamesOfNow, formerFields } from "../former-names";
import { servant } from "../running";
import { forFields, targetOf, type Service } from "./service";

export const updateRecord: Service = async (call) => {
  const { run } = call;
  const { entity, id } = targetOf(call);
  const body = byNamesOfNow(forFields(call.values("set")), await formerFields(run.tx, run.model, entity));
  await run.hand.records.together({ model: run.model, ctx: await servant(run), tx: run.tx }, (unit) => run.hand.records.updateIn(unit, entity.name, id, body, { byRule: true }));
  return { done: {} };
};
