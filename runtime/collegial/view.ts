/** Resolutions as people see them. Of a secret vote they see who has voted, and the counts when it is over; nothing else is kept. */
import { sql } from "kysely";
import { sys } from "../db/schemas";
import { isUuid } from "../kernel/ids";
import { entityById } from "../model/accessors";
import type { EntityModel } from "../model/types";
import { readingOf } from "../queries/caller";
import { decide, turnOf } from "./decide";
import type { CollegialCall, CollegialDeps } from "./deps";
import { changedParts, sealRecord, type Seal } from "./evidence";
import { COLLEGIAL_KINDS, COLLEGIAL_KIND_NAMES, type CollegialKindName } from "./kinds/index";
import { COLLEGIAL_LIMITS } from "./limits";
import { noResolution, peopleNamed, personIn, place, reach, selvesOf, type PersonView } from "./reach";
import { definitionOf, readResolutions, readWithdrawn, stateOf, type Resolution, type ResolutionRow } from "./store";

export interface ParticipantView {
  readonly person: PersonView;
  readonly place: number;
  readonly weight: number;
  readonly asked: boolean;
  readonly answered: boolean;
  /** Null: not yet, or secret. */
  readonly answer: string | null;
  readonly words: string | null;
  /** Who acted for the person; null: the person. */
  readonly doneBy: PersonView | null;
  readonly at: string | null;
  readonly signature: { readonly method: string; readonly seal: string; readonly valid: boolean; readonly changed: readonly string[]; readonly hidden: number } | null;
}

/** An answer that was taken back. */
export interface WithdrawnView {
  readonly person: PersonView;
  readonly answer: string;
  readonly words: string | null;
  /** Who had acted for the person; null: the person. */
  readonly doneBy: PersonView | null;
  readonly at: string;
  readonly signature: { readonly method: string; readonly seal: string } | null;
  readonly withdrawnBy: PersonView;
  readonly withdrawnAt: string;
}

export interface ResolutionView {
  readonly id: string;
  readonly kind: CollegialKindName;
  readonly title: string;
  readonly words: string;
  readonly record: { readonly entity: string; readonly id: string; readonly title: string } | null;
  readonly status: ResolutionRow["status"];
  readonly decision: string | null;
  readonly quorum: number | null;
  readonly secret: boolean;
  readonly due: string | null;
  readonly startedBy: PersonView | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** Weights by answer; null while a secret vote is open. */
  readonly given: Readonly<Record<string, number>> | null;
  readonly participants: readonly ParticipantView[];
  /** What was said and taken back, oldest first. */
  readonly withdrawn: readonly WithdrawnView[];
  /** Those the caller may answer for now, himself first; empty when it is not his turn. */
  readonly asks: readonly PersonView[];
  /** What he may answer, and which answers need a reason or a confirmation. */
  readonly answers: readonly { readonly name: string; readonly reasoned: boolean; readonly confirmed: boolean }[];
  readonly mayRecall: boolean;
  /** Whose answers the caller may take back, himself first. */
  readonly mayWithdraw: readonly PersonView[];
  readonly mayAdd: boolean;
}

const iso = (value: Date | string): string => new Date(value).toISOString();
const isoOrNull = (value: Date | string | null): string | null => (value === null ? null : iso(value));

/** Of one record that the caller reads, the newest first, with what he may begin. */
export async function listFor(deps: CollegialDeps, call: CollegialCall, entityName: string, id: string): Promise<{ readonly items: readonly ResolutionView[]; readonly mayBegin: readonly string[]; readonly seal: string | null }> {
  const { entity, mayBegin } = await place(deps, call, entityName, id);
  const all = await readResolutions(call.db, sql`r.record_id = ${id}::uuid and r.entity = ${entity.id}`);
  const seal = all.some(({ row }) => row.kind === "sign") ? await sealRecord(deps.queries, { model: call.model, db: call.db, now: call.ctx.now }, entity, id) : undefined;
  return { items: (await views(deps, call, [...all].reverse(), seal)), mayBegin: COLLEGIAL_KIND_NAMES.filter((kind) => mayBegin.includes(kind)), seal: seal ? seal.digest.toString("hex") : null };
}

/** One of them, with what was signed compared to what the record is now. */
export async function readOne(deps: CollegialDeps, call: CollegialCall, id: string): Promise<ResolutionView & { readonly seal: string | null }> {
  const [found] = isUuid(id) ? await readResolutions(call.db, sql`r.id = ${id}::uuid`) : [];
  const entity = found && entityById(call.model, found.row.entity);
  if (!found || !entity || !(await mayLook(deps, call, entity, found))) throw noResolution();
  const seal = found.row.kind === "sign" ? await sealRecord(deps.queries, { model: call.model, db: call.db, now: call.ctx.now }, entity, found.row.record_id) : undefined;
  return { ...(await views(deps, call, [found], seal))[0]!, seal: seal ? seal.digest.toString("hex") : null };
}

/** Whoever reads the record, or stands in for a participant. */
async function mayLook(deps: CollegialDeps, call: CollegialCall, entity: EntityModel, { row, participants }: Resolution): Promise<boolean> {
  if (await reach(deps, call, entity, row.record_id)) return true;
  const selves = await selvesOf(deps, call, row.kind);
  return participants.some(({ user_id }) => selves.slice(1).includes(user_id));
}

