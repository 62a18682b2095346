/**
 * Tasks told to the people they name, and to the members of small groups they are for, in the bell and by a letter with a button for
 * each decision (mail/letter-links.ts). The links are good only while the task is open and still the person's.
 */
import { sql } from "kysely";
import type { Database, Queryable, Tx } from "../db/pool";
import type { Sql } from "../fields/storage";
import { sys } from "../db/schemas";
import { createLoop } from "../kernel/loop";
import { hashOf, LINK_MS, linkGone, makeLink, type LinkView, type Question } from "../mail/letter-links";
import type { Mail } from "../mail/mailer";
import { enqueueMail, type MailTask } from "../mail/outbox";
import { contextOf, type LetterReader } from "../mail/reader";
import type { AppModel } from "../model/types";
import type { Processes } from "./processes";
import type { TaskView } from "./task-view";
import { taskLetter } from "./task-words";

export interface TaskLetterDeps {
  readonly db: Database;
  readonly model: () => AppModel;
  readonly processes: Pick<Processes, "task" | "complete">;
  readonly readerOf: (userId: string, db: Queryable) => Promise<LetterReader | undefined>;
  readonly origin: () => string;
  /** In the bell; true when the person wants a letter, too. */
  readonly tell: (tx: Tx, now: Date, task: { readonly userId: string; readonly entity: string | null; readonly recordId: string | null; readonly title: string }) => Promise<boolean>;
  readonly log?: (level: "info" | "warn" | "error", message: string, details: Readonly<Record<string, unknown>>) => void;
  readonly everyMs?: number;
}

/** How far back tasks are looked for, how many at once. */
const LIMITS = { lookBackMs: 600_000, batch: 50, people: 20 } as const;

/** Stands among the links for "told already". */
const TOLD = "-told";
/** And for "the group of the task was told". */
const GROUP = "-group";
const NOBODY = "00000000-0000-0000-0000-000000000000";
/** Tasks t that a person may do: named in them, or of one of their groups, and nobody else has taken them. */
const his = (user: Sql): Sql => sql`((${user} = any(t.users) or exists (select 1 from ${sys("user_roles")} r where r.user_id = ${user} and r.role = any(t.roles))
  or exists (select 1 from ${sys("users")} p where p.id = ${user} and p.team_id = any(t.teams)) or exists (select 1 from ${sys("team_members")} m where m.user_id = ${user} and m.team_id = any(t.teams))) and (t.claimed_by is null or t.claimed_by = ${user}))`;
const toldMark = (task: string, user: string): Buffer => hashOf(`told ${task} ${user}`);

export type TaskLetters = ReturnType<typeof createTaskLetters>;

