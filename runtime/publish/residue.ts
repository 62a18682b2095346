/**
 * What entities, roles and rules leave behind when they are dropped with their data: tables and columns, and rows of the product's own
 * tables that speak of them. The bytes of files go when the worker comes by. Revisions stay: they hold documents, no data.
 */
import { sql } from "kysely";
import { applySteps } from "../db/ddl/apply";
import { planPurge } from "../db/ddl/plan";
import { readState } from "../db/ddl/registry";
import { reduce } from "../db/ddl/state";
import type { Step } from "../db/ddl/steps";
import type { Tx } from "../db/pool";
import { sys } from "../db/schemas";
import { diffModels } from "../model/diff";
import type { AppModel } from "../model/types";

/** Ids of what is in one model and not in another. */
export interface Gone {
  readonly entities: readonly string[];
  readonly fields: readonly { readonly entity: string; readonly field: string }[];
  /** Names: people hold roles by name. */
  readonly roles: readonly string[];
  readonly reports: readonly string[];
  readonly rules: readonly string[];
}

const without = <T>(before: Iterable<T>, after: Iterable<T>): T[] => {
  const left = new Set(after);
  return [...before].filter((one) => !left.has(one));
};

export function goneOf(before: AppModel, after: AppModel): Gone {
  const { entities, fields } = diffModels(before, after);
  const ids = (model: AppModel, kind: "report" | "notification"): string[] => [...model.parts[kind].values()].map(({ id }) => id);
  return {
    entities: entities.removed.map(({ id }) => id), fields: fields.removed.map(({ entityId, field }) => ({ entity: entityId, field: field.id })),
    roles: without(before.roles.keys(), after.roles.keys()), reports: without(ids(before, "report"), ids(after, "report")), rules: without(ids(before, "notification"), ids(after, "notification")),
  };
}

/** Removes it for ever; the documents are gone already, tables of entities doomed. */
export async function removeResidue(tx: Tx, gone: Gone, pack: string): Promise<void> {
  await purgeFields(tx, gone);
  const entities = sql`any(${[...gone.entities]}::text[])`;
  await tx.run(sql`update ${sys("files")} set state = 'deleted' where entity = ${entities}`);
  for (const table of ["attachments", "posts", "presence", "record_members", "record_shares", "notifications", "reminders", "journal"] as const) await tx.run(sql`delete from ${sys(table)} where entity = ${entities}`);
  for (const table of ["counters", "views", "view_defaults"] as const) await tx.run(sql`delete from ${sys(table)} where entity_id = ${entities}`);
  await tx.run(sql`delete from ${sys("secrets")} where owner_kind = ${entities}`);
  for (const { entity, field } of gone.fields) await tx.run(sql`delete from ${sys("counters")} where entity_id = ${entity} and field_id = ${field}`);
  await tx.run(sql`delete from ${sys("user_roles")} where role = any(${[...gone.roles]}::text[])`);
  await tx.run(sql`update ${sys("api_keys")} set roles = array(select r from unnest(roles) as r where r <> all(${[...gone.roles]}::text[])) where roles && ${[...gone.roles]}::text[]`);
  await tx.run(sql`delete from ${sys("report_schedules")} where report = any(${[...gone.reports]}::text[])`);
  await tx.run(sql`delete from ${sys("notification_settings")} where rule = any(${[...gone.rules]}::text[])`);
  await tx.run(sql`delete from ${sys("notification_clocks")} where rule = any(${[...gone.rules]}::text[])`);
  await tx.run(sql`delete from ${sys("metadata_drafts")} where pack = ${pack}`);
}

async function purgeFields(tx: Tx, gone: Gone): Promise<void> {
  let state = await readState(tx);
  const steps: Step[] = [];
  const take = (more: readonly Step[]): void => {
    steps.push(...more);
    state = more.reduce((so, step) => reduce(so, step, ""), state);
  };
  for (const { entity, field } of gone.fields) take(planPurge(state, entity, field));
  await applySteps(tx, steps, state);
}