/** What waits for the caller, or for those he stands in for; by term. */
export async function mine(deps: CollegialDeps, call: CollegialCall): Promise<readonly ResolutionView[]> {
  const found: Resolution[] = [];
  for (const kind of COLLEGIAL_KIND_NAMES) {
    const selves = await selvesOf(deps, call, kind);
    found.push(...(await readResolutions(call.db, sql`r.status = 'open' and r.kind = ${kind} and exists (select 1 from ${sys("resolution_participants")} x where x.resolution_id = r.id and x.asked and not x.answered and x.user_id = any(${[...selves]}::uuid[]))`, { limit: COLLEGIAL_LIMITS.page })));
  }
  const seen = await views(deps, call, found, undefined);
  const term = ({ due }: ResolutionView): number => (due === null ? Infinity : Date.parse(due));
  return seen.filter(({ asks }) => asks.length > 0).sort((a, b) => term(a) - term(b) || a.startedAt.localeCompare(b.startedAt));
}

async function views(deps: CollegialDeps, call: CollegialCall, all: readonly Resolution[], seal: Seal | undefined): Promise<readonly ResolutionView[]> {
  const me = personIn(call);
  const withdrawn = await readWithdrawn(call.db, all.map(({ row }) => row.id));
  const person = await peopleNamed(call.db, [...all.flatMap(({ row, participants }) => [row.started_by, ...participants.flatMap(({ user_id, done_by }) => [user_id, done_by])]), ...withdrawn.flatMap((one) => [one.user_id, one.done_by, one.withdrawn_by])]);
  const selves = new Map<string, readonly string[]>();
  for (const kind of new Set(all.map(({ row }) => row.kind))) selves.set(kind, await selvesOf(deps, call, kind));
  const seen: ResolutionView[] = [];
  for (const one of all) {
    const { row, participants } = one;
    const entity = entityById(call.model, row.entity);
    const record = entity && (await reach(deps, call, entity, row.record_id, { paths: ["id", entity.titleField] }));
    const turn = row.status === "open" ? turnOf(stateOf(one)).map(({ user }) => user) : [];
    const kind = COLLEGIAL_KINDS[row.kind];
    const takesPart = participants.some(({ user_id, answered }) => user_id === me && !answered);
    seen.push({
      id: row.id, kind: row.kind, title: row.title, words: row.words, status: row.status, decision: row.decision, quorum: row.quorum, secret: row.secret, due: isoOrNull(row.due_at),
      record: entity && record ? { entity: entity.name, id: row.record_id, title: textOf(record.record[entity.titleField]) } : null,
      startedBy: person(row.started_by), startedAt: iso(row.started_at), endedAt: isoOrNull(row.ended_at), given: row.secret && row.status === "open" ? null : row.given,
      participants: participants.map((participant) => ({
        person: person(participant.user_id)!, place: participant.place, weight: participant.weight, asked: participant.asked, answered: participant.answered, answer: participant.answer, words: participant.words,
        doneBy: participant.done_by === null || participant.done_by === participant.user_id ? null : person(participant.done_by), at: isoOrNull(participant.at),
        signature: participant.digest && participant.method ? { method: participant.method, seal: Buffer.from(participant.digest).toString("hex"), valid: seal !== undefined && (seal.digest.equals(participant.digest) || changedParts(participant.parts ?? {}, seal.parts).length === 0), ...(seal && entity ? changesSeen(call, entity, participant.parts ?? {}, seal) : { changed: [], hidden: 0 }) } : null,
      })),
      withdrawn: withdrawn.filter(({ resolution_id }) => resolution_id === row.id).map((one) => ({
        person: person(one.user_id)!, answer: one.answer, words: one.words, doneBy: one.done_by === one.user_id ? null : person(one.done_by), at: iso(one.given_at),
        signature: one.digest && one.method ? { method: one.method, seal: Buffer.from(one.digest).toString("hex") } : null, withdrawnBy: person(one.withdrawn_by)!, withdrawnAt: iso(one.withdrawn_at),
      })),
      asks: (selves.get(row.kind) ?? []).filter((self) => turn.includes(self)).map((self) => person(self)!),
      answers: kind.answers.map((name) => ({ name, reasoned: kind.reasoned.includes(name), confirmed: kind.confirmed.includes(name) })),
      mayWithdraw: (selves.get(row.kind) ?? []).filter((self) => participants.some(({ user_id }) => user_id === self) && !("refused" in decide(definitionOf(row), stateOf(one), { type: "withdraw", user: self }, call.ctx.now.getTime()))).map((self) => person(self)!),
      mayRecall: row.status === "open" && row.started_by === me && row.instance_id === null, mayAdd: row.status === "open" && (row.started_by === me || takesPart),
    });
  }
  return seen;
}

/** Names of changed fields the caller may know, "files" for files, and how many others there are. */
function changesSeen(call: CollegialCall, entity: EntityModel, before: Seal["parts"], now: Seal): { changed: readonly string[]; hidden: number } {
  const { fields } = readingOf(call.model, call.ctx.principal).access(entity.name);
  const changed = new Set<string>();
  let hidden = 0;
  for (const key of changedParts(before, now.parts)) {
    const name = key.startsWith("file:") ? "files" : entity.fields.find(({ id }) => `field:${id}` === key || `rows:${id}` === key)?.name;
    if (name === "files" || (name !== undefined && fields.get(name)?.read === "full")) changed.add(name);
    else hidden++;
  }
  return { changed: [...changed], hidden };
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : value !== null && typeof value === "object" && "title" in value ? String(value.title) : value === null || value === undefined ? "" : String(value));
