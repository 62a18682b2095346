/** Records for pages that are rendered here: what the API would answer to the same question, without the way through HTTP. */
import { isAppError, type Ctx, type Principal } from "../runtime/kernel";
import { newId } from "../runtime/kernel/ids";
import type { PageRuntime } from "../app/_server/runtime";
import { checkCondition } from "../runtime/queries/filter";
import { QUERY_LIMITS } from "../runtime/queries";
import type { Runtime } from "../runtime/server";

type Reader = { readonly language: string; readonly timeZone: string };

const contextOf = (principal: Principal, user: Reader): Ctx => ({ principal, channel: "ui", now: new Date(), timeZone: user.timeZone, language: user.language, requestId: newId() });

/** What the API would send (dates as texts, no absent keys); undefined when it would refuse: the screen then asks by itself, and tells. */
async function answered<T>(ask: () => Promise<unknown>): Promise<T | undefined> {
  try {
    return JSON.parse(JSON.stringify(await ask())) as T;
  } catch (error) {
    if (isAppError(error)) return undefined;
    throw error;
  }
}

/** The records half of the door for pages. */
export function pageRecords(runtime: Runtime): Pick<PageRuntime, "records" | "record" | "aggregate"> {
  const reading = (principal: Principal, user: Reader) => ({ model: runtime.live.current(), ctx: contextOf(principal, user), db: runtime.db });
  return {
    async records(principal, user, entity, { fields = [], sort, filter, q, limit, deleted, count = "exact" }) {
      if (fields.length >= QUERY_LIMITS.fields || (sort?.length ?? 0) > QUERY_LIMITS.sort || (q?.length ?? 0) > QUERY_LIMITS.search) return undefined;
      return answered(() => runtime.queries.list(reading(principal, user), entity, { fields: [...new Set(["id", ...fields])], sort, q, limit, trash: deleted, count, filter: filter && checkCondition(filter, "/filter") }));
    },
    record: (principal, user, entity, id) => answered(() => runtime.records.get({ model: runtime.live.current(), ctx: contextOf(principal, user) }, entity, id)),
    async aggregate(principal, user, entity, { groupBy, measures, filter, q }) {
      if ((q?.length ?? 0) > QUERY_LIMITS.search) return undefined;
      return answered(() => runtime.queries.aggregate(reading(principal, user), entity, { groupBy, measures, q, filter: filter && checkCondition(filter, "/filter") }));
    },
  };
}
