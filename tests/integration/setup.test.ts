import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { giveDemoPasswords } from "../../cli/setup/demo-sign-ins";
import { hasAdministrator, makeFirstAdministrator } from "../../cli/setup/first-administrator";
import { installShippedPacks } from "../../cli/setup/packs";
import { systemPrincipal, type Ctx } from "../../runtime/kernel";
import { runAction } from "../../runtime/actions/run";
import { openRuntime, type Runtime } from "../../runtime/server";
import { DEMO_COUNTS } from "../../scripts/make-demo";
import { testDatabases, type TestDatabase } from "../helpers/database";
import { contextOf, TEST_SECRET } from "../helpers/runtime";

const open = (test: TestDatabase): Promise<Runtime> => openRuntime({ db: test.database, secret: TEST_SECRET, auth: { url: undefined, production: false, port: 3000 }, pollMs: 0 });
const call = (runtime: Runtime, ctx: Ctx = contextOf(systemPrincipal("test"))) => ({ model: runtime.live.current(), ctx, db: runtime.db });

describe.each(testDatabases())("setting up an installation on $kind", ({ kind, open: openTest }) => {
  let test: TestDatabase;
  let runtime: Runtime;
  beforeAll(async () => {
    test = await openTest();
    runtime = await open(test);
  });
  afterAll(async () => {
    await runtime.close();
    await test.close();
  });

  it("installs every shipped pack once, also when two processes begin at the same time", async () => {
    const other = kind === "postgres" ? await open(test) : runtime;
    const results = kind === "postgres" ? await Promise.all([installShippedPacks(runtime), installShippedPacks(other)]) : [await installShippedPacks(runtime)];
    expect(results.flatMap(({ installed }) => installed).sort()).toEqual(["core", "crm"]);
    expect(await installShippedPacks(runtime)).toMatchObject({ installed: [] });
    expect((await runtime.packs.list()).map((pack) => pack.name)).toEqual(["core", "crm"]);
    expect(await runtime.db.run(sql`select count(*)::int as n from app.organisation`)).toEqual([{ n: 0 }]);
    if (other !== runtime) await other.live.close();
  });

  it("makes exactly one first administrator of five that are asked for at once", async () => {
    const wishes = ["a", "b", "c", "d", "e"].map((name) => makeFirstAdministrator(runtime.db, { email: `${name}@first.example`, password: "a quiet river bends 7" }));
    const made = await Promise.all(wishes);
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await runtime.db.run(sql`select count(*)::int as n from metaloom.user_roles where role = 'administrator'`)).toEqual([{ n: 1 }]);
    expect(await hasAdministrator(runtime.db)).toBe(true);
    expect(await makeFirstAdministrator(runtime.db, { email: "late@first.example", password: "a quiet river bends 7" })).toBe(false);
  });

  it("refuses an administrator with a poor password or address, and makes nobody", async () => {
    const empty = await openTest();
    await expect(makeFirstAdministrator(empty.database, { email: "ann", password: "a quiet river bends 7" })).rejects.toMatchObject({ code: "input:invalid" });
    await expect(makeFirstAdministrator(empty.database, { email: "ann@first.example", password: "12345678" })).rejects.toMatchObject({ code: "input:invalid" });
    expect(await empty.database.run(sql`select id from metaloom.users`)).toEqual([]);
    await empty.close();
  });
});

