/** What people do with an open resolution: answer for themselves or somebody they stand in for, take somebody more in, take it back. */
import { sql } from "kysely";
import type { Tx } from "../db/pool";
import { AppError } from "../kernel/errors";
import { isUuid } from "../kernel/ids";
import { entityById } from "../model/accessors";
import type { EntityModel } from "../model/types";
import { readerIssues } from "./begin";
import { carryOut } from "./carry";
import { decide, turnOf, type CollegialEvent, type Decided, type Refused } from "./decide";
import type { CollegialCall, CollegialDeps, Proof } from "./deps";
import { sealRecord } from "./evidence";
import { COLLEGIAL_KINDS } from "./kinds/index";
import { noResolution, personIn, reach, selvesOf, within } from "./reach";
import { definitionOf, insertParticipant, readResolutions, stateOf, takeBack, writeAnswer, type Resolution } from "./store";

export interface NewAnswer extends Proof {
  readonly answer: string;
  readonly words?: string;
  /** For whom one stands in. */
  readonly for?: string;
  /** Seal of the record as the signer saw it. */
  readonly seal?: string;
}

const REFUSALS: Readonly<Record<Refused["refused"], string>> = {
  ended: "This has come to its end already.", noParticipant: "You do not take part in this.", notYet: "Others have to answer before you.", answered: "This voice has been given already.",
  unknownAnswer: "This cannot be answered here.", alreadyThere: "This person takes part already.", tooEarlyPlace: "The turn of this place is over.",
  notAnswered: "There is no answer to take back.", secret: "A secret voice cannot be taken back: nobody knows which it was.", tooLate: "Others have answered after you.",
};

function must(decided: Decided | Refused): Decided {
  if ("refused" in decided) throw new AppError(decided.refused === "noParticipant" ? "right:missing" : decided.refused === "unknownAnswer" ? "input:invalid" : "state:wrong", REFUSALS[decided.refused], { remedy: "Read it again." });
  return decided;
}

interface Held {
  readonly tx: Tx;
  readonly call: CollegialCall;
  readonly resolution: Resolution;
  readonly entity: EntityModel;
}

/** Locked, and about a record that somebody of `selves` may read. */
async function holding<T>(deps: CollegialDeps, call: CollegialCall, id: string, work: (held: Held) => Promise<T>): Promise<T> {
  return within(deps, call, async (tx) => {
    const inside = { ...call, db: tx };
    const [resolution] = isUuid(id) ? await readResolutions(tx, sql`r.id = ${id}::uuid`, { lock: true }) : [];
    const entity = resolution && entityById(call.model, resolution.row.entity);
    if (!resolution || !entity) throw noResolution();
    return work({ tx, call: inside, resolution, entity });
  });
}

/** For somebody who is not here any more it is enough that whoever speaks for him reads it. */
const mustRead = async (deps: CollegialDeps, { call, entity, resolution }: Held, user: string): Promise<void> => {
  const principal = (user === personIn(call) ? undefined : await deps.principalOf(user, call.db)) ?? call.ctx.principal;
  if (!(await reach(deps, call, entity, resolution.row.record_id, { principal }))) throw noResolution();
};

const apply = async (deps: CollegialDeps, held: Held, event: CollegialEvent): Promise<void> => {
  const { now } = held.call.ctx;
  await carryOut(deps, held.tx, held.resolution, must(decide(definitionOf(held.resolution.row), stateOf(held.resolution), event, now.getTime())), now, personIn(held.call));
};

/** @throws AppError state:wrong (over, not one's turn, done), right:missing, input:invalid (no reason, wrong password, another record than was seen). */
export async function answer(deps: CollegialDeps, call: CollegialCall, id: string, input: NewAnswer): Promise<void> {
  // Before anything is locked: a wrong password is counted whatever becomes of the rest.
  const method = input.password !== undefined || input.code !== undefined ? await deps.confirm(personIn(call), input) : undefined;
  return holding(deps, call, id, async (held) => {
    const { row } = held.resolution;
    const user = await speakerOf(deps, held, input.for);
    await mustRead(deps, held, user);
    const kind = COLLEGIAL_KINDS[row.kind];
    const words = input.words?.trim() ?? "";
    if (kind.reasoned.includes(input.answer) && !words) throw new AppError("input:invalid", "A reason is needed.", { issues: [{ pointer: "/words", code: "required", message: "Say why.", remedy: "Write a sentence." }] });
    const decided = must(decide(definitionOf(row), stateOf(held.resolution), { type: "answer", user, answer: input.answer }, call.ctx.now.getTime()));
    const signed = kind.confirmed.includes(input.answer) ? await signature(deps, held, method, input.seal) : undefined;
    await writeAnswer(held.tx, held.resolution, { user, answer: input.answer, words: words || null, doneBy: personIn(call), at: call.ctx.now, ...(signed && { signed }) });
    await carryOut(deps, held.tx, held.resolution, decided, call.ctx.now, personIn(call));
  });
}

