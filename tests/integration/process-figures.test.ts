import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabases } from "../helpers/database";
import { openOffice, type Office, type OfficePerson } from "../helpers/office";

describe.each(testDatabases())("figures of a process on $kind", ({ open }) => {
  let office: Office;
  let [agent, narrow, chief] = [] as unknown as [OfficePerson, OfficePerson, OfficePerson];
  const figures = async (query = "", who = chief) => office.ask(who, "GET", `/processes/escalate/figures${query}`);
  const begin = async (): Promise<string> => {
    const record = (await office.ask(agent, "POST", "/records/request", { subject: "Late" })).body.id as string;
    return (await office.ask(agent, "POST", "/processes/escalate/start", { record })).body.id as string;
  };

  beforeAll(async () => {
    office = await openOffice(open, undefined, ["terms"]);
    [agent, narrow, chief] = [await office.person("agent"), await office.person("narrow"), await office.person("chief")];
  });
  afterAll(() => office?.close());

  it("are for who may operate it", async () => {
    expect([(await figures("", agent)).status, (await figures("", narrow)).status, (await figures("?from=soon")).status]).toEqual([404, 404, 400]);
    expect((await figures()).body.instances).toMatchObject({ begun: 0, ended: 0, median: null });
  });

  it("say count, median and 95th percentile per step and transition, waiting against working, what is late and where most time goes", async () => {
    const ids = [await begin(), await begin(), await begin()];
    for (const [k, id] of ids.slice(0, 2).entries()) {
      const task = ((await office.ask(agent, "GET", "/tasks")).body.items as { id: string; instance: string }[]).find((one) => one.instance === id)!;
      if (k === 0) await office.ask(agent, "POST", `/tasks/${task.id}/claim`);
      expect((await office.ask(agent, "POST", `/tasks/${task.id}/complete`, {})).status).toBe(200);
    }
    // The journal says what was: two hours for the one, of which one was spent working, four for the other.
    const { db } = office.runtime;
    for (const [k, hours] of [2, 4].entries()) {
      await db.change(sql`update metaloom.process_journal set at = at - make_interval(hours => ${hours}::int) where instance_id = ${ids[k]}::uuid and node = 't' and event = 'entered'`);
      await db.change(sql`update metaloom.process_journal set at = at - interval '1 hour' where instance_id = ${ids[k]}::uuid and node = 't' and event = 'claimed'`);
      await db.change(sql`update metaloom.process_tasks set due_at = created_at - interval '1 hour' where instance_id = ${ids[k]}::uuid`);
    }
    const { body } = await figures();
    const task = body.nodes.find(({ node }: { node: string }) => node === "t");
    const hours = (ms: number) => Math.round(ms / 360_000) / 10;
    expect(task).toMatchObject({ label: "See to it", count: 2, open: 1, norm: "P1D", overdue: 2, withTerm: 3, bottleneck: true });
    expect([task.median, task.p95, task.total, task.waiting, task.working].map(hours)).toEqual([3, 3.9, 6, 2.5, 1]);
    expect(body.instances).toMatchObject({ begun: 3, ended: 2 });
    expect(body.flows.map(({ flow, count }: { flow: string; count: number }) => [flow, count])).toEqual([["f1", 3], ["f2", 2]]);
    expect(hours(body.flows[1].median)).toBe(3);
    expect((await figures("?to=2020-01-01T00:00:00Z")).body.instances.begun).toBe(0);
  });
});
