/** One decision for many tasks: sent in portions, and what became of each. */
import { ApiError } from "../data/api";
import type { TaskItem } from "../data/processes";

export interface Decided {
  readonly task: TaskItem;
  /** What stands against it; undefined: it is done. `network`: nobody knows whether it is done. */
  readonly failure?: { readonly text: string } | "network";
}

/** Of the server, for one task of a portion. */
export type TaskOutcome = { readonly done: boolean } | { readonly error: { readonly message: string; readonly remedy?: string; readonly issues?: readonly { readonly message: string }[] } };

type Send = (items: readonly object[], key: string) => Promise<{ readonly items: readonly TaskOutcome[] }>;

/** Few enough that one sees it go on. */
export const PORTION = 25;

/** A portion whose answer is lost is asked for again with its key, so that nothing is done twice; what is refused as a whole is said of each of its tasks. */
export async function decideAll(tasks: readonly TaskItem[], decision: string | undefined, send: Send, onProgress: (done: number) => void): Promise<readonly Decided[]> {
  const found: Decided[] = [];
  for (let from = 0; from < tasks.length; from += PORTION) {
    onProgress(found.length);
    const portion = tasks.slice(from, from + PORTION);
    found.push(...(await decidePortion(portion, portion.map(({ id }) => ({ id, ...(decision !== undefined && { decision }) })), send)));
  }
  return found;
}

async function decidePortion(portion: readonly TaskItem[], items: readonly object[], send: Send): Promise<readonly Decided[]> {
  const key = crypto.randomUUID();
  const isLost = (error: unknown): boolean => error instanceof ApiError && (error.status === 0 || error.status === 503);
  try {
    const answer = await send(items, key).catch((error: unknown) => (isLost(error) ? send(items, key) : Promise.reject(error as Error)));
    return portion.map((task, i) => resultOf(task, answer.items[i]));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return portion.map((task) => ({ task, failure: error.status === 0 ? ("network" as const) : { text: [error.message, error.remedy].filter(Boolean).join(" ") } }));
  }
}

function resultOf(task: TaskItem, outcome: TaskOutcome | undefined): Decided {
  if (!outcome) return { task, failure: "network" };
  if (!("error" in outcome)) return { task };
  const { message, remedy, issues = [] } = outcome.error;
  return { task, failure: { text: [message, ...issues.map((issue) => issue.message), remedy].filter(Boolean).join(" ") } };
}
