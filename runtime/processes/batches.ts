/**
 * Batches: what several people ask of processes at the same time goes into one transaction, with one statement for each table. A piece
 * of *work* is one start or one finished task; it succeeds or fails alone:
 *
 * - what is refused before it has written anything leaves the batch as it is;
 * - anything else that fails undoes the batch, and each piece is done again in a transaction of its own.
 */
import type { Tx } from "../db/pool";
import { isAppError } from "../kernel/errors";
import { gatheringStore, type GatheredStore } from "./gathered-store";
import { PROCESS_STORE_LIMITS } from "./limits";
import { Spoilt, type Hand } from "./running";

export interface Work<T> {
  /** Id of the task it finishes. */
  readonly task?: string;
  perform(hand: Hand, tx: Tx, gathered: GatheredStore): Promise<T>;
}

export type Outcome<T> = { readonly value: T } | { readonly error: unknown };

/** Counts what may have changed something, so that a refusal before it is known to be harmless. */
function counting(tx: Tx): { readonly tx: Tx; readonly count: () => number } {
  let count = 0;
  const counted: Tx = {
    ...tx,
    query: (compiled) => (/^\s*select/i.test(compiled.sql) || count++, tx.query(compiled)),
    change: (fragment) => (count++, tx.change(fragment)),
    savepoint: (fn) => (count++, tx.savepoint(fn)),
  };
  return { tx: counted, count: () => count };
}

/** People are asked for once in a batch, as long as nobody writes about them. */
function remembering(hand: Hand, known: Map<string, Promise<unknown>>): Pick<Hand, "actsFor" | "principalOf"> {
  const once = <T>(what: string, load: (...keys: string[]) => Promise<T>) => (...keys: string[]): Promise<T> => {
    const key = [what, ...keys].join(" ");
    const answer = (known.get(key) as Promise<T> | undefined) ?? load(...keys);
    known.set(key, answer);
    return answer;
  };
  let tx: Parameters<Hand["actsFor"]>[2];
  const actsFor = once("actsFor", (user, day) => hand.actsFor(user!, day!, tx));
  const principalOf = once("principalOf", (user) => hand.principalOf(user!, tx));
  return { actsFor: (user, day, db) => ((tx = db), actsFor(user, day)), principalOf: (user, db) => ((tx = db), principalOf(user)) };
}

async function alone<T>(hand: Hand, tx: Tx, work: Work<T>): Promise<T> {
  const gathered = gatheringStore();
  const value = await work.perform({ ...hand, store: gathered.store }, tx, gathered);
  await gathered.write(tx);
  return value;
}

/** All of it in the transaction. @throws Spoilt when it has to be undone. */
async function together<T>(hand: Hand, tx: Tx, works: readonly Work<T>[]): Promise<Outcome<T>[]> {
  const gathered = gatheringStore();
  const counted = counting(tx);
  const people = new Map<string, Promise<unknown>>();
  const shared: Hand = { ...hand, ...remembering(hand, people), store: gathered.store, together: people };
  const undone = (error: unknown): never => {
    throw new Spoilt(error);
  };
  const tasks = works.flatMap(({ task }) => (task === undefined ? [] : [task]));
  if (tasks.length > 0) await gathered.prefetch(tx, tasks).catch(undone);
  const outcomes: Outcome<T>[] = [];
  for (const work of works) {
    const before = counted.count() + gathered.count();
    try {
      outcomes.push({ value: await work.perform(shared, counted.tx, gathered) });
    } catch (error) {
      if (!isAppError(error) || error.code === "unavailable:database" || counted.count() + gathered.count() > before) undone(error);
      outcomes.push({ error });
    }
  }
  await gathered.write(tx).catch(undone);
  return outcomes;
}

/** `tx`: the transaction of the request, where it has one; nothing is committed then. */
export async function performAll<T>(hand: Hand, works: readonly Work<T>[], tx?: Tx): Promise<Outcome<T>[]> {
  const inTransaction = <R>(run: (inside: Tx) => Promise<R>): Promise<R> => (tx ? tx.savepoint(() => run(tx)) : hand.db.transaction(run));
  if (works.length > 1) {
    try {
      return await inTransaction((inside) => together(hand, inside, works));
    } catch (error) {
      // The commit itself failed: whether it is done nobody knows, so it must not be done again.
      if (!(error instanceof Spoilt)) return works.map(() => ({ error }));
    }
  }
  const outcomes: Outcome<T>[] = [];
  for (const work of works) outcomes.push(await inTransaction((inside) => alone(hand, inside, work)).then((value) => ({ value }), (error: unknown) => ({ error })));
  return outcomes;
}

interface Waiting {
  readonly work: Work<unknown>;
  done(outcome: Outcome<unknown>): void;
}

/**
 * Group commit: what comes while a transaction is under way waits for the next one, so that much work makes large groups, which cost the database less.
 * One that takes long (it waits for somebody's lock, or does much) holds nobody up: then another goes beside it.
 */
export function createGroups(hand: Hand) {
  const lanes = hand.db.kind === "embedded" ? 1 : PROCESS_STORE_LIMITS.lanes;
  const waiting: Waiting[] = [];
  let running = 0;
  let begun = 0;
  let later: NodeJS.Timeout | undefined;

  function next(): void {
    clearTimeout(later);
    if (waiting.length === 0 || running === lanes) return;
    const early = running === 0 ? 0 : begun + PROCESS_STORE_LIMITS.patienceMs - performance.now();
    if (early > 0) later = setTimeout(next, early);
    else start(waiting.splice(0, PROCESS_STORE_LIMITS.group));
  }

  function start(group: readonly Waiting[]): void {
    running++;
    begun = performance.now();
    void performAll(hand, group.map(({ work }) => work)).then((outcomes) => group.forEach(({ done }, i) => done(outcomes[i]!)), (error: unknown) => group.forEach(({ done }) => done({ error }))).finally(() => {
      running--;
      next();
    });
    next();
  }

  /** In the request's own transaction where it has one. */
  return async function perform<T>(work: Work<T>, tx?: Tx): Promise<T> {
    const outcome = tx ? (await performAll(hand, [work], tx))[0]! : await new Promise<Outcome<T>>((done) => {
      waiting.push({ work, done: done as Waiting["done"] });
      // After this turn of the loop, so that what arrived together goes together.
      setImmediate(next);
    });
    if ("error" in outcome) throw outcome.error;
    return outcome.value;
  };
}
