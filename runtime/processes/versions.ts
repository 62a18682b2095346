/** Versions of processes: what was published when an instance began. Never changed, so kept in memory once read. */
import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Queryable } from "../db/pool";
import { sys } from "../db/schemas";
import { newId } from "../kernel/ids";
import type { ProcessModel } from "../model/kinds/process/model";

export interface ProcessVersion {
  readonly id: string;
  /** 1, 2, 3 … of the process. */
  readonly number: number;
  readonly model: ProcessModel;
}

interface Row {
  readonly id: string; readonly number: number; readonly model: ProcessModel;
}

const CACHED = 1_000;
const digests = new WeakMap<ProcessModel, string>();

function digestOf(part: ProcessModel): string {
  const known = digests.get(part) ?? createHash("sha256").update(JSON.stringify(part)).digest("hex");
  digests.set(part, known);
  return known;
}

export type Versions = ReturnType<typeof createVersions>;

export function createVersions() {
  const byId = new Map<string, ProcessVersion>();
  const byDigest = new Map<string, string>();

  function keep(row: Row): ProcessVersion {
    const known = byId.get(row.id);
    if (known) return known;
    if (byId.size >= CACHED) for (const id of [...byId.keys()].slice(0, CACHED / 10)) byId.delete(id);
    byId.set(row.id, row);
    return row;
  }

  return {
    async byId(db: Queryable, id: string): Promise<ProcessVersion> {
      return byId.get(id) ?? keep((await db.run(sql<Row>`select id, number, model from ${sys("process_versions")} where id = ${id}::uuid`))[0]!);
    },

    /** The version of what is published now; written down the first time an instance begins by it. */
    async current(db: Queryable, part: ProcessModel, revision: number): Promise<ProcessVersion> {
      const digest = digestOf(part);
      const known = byDigest.get(`${part.id} ${digest}`);
      if (known !== undefined) return this.byId(db, known);
      // What this very transaction wrote may yet be rolled back, so it is not kept in memory.
      const find = () => db.run(sql<Row & { settled: boolean }>`select id, number, model, created_at < now() as settled from ${sys("process_versions")} where process = ${part.id} and digest = ${digest}`);
      const [found] = await find();
      if (found?.settled === false) return found;
      if (found) {
        byDigest.set(`${part.id} ${digest}`, found.id);
        return keep(found);
      }
      // Another transaction may write the same version; one that is rolled back must not stay in memory.
      await db.change(sql`insert into ${sys("process_versions")} (id, process, number, digest, revision, model)
        select ${newId()}::uuid, ${part.id}::text, coalesce(max(number), 0) + 1, ${digest}::text, ${revision}::int, ${JSON.stringify(part)}::jsonb from ${sys("process_versions")} where process = ${part.id} on conflict (process, digest) do nothing`);
      return (await find())[0]!;
    },

    /** The version with a number; undefined when there is none. */
    async numbered(db: Queryable, process: string, number: number): Promise<ProcessVersion | undefined> {
      const [row] = await db.run(sql<Row>`select id, number, model from ${sys("process_versions")} where process = ${process} and number = ${number}::int`);
      return row && keep(row);
    },
  };
}
