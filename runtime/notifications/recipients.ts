/** Who a rule tells: ids of users, before anybody asks whether they may read the record. */
import { sql } from "kysely";
import { sys } from "../db/schemas";
import type { Sql } from "../fields/storage";
import { newId } from "../kernel/ids";
import { systemPrincipal } from "../kernel/principal";
import type { NotificationModel, Recipient, RecipientKind } from "../model/kinds/notification/model";
import type { QueryContext } from "../queries";
import { NOTIFICATION_LIMITS } from "./limits";
import type { Occurrence, Telling } from "./occurrence";

/** The record as the product sees it. */
export type Facts = Readonly<Record<string, unknown>>;

export const asProduct = ({ db, model, now }: Telling): QueryContext => ({ db, model, ctx: { principal: systemPrincipal("notification"), channel: "system", now, timeZone: "UTC", language: "en", requestId: newId() } });

const idIn = (value: unknown): string[] => (value !== null && typeof value === "object" && typeof (value as { id?: unknown }).id === "string" ? [(value as { id: string }).id] : []);

type Resolver = (telling: Telling, occurrence: Occurrence, facts: Facts, name: string) => readonly string[] | Promise<readonly string[]>;

const users = async ({ db }: Telling, query: Sql): Promise<string[]> => (await db.run<{ id: string }>(sql`${query} limit ${NOTIFICATION_LIMITS.recipients}`)).map(({ id }) => id);

const RESOLVERS: Readonly<Record<RecipientKind, Resolver>> = {
  owner: (_, __, facts) => idIn(facts["owner"]),
  creator: (_, __, facts) => idIn(facts["createdBy"]),
  previousOwner: (_, { changes }) => idIn(changes["owner"]?.from),
  mentioned: (_, { mentions }) => mentions,
  field: (_, __, facts, name) => idIn(facts[name]),
  members: (telling, { entity, recordId }, _, name) => users(telling, sql`select user_id as id from ${sys("record_members")} where entity = ${entity.id} and record_id = ${recordId}::uuid and role = ${name} order by user_id`),
  role: (telling, _, __, name) => users(telling, sql`select r.user_id as id from ${sys("user_roles")} r join ${sys("users")} u on u.id = r.user_id where r.role = ${name} and u.status = 'active' and u.deleted_at is null order by r.user_id`),
  team: (telling, _, facts) => users(telling, sql`select user_id as id from ${sys("team_members")} where team_id = any(${idIn(facts["team"])}::uuid[]) order by user_id`),
  head: (telling, _, facts) => users(telling, sql`select head_id as id from ${sys("units")} where id = any(${idIn(facts["unit"])}::uuid[]) and head_id is not null and deleted_at is null`),
};

const FACTS = ["owner", "createdBy", "team", "unit"] as const;

/** Fields of the record that the recipients of a rule are read from. */
export const factPaths = (rule: NotificationModel): string[] => [...new Set([...FACTS, ...rule.to.flatMap(({ who, name }) => (who === "field" ? [name!] : []))])];

/** Each once, in the order the rule names them. */
export async function recipientsOf(telling: Telling, to: readonly Recipient[], occurrence: Occurrence, facts: Facts): Promise<string[]> {
  const found = new Set<string>();
  for (const { who, name = "" } of to) for (const id of await RESOLVERS[who](telling, occurrence, facts, name)) found.add(id);
  return [...found].slice(0, NOTIFICATION_LIMITS.recipients);
}
