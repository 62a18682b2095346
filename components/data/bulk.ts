import { api, ApiError } from "./api";

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

export const deleteRecords = (entity: string, ids: readonly string[]): Promise<BulkOutcome> => each(ids, (id) => api(`/records/${entity}/${id}`, { method: "DELETE" }));

export const restoreRecords = (entity: string, ids: readonly string[]): Promise<BulkOutcome> => each(ids, (id) => api(`/records/${entity}/${id}/restore`, { method: "POST", body: {} }));
