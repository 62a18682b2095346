/** Published in docs/limits.md. */
export const PROCESS_STORE_LIMITS = {
  /** Events of one instance handled in one transaction; more go on in the next. Ten times as many of those that ask nothing of the database. */
  eventsPerTransaction: 500,
  /** People who may or must do one task. */
  candidates: 500,
  /** Tries of a step outside the database before it becomes an incident. */
  attempts: 4,
  /** Days a message nobody waits for is kept. */
  messageDays: 7,
  /** Instances or tasks in one answer. */
  page: 100,
  /** Records a step may find. */
  found: 200,
  /** Entries of a journal in one answer. */
  journal: 500,
  /** Processes that begin one another by changing records or starting each other, one after the other; the next is not begun. */
  generations: 10,
  /** Instances over which figures are made; older ones of the period are left out. */
  figures: 20_000,
  /** Instances moved to another version by one request; more go on in the next. */
  migratedAtOnce: 50,
  /** Instances whose plans are laid over one another. */
  migrationLooked: 200,
  /** Starts, or finished tasks, in one request. */
  many: 500,
  /** Of them, those that share a transaction; also of requests that come at the same time. */
  group: 100,
  /** Transactions of groups at once; the next begins beside one that takes longer than patienceMs. */
  lanes: 3,
  patienceMs: 50,
  /** Characters of a comment on a task. */
  comment: 2_000,
  /** Files given to one attachment of a task at once. */
  filesOfTask: 20,
} as const;

/** Seconds between tries. */
export const PAUSES_S = [10, 60, 600] as const;
/** How long somebody who does a job may be silent before another takes it. */
export const LEASE_S = 120;