/** As whom the caller answers: himself where it is his turn, else somebody he stands in for whose turn it is. */
async function speakerOf(deps: CollegialDeps, { call, resolution }: Held, wanted?: string): Promise<string> {
  const selves = await selvesOf(deps, call, resolution.row.kind);
  const parts = selves.filter((self) => resolution.participants.some(({ user_id }) => user_id === self));
  if (wanted !== undefined && !parts.includes(wanted)) throw new AppError("right:missing", "You do not stand in for this person here.", { remedy: "Leave it out, or name somebody you stand in for." });
  const turn = turnOf(stateOf(resolution)).map(({ user }) => user);
  const user = wanted ?? parts.find((self) => turn.includes(self)) ?? parts[0];
  if (user === undefined) throw noResolution();
  return user;
}

/** Takes back an answer while it is not over; whoever gave it for somebody may take it back for him. */
export const withdraw = (deps: CollegialDeps, call: CollegialCall, id: string, { for: whose }: { readonly for?: string }): Promise<void> => holding(deps, call, id, async (held) => {
  const { row, participants } = held.resolution;
  const selves = await selvesOf(deps, held.call, row.kind);
  const answered = participants.filter(({ user_id, answered: done }) => done && selves.includes(user_id)).map(({ user_id }) => user_id);
  const user = whose ?? answered[0] ?? personIn(call);
  if (!selves.includes(user)) throw new AppError("right:missing", "You do not stand in for this person here.", { remedy: "Leave it out, or name somebody you stand in for." });
  await mustRead(deps, held, user);
  const decided = must(decide(definitionOf(row), stateOf(held.resolution), { type: "withdraw", user }, call.ctx.now.getTime()));
  await takeBack(held.tx, held.resolution, user, personIn(call), call.ctx.now);
  await carryOut(deps, held.tx, held.resolution, decided, call.ctx.now, personIn(call));
});

async function signature(deps: CollegialDeps, { call, resolution, entity, tx }: Held, method: string | undefined, seen: string | undefined) {
  if (method === undefined) throw new AppError("input:invalid", "A signature is confirmed.", { issues: [{ pointer: "/password", code: "required", message: "The password, or a code of the authenticator app, is needed.", remedy: "Send password or code." }] });
  const seal = await sealRecord(deps.queries, { model: call.model, db: tx, now: call.ctx.now }, entity, resolution.row.record_id);
  if (!seal) throw noResolution();
  if (seen !== undefined && seen !== seal.digest.toString("hex")) throw new AppError("conflict:version", "The record was changed after you looked at it.", { remedy: "Read it again, and sign what it says now." });
  return { method, digest: seal.digest, parts: seal.parts };
}

/** By whoever began it, or takes part and has not answered. */
export const addParticipant = (deps: CollegialDeps, call: CollegialCall, id: string, { user, weight = 1, last = false }: { readonly user: string; readonly weight?: number; readonly last?: boolean }): Promise<void> => holding(deps, call, id, async (held) => {
  const me = personIn(call);
  await mustRead(deps, held, me);
  const { row, participants } = held.resolution;
  if (row.started_by !== me && !participants.some(({ user_id, answered }) => user_id === me && !answered)) throw new AppError("right:missing", "Only whoever began it, or has still to answer, may take somebody more in.");
  const issues = await readerIssues(deps, held.call, held.entity, row.record_id, [user], "/participants");
  if (row.secret && participants.some((one) => one.weight !== weight)) issues.push({ pointer: "/weight", code: "weights", message: "Different weights would tell who voted what.", remedy: "Give everybody the same weight." });
  if (issues.length > 0) throw new AppError("input:invalid", "This person cannot take part.", { issues: issues.map((issue) => ({ ...issue, pointer: issue.pointer.replace("/participants/0", "") })) });
  const turn = turnOf(stateOf(held.resolution));
  const at = last ? Math.max(...participants.map(({ place }) => place)) + 1 : (turn[0]?.place ?? 0);
  const decided = must(decide(definitionOf(row), stateOf(held.resolution), { type: "add", participant: { user, place: at, weight } }, call.ctx.now.getTime()));
  await insertParticipant(held.tx, row.id, { user, place: at, weight }, me);
  await carryOut(deps, held.tx, held.resolution, decided, call.ctx.now, me);
});

/** By whoever began it. */
export const recall = (deps: CollegialDeps, call: CollegialCall, id: string): Promise<void> => holding(deps, call, id, async (held) => {
  await mustRead(deps, held, personIn(call));
  if (held.resolution.row.started_by !== personIn(call)) throw new AppError("right:missing", "Only whoever began it may take it back.");
  if (held.resolution.row.instance_id !== null) throw new AppError("state:wrong", "A process waits for this.", { remedy: "Cancel the process instead." });
  await apply(deps, held, { type: "recall" });
});
