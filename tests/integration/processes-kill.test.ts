/** Must show 6 and R29: processes whose server is killed come to their end, and what they do is done once. */
import { spawn, type ChildProcess } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commit } from "../../runtime/publish/commit";
import { modelLoader } from "../../runtime/server";
import { testDatabases } from "../helpers/database";
import { MODEL_PROCESSES, modelDocuments, type ModelProcess } from "../helpers/model-processes";
import { openOffice, type Office, type OfficePerson } from "../helpers/office";
import { openMortalNodes } from "../helpers/mortal-node";

const INSTANCES = 200;
const CALLERS = 16;
/** Every statement on PostgreSQL, each twentieth on the embedded database, where it is the same code and takes longer; METALOOM_KILL_EVERY=1 tries all. */
const EVERY = { postgres: Number(process.env.METALOOM_KILL_EVERY ?? 1), embedded: Number(process.env.METALOOM_KILL_EVERY ?? 20) };
const BEGUN = MODEL_PROCESSES.filter(({ helper }) => !helper);

interface Counted {
  readonly records: number;
  readonly letters: number;
  readonly calls: number;
}

describe.each(testDatabases())("processes that are killed on $kind", ({ kind, open }) => {
  let office: Office;
  let hook: Server;
  let origin: string;
  let [steward, judge] = [] as unknown as [OfficePerson, OfficePerson];
  /** Tag → Idempotency-Keys it was asked with. */
  const calls = new Map<string, Set<string>>();

  beforeAll(async () => {
    hook = createServer((incoming, reply) => {
      let body = "";
      incoming.on("data", (part) => (body += String(part))).on("end", () => {
        const { tag } = JSON.parse(body) as { tag: string };
        calls.set(tag, (calls.get(tag) ?? new Set()).add(String(incoming.headers["idempotency-key"])));
        reply.writeHead(200, { "content-type": "application/json" }).end("{}");
      });
    });
    await new Promise<void>((resolve) => hook.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(hook.address() as AddressInfo).port}`;
    office = await openOffice(open, undefined, ["approvals"]);
    const { db, live } = office.runtime;
    await commit({ database: db, live, load: modelLoader }, {
      summary: "models", author: { id: null, kind: "system" },
      edit: (files) => new Map([...[...files].filter(([path]) => !/approvals\/(processes|roles\/asker)/.test(path)), ...[...modelDocuments()].map(([path, text]): [string, string] => [`packs/approvals/${path}`, text])]),
    });
    [steward, judge] = [await office.person("steward"), await office.person("judge")];
  });
  afterAll(async () => {
    await office?.close();
    await new Promise((resolve) => hook?.close(resolve));
  });

  const count = async (tag: string): Promise<Counted> => {
    const [found] = await office.runtime.db.run<{ records: number; letters: number }>(sql`select (select count(*)::int from app.request where name = ${tag}) as records, (select count(*)::int from metaloom.outbox where payload->>'subject' = ${tag}) as letters`);
    return { ...found!, calls: calls.get(tag)?.size ?? 0 };
  };
  const wanted = ({ effects }: ModelProcess): Counted => ({ records: effects.records, letters: effects.letters ?? 0, calls: effects.calls ?? 0 });
  /** What is left of instances that should all be over. */
  const left = async () => (await office.runtime.db.run(sql`select (select count(*)::int from metaloom.process_instances where status <> 'completed') as running, (select count(*)::int from metaloom.process_waits) as waits,
    (select count(*)::int from metaloom.process_jobs) as jobs, (select count(*)::int from metaloom.process_tasks where status = 'open') as tasks, (select count(*)::int from metaloom.process_messages) as messages,
    (select count(*)::int from metaloom.process_incidents) as incidents, (select count(*)::int from (select instance_id from metaloom.process_journal where event = 'started' group by instance_id having count(*) > 1) twice) as "begunTwice"`))[0];
  const NOTHING = { running: 0, waits: 0, jobs: 0, tasks: 0, messages: 0, incidents: 0, begunTwice: 0 };

  describe("kill -9 of the server", () => {
    let url = "";
    let server: ChildProcess | undefined;

    async function boot(): Promise<void> {
      const child = spawn(process.execPath, ["--import", "tsx", "tests/helpers/kill-server.ts", office.test.dataDir, kind === "postgres" ? office.test.url : "", origin], { stdio: ["ignore", "pipe", "inherit"] });
      url = await new Promise<string>((ready, failed) => {
        child.stdout.on("data", (part: Buffer) => { const found = /^url (.+)$/m.exec(part.toString())?.[1]; if (found) ready(found); });
        child.once("exit", (code) => failed(new Error(`The server ended with ${code}.`)));
      });
      server = child;
    }
    async function die(): Promise<void> {
      const gone = new Promise((resolve) => server!.once("close", resolve));
      server!.kill("SIGKILL");
      await gone;
      // What two minutes of waiting would do: leases of the dead are over.
      await office.test.database.run(sql`update metaloom.process_jobs set leased_until = now() where leased_until is not null`);
    }
    /** Asks until somebody answers, with one key for all tries, as a client does whose server is away. */
    async function ask(who: OfficePerson, path: string, key: string, body: object): Promise<number> {
      for (;;) {
        try {
          const answer = await fetch(url + path, { method: "POST", headers: { authorization: `Bearer ${who.key}`, "content-type": "application/json", "idempotency-key": key }, body: JSON.stringify(body) });
          await answer.text();
          if (answer.status < 500) return answer.status;
        } catch { /* away */ }
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
    /** All of them, so many at once; the server is killed and started again after each of `deaths` answers. */
    async function all<T>(list: readonly T[], deaths: readonly number[], work: (one: T) => Promise<unknown>): Promise<void> {
      const rest = [...list];
      let done = 0;
      let dying = Promise.resolve();
      await Promise.all(Array.from({ length: CALLERS }, async () => {
        for (let one = rest.shift(); one !== undefined; one = rest.shift()) {
          await work(one);
          if (deaths.includes(++done)) dying = dying.then(die).then(boot);
        }
      }));
      await dying;
    }

    afterAll(() => void server?.kill("SIGKILL"));

    it(`leaves none of ${INSTANCES} instances behind, and each did everything once`, { timeout: 300_000 }, async () => {
      const runs = Array.from({ length: INSTANCES }, (_, i) => ({ tag: `k-${i}`, model: BEGUN[i % BEGUN.length]! }));
      await boot();
      await all(runs, [40, 130], async ({ tag, model }) => expect(await ask(steward, `/processes/${model.name}/start`, tag, { variables: { tag, pause: "PT1S", address: origin } })).toBe(201));
      const deeds = runs.flatMap(({ tag, model }) => model.deeds.filter((deed) => deed !== "time").map((deed) => ({ tag, deed })));
      await expect.poll(async () => (await office.runtime.db.run(sql`select 1 from metaloom.process_jobs`)).length, { timeout: 60_000 }).toBe(0);
      await all(deeds, [30], async ({ tag, deed }) => {
        if ("message" in deed) return expect(await ask(steward, "/processes/messages", `${tag}-message`, { name: deed.message, key: tag })).toBe(200);
        const [task] = await office.runtime.db.run<{ id: string }>(sql`select t.id from metaloom.process_tasks t join metaloom.process_instances i on i.id = t.instance_id where t.node = ${deed.task} and i.state->'frames'->'1'->'variables'->>'tag' = ${tag}`);
        expect([200, 409]).toContain(await ask(judge, `/tasks/${task!.id}/complete`, `${tag}-${deed.task}`, { ...(deed.decision && { decision: deed.decision }) }));
      });
      await expect.poll(left, { timeout: 60_000, interval: 200 }).toEqual(NOTHING);
      const counted = await Promise.all(runs.map(async ({ tag, model }) => ({ tag, model: model.name, ...(await count(tag)) })));
      expect(counted).toEqual(runs.map(({ tag, model }) => ({ tag, model: model.name, ...wanted(model) })));
      await die();
    });
  });

  describe("death at a statement", () => {
    it.each(BEGUN.map((model) => [model.name, model] as const))("%s ends, and did everything once, wherever its worker died", { timeout: 300_000 }, async (name, model) => {
      const nodes = await openMortalNodes({ office, origin, starter: steward, judge });
      const once = async (tag: string, at: number, after = false) => {
        const lived = await nodes.run(model, tag, at, after);
        expect({ tag, ...(await count(tag)) }).toEqual({ tag, ...wanted(model) });
        return lived;
      };
      const whole = await once(`${name}-whole`, Infinity);
      expect(whole.died).toBe(false);
      for (const [index, statement] of whole.statements.entries()) {
        const at = index + 1;
        // What was not committed is undone together, so the commits are what matters; of an answer that is lost, too.
        if (statement === "commit") await once(`${name}-${at}-sent`, at, true);
        if (statement === "commit" || at % EVERY[kind] === 0) await once(`${name}-${at}`, at);
      }
      expect(await left()).toEqual(NOTHING);
    });
  });
});