describe.each(testDatabases().filter(({ kind }) => kind === "postgres"))("the demo data of crm on $kind", ({ open: openTest }) => {
  let test: TestDatabase;
  let runtime: Runtime;
  const folder = mkdtempSync(join(tmpdir(), "metaloom-demo-"));
  beforeAll(async () => {
    test = await openTest();
    runtime = await open(test);
    await installShippedPacks(runtime);
    await runtime.loadDemo(["core", "crm"]);
  }, 240_000);
  afterAll(async () => {
    await runtime.close();
    await test.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("is there in the promised numbers", async () => {
    const counts = Object.fromEntries(await Promise.all(Object.keys(DEMO_COUNTS).map(async (entity) => [entity, (await runtime.queries.list(call(runtime), entity, { limit: 1, count: "exact" })).total] as const)));
    expect(counts).toEqual(DEMO_COUNTS);
    expect(await runtime.db.run(sql`select count(*)::int as n from metaloom.positions where superior_id is not null`)).toEqual([{ n: 13 }]);
    expect(await runtime.db.run(sql`select max(cardinality(path))::int as deep, count(head_id)::int as heads from metaloom.units`)).toEqual([{ deep: 3, heads: 5 }]);
  });

  it("leaves everything as it is when it is loaded again", async () => {
    const before = await runtime.db.run(sql`select count(*)::int as n, max(seq) as last from metaloom.journal`);
    expect(await runtime.loadDemo(["core", "crm"])).toEqual({});
    expect(await runtime.db.run(sql`select count(*)::int as n, max(seq) as last from metaloom.journal`)).toEqual(before);
  });

  it("lies within the past year, with numbers of the years the deals began in", async () => {
    const [row] = await runtime.db.run<{ old: number; late: number; wrong: number }>(sql`select count(*) filter (where created_at < now() - interval '367 days')::int as old, count(*) filter (where created_at > now())::int as late,
      count(*) filter (where number not like 'D-' || to_char(created_at at time zone 'UTC', 'YYYY') || '-%')::int as wrong from app.deal`);
    expect(row).toEqual({ old: 0, late: 0, wrong: 0 });
  });

  it("has sums, weights and margins that agree with the lines", async () => {
    expect(await runtime.db.run(sql`select d.name from app.deal d left join (select deal_id, sum(amount) as amount, sum(cost_amount) as cost from app.deal_line group by deal_id) l on l.deal_id = d.id
      where d.amount is distinct from l.amount or d.cost is distinct from l.cost or d.margin is distinct from l.amount - l.cost or d.weighted is distinct from round(l.amount * d.chance / 100, 2) limit 5`)).toEqual([]);
    expect(await runtime.db.run(sql`select o.name from app.organisation o where o.won_total is distinct from (select coalesce(sum(amount), 0) from app.deal where organisation_id = o.id and stage = 'won')
      or o.open_deals is distinct from (select count(*) from app.deal where organisation_id = o.id and stage not in ('won', 'lost')) limit 5`)).toEqual([]);
  });

  it("gives every record to a person, with his team and unit, and links people and firms both ways", async () => {
    for (const table of ["organisation", "contact", "lead", "deal", "activity"]) expect(await runtime.db.run(sql`select t.id from ${sql.table(`app.${table}`)} t join metaloom.users u on u.id = t.owner_id where t.unit_id is distinct from u.unit_id or t.team_id is distinct from u.team_id limit 1`), table).toEqual([]);
    expect(await runtime.db.run(sql`select count(*)::int as n from app.organisation o join app.contact c on c.id = o.main_contact_id and c.organisation_id = o.id`)).toEqual([{ n: 500 }]);
  });

  it("shows a sales person the own records and those of the team, without margins; an observer sees no money", async () => {
    const { people, password } = await giveDemoPasswords(runtime.db, runtime.live.current(), folder, "a quiet river bends 7");
    expect(people).toHaveLength(14);
    expect(password).toBe("a quiet river bends 7");
    const seller = await contextFor("anna@demo.example");
    const deals = await runtime.queries.list(call(runtime, seller), "deal", { limit: 200, count: "exact", fields: ["owner", "team", "amount"] });
    expect(deals.total).toBeGreaterThan(10);
    expect(deals.total).toBeLessThan(400);
    expect(deals.items.filter((deal) => (deal["owner"] as { title: string }).title !== "Anna Berezina" && (deal["team"] as { title: string }).title !== "Key clients")).toEqual([]);
    await expect(runtime.queries.list(call(runtime, seller), "deal", { limit: 1, fields: ["margin"] })).rejects.toMatchObject({ code: "query:invalid" });
    await expect(runtime.queries.list(call(runtime, await contextFor("nina@demo.example")), "deal", { limit: 1, fields: ["amount"] })).rejects.toMatchObject({ code: "query:invalid" });
    expect((await runtime.queries.list(call(runtime, await contextFor("marko@demo.example")), "deal", { limit: 1, count: "exact" })).total).toBe(400);
  });

  it("converts a lead into organisation, contact and deal, and shows on the lead what was made", async () => {
    const [lead] = (await runtime.queries.list(call(runtime), "lead", { limit: 1, filter: { all: [{ field: "status", op: "eq", value: "qualified" }, { field: "campaign", op: "isNotEmpty" }] }, fields: ["id", "campaign", "companyName", "owner"] })).items;
    const ctx = await contextFor("marko@demo.example");
    const done = await runAction(runtime.records, call(runtime, ctx), "lead", lead!["id"] as string, "convert", { makes: ["organisation", "contact", "deal"] });
    expect(Object.keys(done.created).sort()).toEqual(["contact", "deal", "organisation"]);
    expect(done.open).toEqual({ entity: "deal", id: done.created["deal"]!.id });
    const deal = await runtime.records.get(call(runtime), "deal", done.created["deal"]!.id);
    expect(deal).toMatchObject({ campaign: lead!["campaign"], organisation: { title: lead!["companyName"] }, contact: { id: done.created["contact"]!.id }, stage: "new", recordType: "sales", owner: { id: (lead!["owner"] as { id: string }).id } });
    expect(done.record).toMatchObject({ status: "converted", deal: { id: deal["id"] }, organisation: { id: done.created["organisation"]!.id }, contact: { id: done.created["contact"]!.id } });
    await expect(runAction(runtime.records, call(runtime, ctx), "lead", lead!["id"] as string, "convert", { makes: ["deal"] })).rejects.toMatchObject({ code: "state:wrong" });
  });

  it("lets a sales person convert an own lead, and asks for the names that the lead does not have", async () => {
    const seller = await contextFor("anna@demo.example");
    const lead = await runtime.records.create(call(runtime, seller), "lead", { title: "New line", companyName: "Juniper Works", email: "new-line@lead.example" });
    const convert = (parameters: object) => runAction(runtime.records, call(runtime, seller), "lead", lead["id"] as string, "convert", parameters);
    await expect(convert({ makes: ["organisation", "contact"] })).rejects.toMatchObject({ code: "input:invalid", issues: [{ pointer: "/parameters/contactName", code: "required" }] });
    expect(await runtime.db.run(sql`select id from app.organisation where name = 'Juniper Works'`)).toEqual([]);
    const done = await convert({ makes: ["organisation", "contact"], contactName: { first: "Olive", last: "Meadows" } });
    expect(done.open).toEqual({ entity: "organisation", id: done.created["organisation"]!.id });
    expect(done.record).toMatchObject({ status: "converted", organisation: { title: "Juniper Works" }, contact: { title: "Meadows Olive" }, deal: null });
  });

  it("converts a lead into a deal alone, for a client who is known", async () => {
    const [lead] = (await runtime.queries.list(call(runtime), "lead", { limit: 1, filter: { field: "status", op: "eq", value: "new" }, fields: ["id", "title"] })).items;
    const [client] = (await runtime.queries.list(call(runtime), "organisation", { limit: 1, fields: ["id", "mainContact"] })).items;
    const done = await runAction(runtime.records, call(runtime, await contextFor("marko@demo.example")), "lead", lead!["id"] as string, "convert", { makes: ["deal"], existingOrganisation: client!["id"], dealName: "Known client" });
    expect(Object.keys(done.created)).toEqual(["deal"]);
    expect(await runtime.records.get(call(runtime), "deal", done.created["deal"]!.id)).toMatchObject({ name: "Known client", organisation: { id: client!["id"] }, contact: client!["mainContact"] });
  });

  /** Signs in as one of the demo people, with the password they were given. */
  async function contextFor(email: string): Promise<Ctx> {
    const signedIn = await runtime.auth.signIn({ email, password: "a quiet river bends 7" }, {});
    if (signedIn.kind !== "ok") throw new Error(`${email} cannot sign in: ${signedIn.kind}`);
    const { token } = await runtime.auth.startSession(signedIn.userId, {}, "password");
    const found = await runtime.auth.principalFromSession(token);
    if (found.kind !== "ok") throw new Error(`${email} cannot sign in: ${found.kind}`);
    return contextOf(found.principal);
  }
});
