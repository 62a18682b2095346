/**
 * "As this user": what a changed role would give and take, before it is saved. For each person the records of each entity are
 * counted under the rights as they are and as they would be, in one statement. The administrator's own rights hold: entities he
 * may not read are left out, and titles are told only of records that he may read.
 */
import { sql } from "kysely";
import type { Database } from "../db/pool";
import type { Ctx } from "../kernel";
import { actorId, type Principal } from "../kernel/principal";
import { label } from "../model/accessors";
import type { AppModel, EntityModel } from "../model/types";
import { bindingsOf, readingOf } from "../queries/caller";
import { tableOf } from "../queries/scope";
import { statementOf } from "../queries/statement";
import { titlesOf } from "../queries/titles";

export const PREVIEW_LIMITS = { people: 8, examples: 20 } as const;

export interface RecordTitle {
  readonly id: string;
  readonly title: string;
}

export interface EntityPreview {
  readonly entity: string;
  readonly label: string;
  /** Records that may be read. */
  readonly before: number;
  readonly after: number;
  readonly gained: { readonly count: number; readonly examples: readonly RecordTitle[] };
  readonly lost: { readonly count: number; readonly examples: readonly RecordTitle[] };
  /** Labels of fields that may be read (or written) now and not before, and the other way round. */
  readonly fields: { readonly gained: readonly string[]; readonly lost: readonly string[]; readonly writeGained: readonly string[]; readonly writeLost: readonly string[] };
}

export interface PersonPreview {
  readonly id: string;
  readonly name: string;
  readonly entities: readonly EntityPreview[];
}

export interface PreviewInput {
  readonly db: Database;
  readonly before: AppModel;
  readonly after: AppModel;
  /** The administrator who asks. */
  readonly ctx: Ctx;
  readonly role: string;
  /** People as they are now; who does not hold the role is taken as if it were given to him. */
  readonly people: readonly Exclude<Principal, { kind: "system" }>[];
}

export async function previewRole(input: PreviewInput): Promise<readonly PersonPreview[]> {
  const { before, after, ctx, role, people } = input;
  const entities = [...after.entities.values()].filter((entity) => before.entities.has(entity.name) && readingOf(before, ctx.principal).access(entity.name).rows.read.length > 0);
  const all: PersonPreview[] = [];
  for (const person of people.slice(0, PREVIEW_LIMITS.people)) {
    const then = { ...person, roles: [...new Set([...person.roles, role])].sort() };
    const previews: EntityPreview[] = [];
    for (const entity of entities) previews.push(...(await previewEntity(input, entity, person, then)));
    all.push({ id: actorId(person) ?? "", name: person.name, entities: previews });
  }
  return all;
}

/** Nothing when the entity means the same to the person before and after. */
async function previewEntity(input: PreviewInput, entity: EntityModel, person: Principal, then: Principal): Promise<readonly EntityPreview[]> {
  const { before, after, ctx, db } = input;
  const old = readingOf(before, person);
  const next = readingOf(after, then);
  const was = old.access(entity.name);
  const will = next.access(entity.name);
  const names = (from: typeof was, to: typeof was, has: (access: typeof was, field: string) => boolean) =>
    entity.fields.filter((field) => !field.translates && has(to, field.name) && !has(from, field.name)).map((field) => label(field.label, ctx.language) || field.name);
  const reads = (access: typeof was, field: string) => access.rows.read.length > 0 && access.fields.get(field)?.read === "full";
  const writes = (access: typeof was, field: string) => access.updates.some((variant) => variant.rule.length > 0 && variant.fields.has(field));
  const fields = { gained: names(was, will, reads), lost: names(will, was, reads), writeGained: names(was, will, writes), writeLost: names(will, was, writes) };
  const sameRows = JSON.stringify(was.rows.read) === JSON.stringify(will.rows.read);
  if (sameRows && Object.values(fields).every((list) => list.length === 0)) return [];

  const ruleOf = (reading: typeof old, access: typeof was) => sql`coalesce((${reading.rowRule(entity, "t", access.rows.read)}), false)`;
  const alive = entity.system ? sql`true` : sql`t.deleted_at is null`;
  const seen = sql`(select t.id, ${ruleOf(old, was)} as was, ${ruleOf(next, will)} as will from ${tableOf(entity)} as t where ${alive})`;
  const some = (which: ReturnType<typeof sql>) => sql`array(select s.id::text from ${seen} s where ${which} order by s.id desc limit ${PREVIEW_LIMITS.examples})`;
  const statement = statementOf(sql`select count(*) filter (where r.was)::int, count(*) filter (where r.will)::int, count(*) filter (where r.will and not r.was)::int, count(*) filter (where r.was and not r.will)::int,
    ${some(sql`s.will and not s.was`)}, ${some(sql`s.was and not s.will`)} from ${seen} r`);
  const [row] = await db.query(statement.bind(bindingsOf({ ...ctx, principal: person }, [])));
  const [seenBefore, seenAfter, gained, lost, gainedIds, lostIds] = row as [number, number, number, number, string[], string[]];
  const titles = await titlesOf({ model: before, ctx, db }, entity.name, [...gainedIds, ...lostIds]);
  const examples = (ids: readonly string[]) => ids.flatMap((id): RecordTitle[] => (titles.get(id) ? [{ id, title: titles.get(id)! }] : []));
  return [{
    entity: entity.name, label: label(entity.plural, ctx.language) || entity.name, before: seenBefore, after: seenAfter, fields,
    gained: { count: gained, examples: examples(gainedIds) }, lost: { count: lost, examples: examples(lostIds) },
  }];
}
