import { servant } from "../running";
import { targetOf, type Service } from "./service";

export const deleteRecord: Service = async (call) => {
  const { run } = call;
  const { entity, id } = targetOf(call);
  await run.hand.records.remove({ model: run.model, ctx: await servant(run), tx: run.tx }, entity.name, id);
  return { done: {} };
};
