/** Starting processes and finishing tasks, one or many at a time; each by its own rights and with its own outcome. */
import { isAppError, type Issue } from "../kernel/errors";
import type { ProcessCall } from "./call";
import { createGroups, performAll, type Outcome, type Work } from "./batches";
import { PROCESS_STORE_LIMITS } from "./limits";
import type { Hand } from "./running";
import { startByHand, type StartInput } from "./start";
import { complete, type Completion } from "./tasks";

/** A task that was opened by what was done. */
interface OpenedTask {
  readonly id: string;
  readonly node: string;
}

export interface Begun {
  readonly id: string;
  readonly status: string;
  readonly tasks: readonly OpenedTask[];
}

export interface Completed {
  /** False: others have to finish it too. */
  readonly done: boolean;
  readonly instance: Begun;
}

/** What became of one of many. */
export type ItemOutcome<T> = T | { readonly error: { readonly code: string; readonly message: string; readonly remedy?: string; readonly issues: readonly Issue[] } };

export interface CompletionOf extends Completion {
  /** Id of the task. */
  readonly id: string;
}

type WithJobs<T> = T & { readonly jobs: number };

function startWork(call: ProcessCall, name: string, input: StartInput): Work<WithJobs<Begun>> {
  return {
    async perform(hand, tx, gathered) {
      const { id, jobs } = await startByHand(hand, { ...call, db: tx, tx }, name, input);
      return { id, jobs, ...gathered.resultOf(id) };
    },
  };
}

function completeWork(call: ProcessCall, { id, ...input }: CompletionOf): Work<WithJobs<Completed>> {
  return {
    task: id,
    async perform(hand, tx, gathered) {
      const { done, jobs } = await complete(hand, { ...call, db: tx, tx }, id, input);
      const instance = gathered.instanceOf(id)!;
      return { done, jobs, instance: { id: instance, ...gathered.resultOf(instance) } };
    },
  };
}

/** `woken`: jobs were left. */
export function createMany(hand: Hand, woken: (outcome: { readonly jobs: number }) => void) {
  const perform = createGroups(hand);

  async function one<T extends object>(call: ProcessCall, work: Work<WithJobs<T>>): Promise<T> {
    const value = await perform(work, call.tx);
    woken(value);
    return withoutJobs(value);
  }

  async function many<T extends object>(call: ProcessCall, works: readonly Work<WithJobs<T>>[]): Promise<ItemOutcome<T>[]> {
    const outcomes: Outcome<WithJobs<T>>[] = [];
    for (let from = 0; from < works.length; from += PROCESS_STORE_LIMITS.group) outcomes.push(...(await performAll(hand, works.slice(from, from + PROCESS_STORE_LIMITS.group), call.tx)));
    woken({ jobs: outcomes.reduce((sum, outcome) => sum + ("value" in outcome ? outcome.value.jobs : 0), 0) });
    return outcomes.map((outcome) => ("value" in outcome ? withoutJobs(outcome.value) : { error: told(outcome.error) }));
  }

  return {
    start: (call: ProcessCall, name: string, input: StartInput) => one(call, startWork(call, name, input)),
    complete: (call: ProcessCall, input: CompletionOf) => one(call, completeWork(call, input)),
    startAll: (call: ProcessCall, name: string, inputs: readonly StartInput[]) => many(call, inputs.map((input) => startWork(call, name, input))),
    completeAll: (call: ProcessCall, inputs: readonly CompletionOf[]) => many(call, inputs.map((input) => completeWork(call, input))),
  };
}

function withoutJobs<T extends object>({ jobs: _jobs, ...rest }: WithJobs<T>): T {
  return rest as unknown as T;
}

/** What is nobody's fault is not told item by item: the request fails, and may be sent again with its key. */
function told(error: unknown) {
  if (!isAppError(error) || error.code === "internal") throw error;
  const { code, message, remedy, issues } = error;
  return { code, message, ...(remedy !== undefined && { remedy }), issues };
}
