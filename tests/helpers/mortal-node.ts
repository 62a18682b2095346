/** A node that dies before a chosen statement: its connection is cut, nothing it holds in memory is used any more, and another node goes on. */
import { sql } from "kysely";
import pg from "pg";
import { personsActedFor } from "../../runtime/auth/deputies";
import { createPrincipals } from "../../runtime/auth/principal";
import { createPool, type Database, type Queryable } from "../../runtime/db/pool";
import { newId } from "../../runtime/kernel/ids";
import { createProcesses, type Processes } from "../../runtime/processes/processes";
import type { Deed, ModelProcess } from "./model-processes";
import type { Office, OfficePerson } from "./office";

const NAME = "mortal";
const HOUR = 3_600_000;

interface Life {
  /** Statements until death; it comes before the last of them, or with its answer on the way. */
  left: number;
  readonly after: boolean;
  dead: boolean;
  /** Sent so far. */
  readonly statements: string[];
}

let life: Life | undefined;
const send = pg.Client.prototype.query as (...given: unknown[]) => Promise<unknown>;
pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
  const { connectionParameters, connection } = this as unknown as { connectionParameters: { application_name?: string }; connection: { stream: { destroy(): void } } };
  if (!life || connectionParameters.application_name !== NAME) return send.apply(this, given);
  const [first] = given as [string | { readonly text?: string }];
  life.statements.push(typeof first === "string" ? first : (first.text ?? ""));
  if (!life.dead && --life.left > 0) return send.apply(this, given);
  // The driver hands a statement to the socket in the same turn; cut before it, or before its answer.
  const before = life.dead || !life.after;
  life.dead = true;
  if (before) connection.stream.destroy();
  const answer = send.apply(this, given);
  if (!before) connection.stream.destroy();
  return answer;
} as typeof pg.Client.prototype.query;

interface MortalDeps {
  readonly office: Office;
  readonly origin: string;
  readonly starter: OfficePerson;
  readonly judge: OfficePerson;
}

interface Lived {
  readonly died: boolean;
  /** What it sent before it died. */
  readonly statements: readonly string[];
}

function nodeOn(db: Database, { office, origin }: MortalDeps): Processes {
  const { live, queries, records } = office.runtime;
  const principalOf = async (userId: string, on: Queryable) => {
    const found = await createPrincipals(on).principalOf({ userId, place: newId() });
    return found.kind === "ok" ? found.principal : undefined;
  };
  return createProcesses({ db, model: live.current, queries, records, principalOf, webhookOrigins: [origin], actsFor: async (id, day, on) => (await personsActedFor({ db: on }, id, { day, kind: "task" })).map(({ person }) => person) });
}

export async function openMortalNodes(deps: MortalDeps) {
  const { office, origin, starter, judge } = deps;
  const { db: heirDb, live } = office.runtime;
  const url = new URL(office.test.url);
  url.searchParams.set("application_name", NAME);
  const heir = nodeOn(heirDb, deps);

  const held = async (what: ReturnType<typeof sql>): Promise<string | undefined> => (await heirDb.run<{ id: string }>(sql`select x.id from (${what}) x limit 1`))[0]?.id;
  /** Until the server has noticed, the dead one's transaction is open, or its commit under way. */
  const gone = async (): Promise<void> => {
    while (heirDb.kind === "postgres" && (await heirDb.run(sql`select 1 from pg_stat_activity where application_name = ${NAME} and datname = current_database()`)).length > 0) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  const mark = (tag: string) => `%"${tag}"%`;

  /** What a person does: he looks first whether it was done already, since nobody answered him. */
  const deeds = (node: Processes, db: Database, now: Date, tag: string) => {
    const call = (who: OfficePerson) => ({ model: live.current(), ctx: { ...who.ctx, now, requestId: newId() }, db });
    return {
      async start({ name }: ModelProcess): Promise<void> {
        if (!(await held(sql`select id from metaloom.process_instances where process = ${name} and (state::text like ${mark(tag)} or outcome::text like ${mark(tag)})`))) await node.start(call(starter), name, { variables: { tag, pause: "PT1H", address: origin } });
      },
      async deed(deed: Exclude<Deed, "time">): Promise<void> {
        if ("task" in deed) {
          const task = await held(sql`select t.id from metaloom.process_tasks t join metaloom.process_instances i on i.id = t.instance_id where t.status = 'open' and t.node = ${deed.task} and i.state::text like ${mark(tag)}`);
          if (task) await node.complete(call(judge), task, deed.decision === undefined ? {} : { decision: deed.decision });
        } else if (await held(sql`select instance_id as id from metaloom.process_waits where kind = 'message' and name = ${deed.message} and key = ${JSON.stringify(tag)}`)) await node.message(call(starter), { name: deed.message, key: tag });
      },
    };
  };

  /** Lives an instance through; the node dies at its n-th statement. */
  async function run(model: ModelProcess, tag: string, at: number, after = false): Promise<Lived> {
    const mortalDb = createPool({ databaseUrl: url.href, max: 1, embedded: heirDb.kind === "embedded" });
    life = undefined;
    await mortalDb.run(sql`select 1`);
    const mine: Life = (life = { left: at, after, dead: false, statements: [] });
    const nodes = [{ node: nodeOn(mortalDb, deps), db: mortalDb }, { node: heir, db: heirDb }] as const;
    let ms = Date.now();
    const doing = async (work: (node: Processes, db: Database) => Promise<unknown>): Promise<void> => {
      const alive = nodes[mine.dead ? 1 : 0];
      try {
        await work(alive.node, alive.db);
      } catch (error) {
        if (!mine.dead) throw error;
      }
      if (!mine.dead || alive.db !== mortalDb) return;
      await gone();
      await work(heir, heirDb);
    };
    const pass = () => doing((node) => node.runOnce(new Date(ms)));
    await doing((node, db) => deeds(node, db, new Date(ms), tag).start(model));
    await pass();
    for (const deed of model.deeds) {
      if (deed === "time") ms += HOUR + 1;
      else await doing((node, db) => deeds(node, db, new Date(ms), tag).deed(deed));
      await pass();
    }
    life = undefined;
    await mortalDb.close();
    // Leases of the dead end, and tries that failed are made again.
    for (let more = 0; more < 3 && (await held(sql`select id from metaloom.process_instances where ended_at is null`)) !== undefined; more++) await heir.runOnce(new Date((ms += 700_000)));
    return { died: mine.dead, statements: mine.statements };
  }

  return { run };
}
