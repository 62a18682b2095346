/** A resolution begins on a record: by whoever has the right from a role, among people who may read the record. */
import { sql } from "kysely";
import type { Tx } from "../db/pool";
import { sys } from "../db/schemas";
import { AppError, type Issue } from "../kernel/errors";
import { isUuid, newId } from "../kernel/ids";
import type { EntityModel } from "../model/types";
import { carryOut } from "./carry";
import { decide, newState, type Participant } from "./decide";
import type { CollegialCall, CollegialDeps } from "./deps";
import { COLLEGIAL_KINDS, type CollegialKindName } from "./kinds/index";
import { COLLEGIAL_LIMITS } from "./limits";
import { personIn, place, reach, within } from "./reach";
import { definitionOf, insertParticipant, readResolutions } from "./store";

export interface NewResolution {
  readonly kind: CollegialKindName;
  readonly title?: string;
  /** What is asked, in words. */
  readonly words?: string;
  readonly participants: readonly { readonly user: string; readonly weight?: number }[];
  /** One after another, in the order given; at once when left out. */
  readonly inSequence?: boolean;
  readonly quorum?: number;
  readonly secret?: boolean;
  readonly dueAt?: string;
}

const invalid = (...issues: readonly Issue[]): AppError => new AppError("input:invalid", "This cannot be begun.", { issues });

export async function begin(deps: CollegialDeps, call: CollegialCall, entityName: string, recordId: string, input: NewResolution): Promise<string> {
  const me = personIn(call);
  return within(deps, call, async (tx) => {
    const inside = { ...call, db: tx };
    const { entity, mayBegin } = await place(deps, inside, entityName, recordId);
    if (!mayBegin.includes(input.kind)) throw new AppError("right:missing", "You may not begin this on the record.", { remedy: "Ask an administrator for the right." });
    const [{ n }] = (await tx.run<{ n: number }>(sql`select count(*)::int as n from ${sys("resolutions")} where record_id = ${recordId}::uuid and status = 'open'`)) as [{ n: number }];
    if (n >= COLLEGIAL_LIMITS.openPerRecord) throw new AppError("limit:exceeded", `A record has at most ${COLLEGIAL_LIMITS.openPerRecord} of them open.`, { remedy: "Bring one to its end first." });
    const people = input.participants.map(({ user, weight = 1 }, i): Participant => ({ user, weight, place: input.inSequence ? i : 0 }));
    const issues = [...shapeIssues(input, people, call.ctx.now), ...(await readerIssues(deps, inside, entity, recordId, people.map(({ user }) => user), "/participants"))];
    if (issues.length > 0) throw invalid(...issues);
    return beginIn(deps, inside, tx, { ...input, entity, recordId, people, startedBy: me });
  });
}

export interface Beginning extends Omit<NewResolution, "participants" | "inSequence"> {
  readonly entity: EntityModel;
  readonly recordId: string;
  readonly people: readonly Participant[];
  readonly startedBy: string | null;
  readonly process?: { readonly instance: string; readonly token: number };
}

/** Without asking for rights: for processes, too. */
export async function beginIn(deps: CollegialDeps, call: CollegialCall, tx: Tx, input: Beginning): Promise<string> {
  const id = newId(call.ctx.now.getTime());
  const { now } = call.ctx;
  const stage = await stageOf(deps, { ...call, db: tx }, input.entity, input.recordId, input.kind);
  await tx.change(sql`insert into ${sys("resolutions")} (id, kind, entity, record_id, title, words, quorum, secret, due_at, stage_field, stage, instance_id, token, started_by, started_at)
    values (${id}::uuid, ${input.kind}, ${input.entity.id}, ${input.recordId}::uuid, ${(input.title ?? "").trim()}, ${(input.words ?? "").trim()}, ${input.quorum ?? null}::int, ${input.secret ?? false}, ${input.dueAt ?? null}::timestamptz,
      ${stage?.field ?? null}, ${stage?.value ?? null}, ${input.process?.instance ?? null}::uuid, ${input.process?.token ?? null}::int, ${input.startedBy}::uuid, ${now}::timestamptz)`);
  for (const participant of input.people) await insertParticipant(tx, id, participant, null);
  const [resolution] = await readResolutions(tx, sql`r.id = ${id}::uuid`);
  const decided = decide(definitionOf(resolution!.row), newState(input.people), { type: "begin" }, now.getTime());
  if ("refused" in decided) throw new AppError("internal", "A new resolution cannot be over.");
  await carryOut(deps, tx, resolution!, decided, now, input.startedBy);
  return id;
}

/** The stage the record is in, where the entity demands resolutions by stage. */
async function stageOf(deps: CollegialDeps, call: CollegialCall, entity: EntityModel, id: string, kind: string): Promise<{ field: string; value: string } | undefined> {
  const demand = entity.approvals.find((one) => one.kind === kind) ?? entity.approvals[0];
  if (!demand) return undefined;
  const found = await reach(deps, call, entity, id, { principal: { kind: "system", reason: "process" }, paths: ["id", demand.field] });
  const value = found?.record[demand.field];
  return typeof value === "string" ? { field: entity.fieldByName.get(demand.field)!.id, value } : undefined;
}

function shapeIssues({ kind, quorum, secret, dueAt }: NewResolution, people: readonly Participant[], now: Date): Issue[] {
  const issues: Issue[] = [];
  const all = people.reduce((sum, { weight }) => sum + weight, 0);
  people.forEach(({ user }, i) => people.findIndex((one) => one.user === user) < i && issues.push({ pointer: `/participants/${i}/user`, code: "twice", message: "This person is named twice.", remedy: "Name everybody once; a weight makes a voice heavier." }));
  if (quorum !== undefined && quorum > all) issues.push({ pointer: "/quorum", code: "tooLarge", message: `All voices together weigh ${all}.`, remedy: "Choose a smaller quorum." });
  if (secret && !COLLEGIAL_KINDS[kind].maySecret) issues.push({ pointer: "/secret", code: "surplus", message: "Only a vote can be secret.", remedy: "Leave it out." });
  if (secret && people.some(({ weight }) => weight !== people[0]!.weight)) issues.push({ pointer: "/participants", code: "weights", message: "Different weights would tell who voted what.", remedy: "Give everybody the same weight." });
  if (dueAt !== undefined && Date.parse(dueAt) <= now.getTime()) issues.push({ pointer: "/dueAt", code: "past", message: "This moment is over.", remedy: "Choose a later one." });
  return issues;
}

/** Everybody who takes part has to be able to read what it is about. */
export async function readerIssues(deps: CollegialDeps, call: CollegialCall, entity: EntityModel, recordId: string, users: readonly string[], pointer: string): Promise<Issue[]> {
  const issues: Issue[] = [];
  for (const [i, user] of users.entries()) {
    const principal = isUuid(user) ? await deps.principalOf(user, call.db) : undefined;
    if (!principal) issues.push({ pointer: `${pointer}/${i}/user`, code: "notFound", message: "There is no such active user.", remedy: "Choose another person." });
    else if (!(await reach(deps, call, entity, recordId, { principal }))) issues.push({ pointer: `${pointer}/${i}/user`, code: "mayNotRead", message: "This person may not read the record.", remedy: "Share the record with the person first, or choose another one." });
  }
  return issues;
}