export function createTaskLetters(deps: TaskLetterDeps) {
  const { db, log = () => undefined, everyMs = 3000 } = deps;
  let letters = false;
  let since = 0;
  const callOf = (reader: LetterReader, tx: Tx, now: Date) => ({ model: deps.model(), ctx: contextOf(reader, now), db: tx, tx });

  /** Tells each named person of each new task once, whichever worker comes first. */
  async function pass(now: Date): Promise<number> {
    const from = Math.max(since, now.getTime() - LIMITS.lookBackMs);
    const fresh = await db.run<{ id: string; user_id: string; created_at: Date | string }>(sql`select t.id, u.user_id, t.created_at from ${sys("process_tasks")} t, unnest(t.users) u (user_id)
      where t.id >= ${floorId(from)}::uuid and t.status = 'open' and cardinality(t.users) <= ${LIMITS.people} and not exists (select 1 from ${sys("task_links")} l where l.task_id = t.id and l.user_id = u.user_id and l.decision = ${TOLD}) order by t.id limit ${LIMITS.batch}`);
    for (const one of fresh) await db.transaction((tx) => announce(tx, one.id, one.user_id, now));
    const groups = await db.run<{ id: string }>(sql`select t.id from ${sys("process_tasks")} t where t.id >= ${floorId(from)}::uuid and t.status = 'open' and t.claimed_by is null and (t.roles <> '{}' or t.teams <> '{}')
      and not exists (select 1 from ${sys("task_links")} l where l.task_id = t.id and l.decision = ${GROUP}) order by t.id limit ${LIMITS.batch}`);
    for (const { id } of groups) await db.transaction((tx) => announceGroup(tx, id, now));
    // Those that were being written while we looked come a little later with an earlier id.
    since = Math.max(fresh.length, groups.length) < LIMITS.batch ? now.getTime() - 30_000 : since;
    return fresh.length + groups.length;
  }

  /** Members of groups that are no more people than a letter is worth; of greater ones nobody, or everybody's letters were noise. */
  async function announceGroup(tx: Tx, task: string, now: Date): Promise<void> {
    const marked = await tx.change(sql`insert into ${sys("task_links")} (token_hash, task_id, user_id, decision, expires_at) values (${hashOf(`told group ${task}`)}, ${task}::uuid, ${NOBODY}::uuid, ${GROUP}, ${new Date(now.getTime() + LINK_MS)}::timestamptz) on conflict do nothing`);
    if (marked === 0) return;
    const members = await tx.run<{ id: string }>(sql`select u.id from ${sys("process_tasks")} t join ${sys("users")} u on u.status = 'active' and u.deleted_at is null and ${his(sql`u.id`)} where t.id = ${task}::uuid order by u.id limit ${LIMITS.people + 1}`);
    if (members.length <= LIMITS.people) for (const { id } of members) await announce(tx, task, id, now);
  }

  async function announce(tx: Tx, task: string, userId: string, now: Date): Promise<void> {
    const marked = await tx.change(sql`insert into ${sys("task_links")} (token_hash, task_id, user_id, decision, expires_at) values (${toldMark(task, userId)}, ${task}::uuid, ${userId}::uuid, ${TOLD}, ${new Date(now.getTime() + LINK_MS)}::timestamptz) on conflict do nothing`);
    const reader = marked > 0 ? await deps.readerOf(userId, tx) : undefined;
    if (!reader) return;
    const view = await deps.processes.task(callOf(reader, tx, now), task);
    const [place] = await tx.run<{ entity: string | null; record_id: string | null }>(sql`select entity, record_id from ${sys("process_tasks")} where id = ${task}::uuid`);
    const wanted = await deps.tell(tx, now, { userId, entity: place!.entity, recordId: place!.record_id, title: view.title });
    if (letters && wanted) await enqueueMail(tx, { kind: "task", task, userId }, `task:${task}:${userId}`);
  }

  const loop = createLoop(pass, { everyMs, failed: (error) => log("error", "People could not be told of their tasks; it is tried again.", { error: error instanceof Error ? error.message : "unknown" }) });

  /** The letter, with fresh links; undefined when the task is no more, or no more his. */
  async function write({ task, userId }: Extract<MailTask, { kind: "task" }>): Promise<Mail | undefined> {
    const origin = deps.origin(); // before any link is made
    const now = new Date();
    return db.transaction(async (tx) => {
      const reader = await deps.readerOf(userId, tx);
      const [open] = await tx.run(sql`select 1 from ${sys("process_tasks")} t where t.id = ${task}::uuid and t.status = 'open' and ${his(sql`${userId}::uuid`)}`);
      if (!reader || !open) return undefined;
      const view = await deps.processes.task(callOf(reader, tx, now), task);
      const buttons = [];
      for (const { name, label } of decidable(view)) buttons.push({ label, link: await makeLink(tx, { kind: "task", subject: task, user: userId, answer: name }, { origin, now }) });
      return { to: reader.email, ...taskLetter(reader.language, { title: view.title, description: view.description, process: view.process.label, record: view.record?.title, buttons, open: `${origin}/tasks` }) };
    });
  }

  const question: Question = {
    async look(tx, { subject, user, answer }, reader) {
      const [open] = await tx.run(sql`select 1 from ${sys("process_tasks")} t where t.id = ${subject}::uuid and t.status = 'open' and ${his(sql`${user}::uuid`)}`);
      if (!open) throw linkGone();
      return linkView(await deps.processes.task(callOf(reader, tx, new Date()), subject), answer);
    },
    async answer(tx, { subject, user, answer }, reader, comment) {
      await deps.processes.complete(callOf(reader, tx, new Date()), subject, { ...(answer !== "" && { decision: answer }), ...(comment !== undefined && { comment }), for: user });
    },
  };

  return {
    write, question,
    runOnce: loop.runOnce,
    /** Works until stopped; without `letters` (nobody could send them) only the bell rings. */
    start(options: { readonly letters: boolean }): void {
      letters = options.letters;
      loop.start();
    },
    stop: loop.stop,
  };
}

const linkView = (view: TaskView, decision: string): LinkView => ({ title: view.title, description: view.description, what: view.process.label, record: view.record?.title ?? null, decision: view.decisions.find(({ name }) => name === decision)?.label ?? null, for: null, comment: "optional" });

/** What a press can decide: not what needs a file first, which a letter cannot give. */
function decidable({ decisions, attachments }: TaskView): readonly { readonly name: string; readonly label: string | undefined }[] {
  const lacking = attachments.filter(({ needed, files }) => needed !== false && files.length === 0);
  const free = (name: string): boolean => !lacking.some(({ needed }) => needed === true || (needed !== false && needed.includes(name)));
  return (decisions.length > 0 ? decisions : [{ name: "", label: undefined }]).filter(({ name }) => free(name));
}

/** The least id that could be made at a moment. */
const floorId = (ms: number): string => {
  const hex = Math.max(0, ms).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
};
