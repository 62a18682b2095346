/**
 * Units, teams and users of seeds. They live in the product's own tables, which the gateway reads but does not write. Those that
 * are there already are left as they are; nobody gets a password here (see demo-sign-ins.ts).
 */
import { sql } from "kysely";
import { sys } from "../db/schemas";
import type { Tx } from "../db/pool";
import { AppError } from "../kernel";
import { newId } from "../kernel/ids";
import type { Seed, SeedRecord } from "./documents";
import type { SeedKeys } from "./keys";

type Link = { readonly key: unknown } | null | undefined;

interface Waiting {
  readonly id: string;
  readonly record: SeedRecord;
}

export interface PeopleSeeder {
  /** Number of records made. */
  write(seed: Seed): Promise<number>;
  /** Heads of units and positions, once everybody is there. */
  finish(): Promise<void>;
}

export function createPeopleSeeder(tx: Tx, keys: SeedKeys): PeopleSeeder {
  const newUnits: Waiting[] = [];
  const newUsers: Waiting[] = [];
  const idOf = async (entity: string, link: Link): Promise<string | null> => {
    if (!link) return null;
    const id = await keys.idOf(entity, link.key);
    if (id === "later") throw new AppError("metadata:invalid", `The ${entity} "${String(link.key)}" is needed before it is made.`, { remedy: "Write it above those that refer to it." });
    return id;
  };

  async function unit(id: string, record: SeedRecord): Promise<void> {
    const parent = await idOf("unit", record["parent"] as Link);
    await tx.change(sql`insert into ${sys("units")} (id, name, code, parent_id, path)
      values (${id}::uuid, ${record["name"]}, ${record["code"] ?? null}, ${parent}::uuid, coalesce((select path from ${sys("units")} where id = ${parent}::uuid), '{}') || ${id}::uuid)`);
    newUnits.push({ id, record });
  }

  async function user(id: string, record: SeedRecord): Promise<void> {
    const teams = await Promise.all(((record["teams"] ?? []) as Link[]).map((link) => idOf("team", link)));
    const main = (await idOf("team", record["team"] as Link)) ?? teams[0] ?? null;
    const all = [...new Set([...teams, main])].filter((team) => team !== null);
    await tx.change(sql`insert into ${sys("users")} (id, email, name, status, language, time_zone, unit_id, team_id)
      values (${id}::uuid, ${record["email"]}, ${record["name"]}, ${record["status"] ?? "active"}, ${record["language"] ?? "en"}, ${record["timeZone"] ?? "UTC"}, ${await idOf("unit", record["unit"] as Link)}::uuid, ${main}::uuid)`);
    await tx.change(sql`insert into ${sys("user_roles")} (user_id, role) select ${id}::uuid, r from unnest(${[...((record["roles"] ?? []) as string[])]}::text[]) r`);
    await tx.change(sql`insert into ${sys("team_members")} (team_id, user_id) select t, ${id}::uuid from unnest(${all}::uuid[]) t`);
    newUsers.push({ id, record });
  }

  async function team(id: string, record: SeedRecord): Promise<void> {
    await tx.change(sql`insert into ${sys("teams")} (id, name) values (${id}::uuid, ${record["name"]})`);
  }

  const makers: Readonly<Record<string, (id: string, record: SeedRecord) => Promise<void>>> = { unit, user, team };

  return {
    async write(seed) {
      const make = makers[seed.entity.name];
      if (!make) throw new AppError("metadata:invalid", `Records of "${seed.entity.name}" cannot be seeded.`, { remedy: "Seed entities of packs, or unit, team and user." });
      const present = await keys.present(seed);
      let made = 0;
      for (const record of seed.records) {
        if (present.has(String(record[seed.key]))) continue;
        const id = newId();
        await make(id, record);
        keys.remember(seed.entity.name, record[seed.key], id);
        made++;
      }
      return made;
    },

    async finish() {
      for (const { id, record } of newUnits) {
        if (record["head"]) await tx.change(sql`update ${sys("units")} set head_id = ${await idOf("user", record["head"] as Link)}::uuid where id = ${id}::uuid`);
      }
      for (const { id, record } of newUsers) {
        if (record["position"]) await tx.change(sql`insert into ${sys("positions")} (id, name, unit_id, user_id) select ${newId()}::uuid, ${record["position"]}, unit_id, id from ${sys("users")} where id = ${id}::uuid and unit_id is not null`);
      }
      for (const { id, record } of newUsers) {
        if (record["superior"]) await tx.change(sql`update ${sys("positions")} set superior_id = (select s.id from ${sys("positions")} s where s.user_id = ${await idOf("user", record["superior"] as Link)}::uuid limit 1) where user_id = ${id}::uuid`);
      }
    },
  };
}
