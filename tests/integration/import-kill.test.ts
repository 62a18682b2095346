/** R41: an import whose worker is killed again and again ends with every row once. */
import { spawn } from "node:child_process";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabases } from "../helpers/database";
import { openOffice, type Office, type OfficePerson } from "../helpers/office";

const [ROWS, KILLS] = [2000, 4];

describe.each(testDatabases())("a killed import on $kind", ({ kind, open }) => {
  let office: Office;
  let officer: OfficePerson;

  beforeAll(async () => {
    office = await openOffice(open);
    officer = await office.person("officer");
  });
  afterAll(() => office?.close());

  const progress = async (id: string) => (await office.ask(officer, "GET", `/jobs/${id}`)).body as { state: string; progress: { done: number; created: number; failed: number } };

  /** Starts a worker, waits until it has done some rows more, kills it. */
  async function workAndKill(id: string, more: number): Promise<void> {
    const { progress: { done } } = await progress(id);
    const worker = spawn(process.execPath, ["--import", "tsx", "tests/helpers/kill-import.ts", office.test.dataDir, ...(kind === "postgres" ? [office.test.url] : [])], { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise((ready) => worker.stdout.once("data", ready));
    await expect.poll(async () => (await progress(id)).progress.done, { timeout: 60_000, interval: 5 }).toBeGreaterThanOrEqual(Math.min(ROWS, done + more));
    const dead = new Promise((gone) => worker.once("close", gone));
    worker.kill("SIGKILL");
    await dead;
    // What a minute of waiting would do: the lease of the dead is over.
    await office.test.database.run(sql`update metaloom.jobs set leased_until = now() where id = ${id}::uuid and state = 'running'`);
  }

  it(`goes on behind the last batch after each of ${KILLS} kills: no row lost, none twice, every error listed`, { timeout: 300_000 }, async () => {
    const lines = Array.from({ length: ROWS }, (_, i) => (i % 100 === 50 ? `,${i}` : `K-${i},${i}`));
    const { body } = await office.send(officer, "/import/contract", { name: "a.csv", bytes: `number,amount\n${lines.join("\n")}\n` }, { options: JSON.stringify({ batch: 25 }) });
    for (let i = 0; i < KILLS; i++) await workAndKill(body.id, 100 + 50 * i);
    while (await office.runtime.imports.runOnce());
    const bad = ROWS / 100;
    expect(await progress(body.id)).toMatchObject({ state: "done", progress: { total: ROWS, done: ROWS, created: ROWS - bad, failed: bad } });
    const [records] = await office.test.database.run(sql`select count(*)::int as n, count(distinct number)::int as numbers, sum(amount)::int as sum from app.contract`);
    const good = lines.map((line) => line.split(",")).filter(([number]) => number);
    expect(records).toEqual({ n: ROWS - bad, numbers: ROWS - bad, sum: good.reduce((sum, [, amount]) => sum + Number(amount), 0) });
    const [rows] = await office.test.database.run(sql`select count(*)::int as n, count(*) filter (where outcome = 'failed')::int as failed from metaloom.import_rows where job_id = ${body.id as string}::uuid`);
    expect(rows).toEqual({ n: ROWS, failed: bad });
  });
});
