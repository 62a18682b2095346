/** Who is related to one record: members with record roles (PL-5), and shares that open one record to a person, team or unit. */
import { sql } from "kysely";
import { AppError } from "../kernel";
import { isUuid } from "../kernel/ids";
import { actorId } from "../kernel/principal";
import { readingOf } from "../queries/caller";
import { tableOf } from "../queries/scope";
import type { Sql } from "../fields/storage";
import { label } from "../model/accessors";
import type { EntityModel } from "../model/types";
import { rightOfSystem } from "../permissions/system";
import { journalInsert, journalValues, type JournalVerb } from "./journal";
import { forbidden, noRecord, type SaveContext } from "./save";

export interface Member {
  readonly user: { readonly id: string; readonly title: string };
  readonly role: string;
  /** Words for the role, in the caller's language. */
  readonly label: string;
  readonly addedAt: string;
}

export interface Share {
  readonly grantee: { readonly kind: "user" | "team" | "unit"; readonly id: string; readonly title: string | null };
  readonly level: "read" | "update";
  readonly expiresAt: string | null;
}

/** The record's entity, when the caller may do `verb` with the record. */
async function allowed(save: SaveContext, entityName: string, id: string, verb: "read" | "update") {
  const access = readingOf(save.model, save.ctx.principal).access(entityName);
  const [found] = await save.queries.read(save, entityName, [id], { paths: ["id"], trusted: true, trash: "without", lock: false, questions: [access.rows.update] });
  if (!found) throw noRecord();
  if (verb === "update" && !found.answers[0]) throw forbidden(access.entity, "update");
  return { entity: access.entity, mayUpdate: found.answers[0] === true };
}

export async function listMembers(save: SaveContext, entityName: string, id: string): Promise<Member[]> {
  const { entity } = await allowed(save, entityName, id, "read");
  const rows = await save.db.run<{ user_id: string; name: string; role: string; added_at: string }>(sql`select m.user_id, u.name, m.role, m.added_at from metaloom.record_members m join metaloom.users u on u.id = m.user_id where m.entity = ${entity.id} and m.record_id = ${id}::uuid order by u.name, m.role`);
  const labels = new Map(entity.memberRoles.map((role) => [role.name, label(role.label, save.ctx.language)]));
  return rows.map((row) => ({ user: { id: row.user_id, title: row.name }, role: row.role, label: labels.get(row.role) ?? row.role, addedAt: row.added_at }));
}

/** Replaces the record roles of one person; an empty list takes him out. Needs the right to update the record. */
export async function setMember(save: SaveContext, entityName: string, id: string, userId: string, roles: readonly string[]): Promise<Member[]> {
  const { entity } = await allowed(save, entityName, id, "update");
  const unknown = roles.find((role) => !entity.memberRoles.some((known) => known.name === role));
  if (unknown !== undefined) throw new AppError("input:invalid", `${entity.name} has no record role "${unknown.slice(0, 60)}".`, { issues: [{ pointer: "/roles", code: "choice", message: `There is no record role "${unknown.slice(0, 60)}".`, remedy: `Use: ${entity.memberRoles.map((role) => role.name).join(", ") || "this entity has none"}.` }] });
  const [user] = await save.db.run(sql`select 1 from metaloom.users where id = ${userId}::uuid and deleted_at is null`);
  if (!user) throw new AppError("record:notFound", "There is no such person.");
  const held = sql`entity = ${entity.id} and record_id = ${id}::uuid and user_id = ${userId}::uuid`;
  await writeJournaled(save, entity, id, "member", [
    sql`delete from metaloom.record_members where ${held} and not (role = any(${roles}::text[])) returning 1`,
    sql`insert into metaloom.record_members (entity, record_id, user_id, role, added_by) select ${entity.id}::text, ${id}::uuid, ${userId}::uuid, role, ${actorId(save.ctx.principal)}::uuid from (select distinct unnest(${roles}::text[]) as role) as r on conflict do nothing returning 1`,
  ]);
  return listMembers(save, entityName, id);
}

const TABLES = { user: "users", team: "teams", unit: "units" } as const;

