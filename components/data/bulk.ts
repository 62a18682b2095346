import { api, ApiError } from "./api";
import { once } from "./once";
import { recordsPath, type RecordPage, type RecordsQuery } from "./records";

export interface BulkOutcome {
  readonly done: readonly string[];
  readonly failed: readonly { readonly id: string; readonly message: string }[];
}

/** How many requests are under way at once. */
const LANES = 4;

/** Does one thing to each record; one refusal does not stop the others. */
async function each(ids: readonly string[], act: (id: string) => Promise<unknown>): Promise<BulkOutcome> {
  const done: string[] = [];
  const failed: { id: string; message: string }[] = [];
  const queue = [...ids];
  const lane = async () => {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      try {
        await act(id);
        done.push(id);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        failed.push({ id, message: error.message });
      }
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return { done, failed };
}

/** Most records the server takes at once. */
const MOST = 1000;

/** Sends the ids in portions; each record goes by its own rights. Throws ApiError when nothing could be done at all. */
async function bulk(entity: string, ids: readonly string[], what: Readonly<Record<string, unknown>>): Promise<BulkOutcome> {
  const failed: BulkOutcome["failed"][number][] = [];
  for (let from = 0; from < ids.length; from += MOST) {
    const answer = await api<{ failed: BulkOutcome["failed"] }>(`/records/${entity}/bulk`, { method: "POST", body: { ids: ids.slice(from, from + MOST), ...what } });
    failed.push(...answer.failed);
  }
  const refused = new Set(failed.map(({ id }) => id));
  return { done: ids.filter((id) => !refused.has(id)), failed };
}

/** Moves records to the trash. */
export const deleteRecords = (entity: string, ids: readonly string[]): Promise<BulkOutcome> => bulk(entity, ids, { delete: true });

/** Gives all records the same values. */
export const updateRecords = (entity: string, ids: readonly string[], set: Readonly<Record<string, unknown>>): Promise<BulkOutcome> => bulk(entity, ids, { set });

/** Ids of all records of a query, page by page. */
export async function allIds(entity: string, query: RecordsQuery): Promise<readonly string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page: RecordPage = await api<RecordPage>(recordsPath(entity, { ...query, fields: ["id"], limit: 200, count: "none" }, cursor));
    ids.push(...page.items.map((item) => item.id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return ids;
}

export const restoreRecords = (entity: string, ids: readonly string[]): Promise<BulkOutcome> => each(ids, (id) => api(`/records/${entity}/${id}/restore`, { method: "POST", body: {} }));

/** Runs an action for each; records it does not fit are among the failed. */
export const runActions = (entity: string, ids: readonly string[], action: string, parameters: Readonly<Record<string, unknown>>): Promise<BulkOutcome> =>
  each(ids, (id) => once(`/records/${entity}/${id}/actions/${action}`, { body: { parameters } }));
