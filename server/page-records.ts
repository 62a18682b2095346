/** Records for pages that are rendered here: what the API would answer to the same question, without the way through HTTP. */
import { isAppError, type Principal } from "../runtime/kernel";
import { newId } from "../runtime/kernel/ids";
import type { PageQuery, PageRuntime } from "../app/_server/runtime";
import { checkCondition } from "../runtime/queries/filter";
import { QUERY_LIMITS } from "../runtime/queries";
import type { Runtime } from "../runtime/server";

type Answer = Awaited<ReturnType<PageRuntime["records"]>>;

export async function pageRecords(runtime: Runtime, principal: Principal, user: { readonly language: string; readonly timeZone: string }, entity: string, query: PageQuery): Promise<Answer> {
  const ctx = { principal, channel: "ui", now: new Date(), timeZone: user.timeZone, language: user.language, requestId: newId() } as const;
  const { fields = [], sort, filter, q, limit, deleted } = query;
  if (fields.length >= QUERY_LIMITS.fields || (sort?.length ?? 0) > QUERY_LIMITS.sort || (q?.length ?? 0) > QUERY_LIMITS.search) return undefined;
  try {
    const asked = { fields: [...new Set(["id", ...fields])], sort, q, limit, trash: deleted, count: "exact", filter: filter && checkCondition(filter, "/filter") } as const;
    const page = await runtime.queries.list({ model: runtime.live.current(), ctx, db: runtime.db }, entity, asked);
    // Through JSON, so that the page gets what the API would send (dates as texts, no absent keys).
    return JSON.parse(JSON.stringify(page)) as Answer;
  } catch (error) {
    if (isAppError(error)) return undefined;
    throw error;
  }
}