export async function listShares(save: SaveContext, entityName: string, id: string): Promise<Share[]> {
  const { entity } = await allowed(save, entityName, id, "read");
  const rows = await save.db.run<{ grantee_kind: Share["grantee"]["kind"]; grantee_id: string; level: Share["level"]; expires_at: string | null; title: string | null }>(sql`
    select s.grantee_kind, s.grantee_id, s.level, s.expires_at, coalesce(u.name, t.name, n.name) as title from metaloom.record_shares s
    left join metaloom.users u on u.id = s.grantee_id left join metaloom.teams t on t.id = s.grantee_id left join metaloom.units n on n.id = s.grantee_id
    where s.entity = ${entity.id} and s.record_id = ${id}::uuid order by title`);
  return rows.map((row) => ({ grantee: { kind: row.grantee_kind, id: row.grantee_id, title: row.title }, level: row.level, expiresAt: row.expires_at }));
}

export interface NewShare {
  readonly kind: "user" | "team" | "unit";
  readonly id: string;
  readonly level: "read" | "update";
  readonly expiresAt?: string;
}

/**
 * Opens a record. One shares only what one holds: update needs the right to update; and whoever is not the owner needs the system
 * right "share.any". At use the receiver's own roles still decide which verbs exist for him at all (permissions/access.ts).
 */
export async function shareRecord(save: SaveContext, entityName: string, id: string, share: NewShare): Promise<Share[]> {
  const { entity, mayUpdate } = await allowed(save, entityName, id, "read");
  if (share.level === "update" && !mayUpdate) throw forbidden(entity, "update");
  await refuseForeign(save, entityName, id);
  if (!isUuid(share.id)) throw new AppError("record:notFound", "There is nobody with this id.");
  const [grantee] = await save.db.run(sql`select 1 from ${sql.table(`metaloom.${TABLES[share.kind]}`)} where id = ${share.id}::uuid and deleted_at is null`);
  if (!grantee) throw new AppError("record:notFound", "There is nobody with this id.");
  await writeJournaled(save, entity, id, "share", [sql`insert into metaloom.record_shares (entity, record_id, grantee_kind, grantee_id, level, shared_by, expires_at) values (${entity.id}, ${id}::uuid, ${share.kind}, ${share.id}::uuid, ${share.level}, ${actorId(save.ctx.principal)}::uuid, ${share.expiresAt ?? null}::timestamptz) on conflict (entity, record_id, grantee_kind, grantee_id) do update set level = excluded.level, expires_at = excluded.expires_at, shared_by = excluded.shared_by returning 1`]);
  return listShares(save, entityName, id);
}

export async function unshareRecord(save: SaveContext, entityName: string, id: string, kind: NewShare["kind"], granteeId: string): Promise<void> {
  const { entity } = await allowed(save, entityName, id, "read");
  await refuseForeign(save, entityName, id);
  await writeJournaled(save, entity, id, "share", [sql`delete from metaloom.record_shares where entity = ${entity.id} and record_id = ${id}::uuid and grantee_kind = ${kind} and grantee_id = ${granteeId}::uuid returning 1`]);
}

/** The writes and one entry of the record's journal, in one statement; no entry when they change no row. */
async function writeJournaled(save: SaveContext, entity: EntityModel, id: string, verb: JournalVerb, writes: readonly Sql[]): Promise<void> {
  const values = journalValues(save.ctx, verb, null).map((value) => sql`${value}`);
  const steps = writes.map((write, i) => sql`${sql.ref(`w${i}`)} as (${write})`);
  const changed = sql.join(writes.map((_, i) => sql`exists (select 1 from ${sql.ref(`w${i}`)})`), sql` or `);
  const record = sql`(select id, version from ${tableOf(entity)} where id = ${id}::uuid and (${changed}))`;
  await save.db.run(sql`with ${sql.join(steps)}, j as (${journalInsert(entity, record, values)}) select 1`);
}

async function refuseForeign(save: SaveContext, entityName: string, id: string): Promise<void> {
  if (rightOfSystem(save.model.roles, save.ctx.principal, "share.any")) return;
  const [found] = await save.queries.read(save, entityName, [id], { paths: ["owner"], trusted: true, trash: "without", lock: false, questions: [] });
  const owner = (found?.record["owner"] as { id: string } | null | undefined)?.id;
  if (!owner || owner !== actorId(save.ctx.principal)) throw new AppError("right:missing", "Only the owner may share this record.", { remedy: "Ask the owner, or an administrator." });
}
