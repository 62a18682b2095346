/**
 * A *letter link* answers what a person is asked, without a sign-in: one question (a task, or a voice in a resolution), one person, one
 * answer. It works once, for a week at most, and only while the question stands. Following it changes nothing, so that programs which
 * look at links in letters do no harm: the press on its page answers. Only the hash of its token is kept.
 */
import { createHash, randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { Database, Queryable, Tx } from "../db/pool";
import { sys } from "../db/schemas";
import { AppError } from "../kernel/errors";
import type { LetterReader } from "./reader";

export interface LetterLink {
  readonly kind: "task" | "resolution";
  /** Id of the task or resolution. */
  readonly subject: string;
  /** Who may use it. */
  readonly user: string;
  /** Name of the decision or answer; empty: just done. */
  readonly answer: string;
  /** Of a resolution: whose voice it is, and how often that voice had been taken back. */
  readonly participant?: string;
  readonly version?: number;
}

/** What the page of a link shows, in the language of whoever got the letter. */
export interface LinkView {
  readonly title: string;
  readonly description: string;
  /** Name of the process, or what kind of answer it is. */
  readonly what: string;
  readonly record: string | null;
  /** Words of the button; null: just done. */
  readonly decision: string | null;
  /** For whom the person answers, when not for himself. */
  readonly for: string | null;
  /** May, or must, something be written with it? Nothing is written with a secret vote. */
  readonly comment: "optional" | "required" | "none";
}

/** How questions of one kind are looked at and answered. */
export interface Question {
  /** Waits until nobody else answers it; without, the link alone is locked. */
  hold?(tx: Tx, link: LetterLink): Promise<void>;
  /** @throws AppError auth:failed when it does not stand any more. */
  look(tx: Tx, link: LetterLink, reader: LetterReader): Promise<LinkView>;
  /** @throws AppError what answering may say. */
  answer(tx: Tx, link: LetterLink, reader: LetterReader, comment: string | undefined): Promise<void>;
}

export const LINK_MS = 7 * 86_400_000;

export const hashOf = (token: string): Buffer => createHash("sha256").update(token).digest();

/** The address of a new link, good until a moment, a week at most. After "#": a fragment is sent to no server, so the token is in no log and no Referer. */
export async function makeLink(db: Queryable, link: LetterLink, { origin, now, until }: { readonly origin: string; readonly now: Date; readonly until?: Date }): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  const expires = new Date(Math.min(now.getTime() + LINK_MS, until?.getTime() ?? Infinity));
  await db.change(sql`insert into ${sys("task_links")} (token_hash, kind, task_id, user_id, decision, participant_id, version, expires_at)
    values (${hashOf(token)}, ${link.kind}, ${link.subject}::uuid, ${link.user}::uuid, ${link.answer}, ${link.participant ?? null}::uuid, ${link.version ?? 0}::int, ${expires}::timestamptz)`);
  return `${origin}/decide#token=${token}`;
}

interface Row {
  readonly kind: LetterLink["kind"]; readonly task_id: string; readonly user_id: string; readonly decision: string; readonly participant_id: string | null; readonly version: number;
}

/** Answers that begin with "-" are marks of the letters of tasks. */
async function findLink(tx: Tx, token: string, lock: boolean): Promise<LetterLink | undefined> {
  const [row] = await tx.run<Row>(sql`select kind, task_id, user_id, decision, participant_id, version from ${sys("task_links")} where token_hash = ${hashOf(token)} and decision not like '-%' and used_at is null and expires_at > now() ${lock ? sql`for update` : sql``}`);
  return row && { kind: row.kind, subject: row.task_id, user: row.user_id, answer: row.decision, version: row.version, ...(row.participant_id !== null && { participant: row.participant_id }) };
}

/** All links to the same answer go with the one that was used, so that of a secret vote nothing tells which it was. */
const burn = (tx: Tx, { subject, user, participant }: LetterLink): Promise<number> =>
  tx.change(sql`delete from ${sys("task_links")} where task_id = ${subject}::uuid and decision not like '-%' and ${participant === undefined ? sql`user_id = ${user}::uuid` : sql`participant_id = ${participant}::uuid`}`);

export const linkGone = (): AppError => new AppError("auth:failed", "This link is no longer good.", { remedy: "It works once, for a week at most, and only while your answer is waited for. Sign in and look under My work." });

export interface LetterLinkDeps {
  readonly db: Database;
  readonly readerOf: (userId: string, db: Queryable) => Promise<LetterReader | undefined>;
  readonly questions: Readonly<Record<LetterLink["kind"], Question>>;
}

export type LetterLinks = ReturnType<typeof createLetterLinks>;

export function createLetterLinks({ db, readerOf, questions }: LetterLinkDeps) {
  const opened = (token: string, press: boolean, work: (tx: Tx, link: LetterLink, reader: LetterReader, question: Question) => Promise<LinkView>): Promise<LinkView> => db.transaction(async (tx) => {
    const seen = await findLink(tx, token, false);
    // What is asked is locked before the link, as it is when the answer comes another way.
    if (press && seen) await questions[seen.kind].hold?.(tx, seen);
    const link = press && seen ? await findLink(tx, token, true) : seen;
    const reader = link && (await readerOf(link.user, tx));
    if (!link || !reader) throw linkGone();
    return work(tx, link, reader, questions[link.kind]);
  });
  return {
    /** What a link would answer. Changes nothing. @throws AppError auth:failed for one that is not good any more. */
    look: (token: string): Promise<LinkView> => opened(token, false, (tx, link, reader, question) => question.look(tx, link, reader)),
    /** Answers, once. @throws AppError auth:failed, and what answering may say. */
    decide: ({ token, comment }: { readonly token: string; readonly comment?: string }): Promise<LinkView> => opened(token, true, async (tx, link, reader, question) => {
      const view = await question.look(tx, link, reader);
      await question.answer(tx, link, reader, comment?.trim() || undefined);
      await burn(tx, link);
      return view;
    }),
    async tidy(now: Date): Promise<void> {
      await db.change(sql`delete from ${sys("task_links")} where expires_at < ${now}::timestamptz`);
    },
  };
}
