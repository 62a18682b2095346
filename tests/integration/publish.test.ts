/** Publishing on real databases: the model changes at once, the tables follow, nothing is lost, and of two only one wins. */
import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { app } from "../../runtime/db/schemas";
import { createPool } from "../../runtime/db/pool";
import { newId } from "../../runtime/kernel/ids";
import { dropDraft, readDraft, saveDraft, viewDocument } from "../../runtime/publish";
import { testDatabases, type TestDatabase } from "../helpers/database";
import { AUTHOR, entityChange, field, openNode, withoutPacks, type Node } from "../helpers/publishing";

describe.each(testDatabases())("publishing on $kind", ({ kind, open }) => {
  let test: TestDatabase;
  let node: Node;
  beforeAll(async () => { test = await open({ max: 8 }); });
  afterAll(() => test.close());
  beforeEach(async () => {
    await node?.close();
    await withoutPacks(test.database);
    node = await openNode(test.database);
  });
  afterAll(() => node.close());

  const publish = (changes: Parameters<Node["publisher"]["publish"]>[0]["changes"], more: object = {}) => node.publisher.publish({ changes, author: AUTHOR, ...more });
  const insert = (table: string, values: Record<string, unknown>) => {
    const keys = Object.keys(values);
    return test.database.run(sql`insert into ${app(table)} (id, ${sql.join(keys.map((key) => sql.id(key)))}) values (${newId()}, ${sql.join(Object.values(values))})`);
  };
  const values = async (table: string, column: string) => (await test.database.query({ sql: `select "${column}" from app."${table}" order by created_at, id`, parameters: [] })).flat();
  const columns = async (table: string) => (await test.database.run<{ c: string }>(sql`select column_name as c from information_schema.columns where table_schema = 'app' and table_name = ${table}`)).map((row) => row.c);
  const name = field("name", { required: true });

  it("makes the table with the first document and the column with a new field, at once for this node", async () => {
    const first = await publish([entityChange("deal", [name])]);
    expect(first).toMatchObject({ revision: 1, changed: true, steps: [{ text: "creates table deal" }, { text: expect.stringContaining("index") }] });
    const before = node.live.current();
    await publish([entityChange("deal", [name, field("amount", { type: "integer" })])]);
    expect(await columns("deal")).toContain("amount");
    expect(node.live.current().entities.get("deal")!.fieldByName.has("amount")).toBe(true);
    expect(before.entities.get("deal")!.fieldByName.has("amount")).toBe(false);
    expect(node.live.current().revision).toBe(2);
  });

  it("changes nothing when the documents already say so", async () => {
    await publish([entityChange("deal", [name])]);
    expect(await publish([entityChange("deal", [name])])).toEqual({ revision: 1, changed: false, steps: [], warnings: [] });
    expect(await node.publisher.revisions()).toHaveLength(1);
  });

  it("takes a field away on rollback, keeps its data out of sight and brings it back when the way forward is gone again", async () => {
    await publish([entityChange("deal", [name])]);
    await publish([entityChange("deal", [name, field("note")])]);
    await insert("deal", { name: "a", note: "remember" });
    const back = await node.publisher.rollback({ revision: 1, author: AUTHOR });
    expect(back.steps).toEqual([expect.objectContaining({ do: "hideField", values: 1, destructive: true })]);
    expect(node.live.current().entities.get("deal")!.fieldByName.has("note")).toBe(false);
    expect(await columns("deal")).not.toContain("note");
    expect(await node.publisher.hidden()).toEqual([expect.objectContaining({ entity: "deal", field: "note", name: "note" })]);
    await node.publisher.rollback({ revision: 2, author: AUTHOR });
    expect(await values("deal", "note")).toEqual(["remember"]);
    expect((await node.publisher.revisions()).map((revision) => revision.summary)).toEqual(["Back to revision 2", "Back to revision 1", "changes entity deal", "changes entity deal"]);
  });

  it("asks before a field with data goes, and goes on with the yes", async () => {
    await publish([entityChange("deal", [name, field("note")])]);
    await insert("deal", { name: "a", note: "x" });
    const change = [entityChange("deal", [name])];
    await expect(publish(change)).rejects.toMatchObject({
      code: "metadata:destructive", message: "This change takes data away from people: takes field note of table deal out of use; 1 value is kept and can be brought back.",
    });
    expect(await columns("deal")).toContain("note");
    expect((await node.publisher.plan(change)).destructive).toHaveLength(1);
    await publish(change, { confirmDestructive: true });
    expect(await columns("deal")).not.toContain("note");
  });

  it("purges hidden data only after a yes to the count", async () => {
    await publish([entityChange("deal", [name, field("note")])]);
    await insert("deal", { name: "a", note: "x" });
    await publish([entityChange("deal", [name])], { confirmDestructive: true });
    await expect(node.publisher.purge({ entity: "deal", field: "note", author: AUTHOR })).rejects.toMatchObject({ code: "metadata:destructive", message: expect.stringContaining("with 1 value") });
    await node.publisher.purge({ entity: "deal", field: "note", author: AUTHOR, confirmDestructive: true });
    expect((await columns("deal")).filter((column) => column.includes("note"))).toEqual([]);
    await expect(node.publisher.purge({ entity: "deal", field: "note", author: AUTHOR })).rejects.toMatchObject({ code: "resource:notFound" });
  });

  it("renames fields and entities by id with their data", async () => {
    await publish([entityChange("deal", [name, field("stage")])]);
    await insert("deal", { name: "a", stage: "won" });
    const plan = await node.publisher.plan([entityChange("deal", [name, field("stage", { name: "phase" })])]);
    expect(plan).toMatchObject({ problems: [], destructive: [], steps: [{ text: "renames column stage to phase in table deal" }] });
    await publish([entityChange("deal", [name, field("stage", { name: "phase" })])]);
    expect(await values("deal", "phase")).toEqual(["won"]);
  });

  it("retypes: safely, with a count of what does not convert, or not at all", async () => {
    await publish([entityChange("deal", [name, field("n", { type: "integer" }), field("t"), field("f", { type: "boolean" })])]);
    await insert("deal", { name: "a", n: 7, t: "12", f: true });
    await insert("deal", { name: "b", n: 8, t: "many", f: false });
    await publish([entityChange("deal", [name, field("n"), field("t"), field("f", { type: "boolean" })])]);
    expect(await values("deal", "n")).toEqual(["7", "8"]);
    const change = [entityChange("deal", [name, field("n"), field("t", { type: "integer" }), field("f", { type: "boolean" })])];
    expect((await node.publisher.plan(change)).destructive).toEqual([expect.objectContaining({ do: "convertField", values: 1, rows: 2 })]);
    await expect(publish(change)).rejects.toMatchObject({ code: "metadata:destructive" });
    await publish(change, { confirmDestructive: true });
    expect(await values("deal", "t")).toEqual([12, null]);
    await expect(publish([entityChange("deal", [name, field("n"), field("t", { type: "integer" }), field("f", { type: "reference", options: { entity: "deal" } })])]))
      .rejects.toMatchObject({ code: "metadata:invalid", issues: [expect.objectContaining({ code: "refused", pointer: "/entities/deal/fields/f/type" })] });
  });

  it("leaves nothing behind when a narrower option fits every value, and sets the old values aside when it does not", async () => {
    await publish([entityChange("deal", [name, field("code")])]);
    await insert("deal", { name: "a", code: "x".repeat(20) });
    expect((await publish([entityChange("deal", [name, field("code", { options: { maxLength: 20 } })])])).steps).toEqual([]);
    expect(await node.publisher.hidden()).toEqual([]);
    const narrower = [entityChange("deal", [name, field("code", { options: { maxLength: 10 } })])];
    await expect(publish(narrower)).rejects.toMatchObject({ code: "metadata:destructive", details: { destructive: [expect.objectContaining({ values: 1 })] } });
    await publish(narrower, { confirmDestructive: true });
    expect(await values("deal", "code")).toEqual(["x".repeat(10)]);
    expect(await node.publisher.hidden()).toMatchObject([{ entity: "deal", field: "code", name: "code" }]);
  });

  it("gives records that exist the default of a new obligatory field", async () => {
    await publish([entityChange("deal", [name])]);
    await insert("deal", { name: "old" });
    await publish([entityChange("deal", [name, field("count", { type: "integer", required: true, default: 3 })])]);
    expect(await values("deal", "count")).toEqual([3]);
  });

  it("refuses documents with problems and leaves everything as it was", async () => {
    await publish([entityChange("deal", [name])]);
    const wrong = [entityChange("deal", [name, field("amount", { type: "integr" })])];
    const validation = await node.publisher.validate(wrong);
    expect(validation).toMatchObject({ ok: false, problems: [expect.objectContaining({ file: "local/entities/deal/entity.json", pointer: expect.stringContaining("/fields/1/type") })] });
    await expect(publish(wrong)).rejects.toMatchObject({ code: "metadata:invalid" });
    expect(node.live.current().revision).toBe(1);
    await expect(publish([{ kind: "entyti", name: "deal", document: null }])).rejects.toMatchObject({ code: "metadata:invalid", remedy: `Did you mean "entity"?` });
    await expect(publish([{ kind: "role", name: "nobody", document: null }])).rejects.toMatchObject({ code: "resource:notFound", issues: [expect.objectContaining({ pointer: "/changes/0" })] });
  });

  it("says what changed meanwhile to somebody who began from an older revision", async () => {
    await publish([entityChange("deal", [name])]);
    await publish([entityChange("deal", [name, field("a")])], { baseRevision: 1 });
    await expect(publish([entityChange("deal", [name, field("b")])], { baseRevision: 1 })).rejects.toMatchObject({
      code: "conflict:revision", message: "You began from revision 1, but the published one is 2. Changed meanwhile: local/entities/deal/entity.json.",
      details: { baseRevision: 1, revision: 2, changed: [{ file: "local/entities/deal/entity.json", change: "changed" }] },
    });
  });

  it("lists, shows and compares revisions down to properties, and keeps an event", async () => {
    await publish([entityChange("deal", [name, field("stage")])]);
    await publish([entityChange("deal", [name, field("stage", { label: "Phase" }), field("note")]), entityChange("task", [name])], { summary: "Phases" });
    expect(await node.publisher.compare(1, 2)).toEqual([
      { file: "local/entities/deal/entity.json", kind: "entity", change: "changed", properties: [{ path: "fields/note", change: "added", after: expect.anything() }, { path: "fields/stage/label", change: "changed", before: expect.any(String), after: expect.any(String) }] },
      { file: "local/entities/task/entity.json", kind: "entity", change: "added" },
    ]);
    expect(await node.publisher.revision(2)).toMatchObject({ revision: 2, parent: 1, summary: "Phases", author: null, plan: [expect.objectContaining({ text: "adds column note to table deal" }), expect.anything(), expect.anything()] });
    await expect(node.publisher.revision(9)).rejects.toMatchObject({ code: "resource:notFound" });
    expect(await test.database.run(sql`select kind, subject from metaloom.event_log order by seq`)).toEqual([{ kind: "metadata.published", subject: "revision 1" }, { kind: "metadata.published", subject: "revision 2" }]);
  });

  it("shows a new revision to another node when it looks, and a request there keeps the model it began with", async () => {
    const second = await openNode(test.database, { pollMs: 50 });
    const seen: number[] = [];
    second.live.onChange((model) => seen.push(model.revision));
    const held = second.live.current();
    await publish([entityChange("deal", [name])]);
    for (let i = 0; i < 100 && second.live.current().revision < 1; i++) await pause(20);
    expect(second.live.current().entities.has("deal")).toBe(true);
    expect(held.entities.has("deal")).toBe(false);
    expect(seen).toEqual([1]);
    await second.close();
  });

  it("undoes everything when a hook fails, and tells which entities have new stored formulas", async () => {
    const asked: string[][] = [];
    let fails = true;
    const hooked = await openNode(test.database, { hooks: { recompute: async (_tx, _model, entities) => { asked.push([...entities]); if (fails) throw new Error("no room"); } } });
    const change = [entityChange("deal", [name, field("twice", { type: "formula", options: { result: "text", formula: "name", stored: true } })])];
    await expect(hooked.publisher.publish({ changes: change, author: AUTHOR })).rejects.toThrow("no room");
    expect(await columns("deal")).toEqual([]);
    expect(hooked.live.current().revision).toBe(0);
    fails = false;
    await hooked.publisher.publish({ changes: change, author: AUTHOR });
    await hooked.publisher.publish({ changes: [entityChange("task", [name])], author: AUTHOR });
    expect(asked).toEqual([["deal"], ["deal"], []]);
    await hooked.close();
  });

  it("keeps one person's draft apart, with the revision he began from, and forgets it when published", async () => {
    const user = newId();
    await test.database.run(sql`insert into metaloom.users (id, email, name) values (${user}, ${`${user}@example.com`}, 'Ada')`);
    await publish([entityChange("deal", [name])]);
    await saveDraft(test.database, user, entityChange("deal", [name, field("a")]), 1);
    await saveDraft(test.database, user, { kind: "role", name: "seller", document: null }, 1);
    await saveDraft(test.database, user, entityChange("deal", [name, field("b")]), 2);
    expect(await readDraft(test.database, user)).toMatchObject({ baseRevision: 1, changes: [{ kind: "entity", document: { fields: [{}, { id: "b" }] } }, { kind: "role" }] });
    expect(await dropDraft(test.database, user, { kind: "role", name: "seller" })).toBe(1);
    const draft = (await readDraft(test.database, user))!;
    await node.publisher.publish({ ...draft, author: { id: user, kind: "staff" }, dropDraft: true });
    expect(await readDraft(test.database, user)).toBeUndefined();
    expect((await node.publisher.revision(2)).author).toEqual({ id: user, name: "Ada" });
  });

  it("makes any former revision the newest again, over random histories, without losing a value", async () => {
    const types = fc.constantFrom("text", "integer", "longText", "decimal");
    const shapes = fc.array(fc.uniqueArray(fc.record({ id: fc.constantFrom("a", "b", "c"), name: fc.constantFrom("one", "two", "three", "four"), type: types }), { selector: (f) => f.id, comparator: "IsStrictlyEqual", maxLength: 3 })
      .filter((fields) => new Set(fields.map((f) => f.name)).size === fields.length), { minLength: 2, maxLength: 4 });
    await fc.assert(fc.asyncProperty(shapes, fc.nat(10), async (history, pick) => {
      await node.close();
      await withoutPacks(test.database);
      node = await openNode(test.database);
      for (const fields of history) {
        await publish([entityChange("deal", [name, ...fields.map((f) => field(f.id, { name: f.name, type: f.type }))])], { confirmDestructive: true });
        for (const f of fields) if (f.type === "text") await insert("deal", { name: "r", [f.name]: "no number" });
      }
      const revisions = (await node.publisher.revisions()).length;
      const wanted = 1 + (pick % revisions);
      const kept = await count("no number");
      const tree = async (n: number) => (await test.database.run<{ tree: unknown }>(sql`select tree from metaloom.metadata_revisions where id = ${n}`))[0]!.tree;
      const back = await node.publisher.rollback({ revision: wanted, author: AUTHOR, confirmDestructive: true });
      expect(await tree(back.revision)).toEqual(await tree(wanted));
      // A conversion that may lose something keeps the old values beside the new ones.
      expect(await count("no number")).toBeGreaterThanOrEqual(kept);
      expect((await node.publisher.plan([])).steps).toEqual([]);
    }), { numRuns: kind === "postgres" ? 25 : 10 });
  });

  async function count(text: string): Promise<number> {
    const [row] = await test.database.run<{ n: number }>(sql`select coalesce(sum((select count(*) from jsonb_each_text(to_jsonb(r)) v where v.value = ${text})), 0)::int as n from app.deal r`);
    return row!.n;
  }

  it("changes a document made here in place, text and all", async () => {
    await publish([entityChange("deal", [name])]);
    const { files } = await node.publisher.files();
    expect(viewDocument(files, { kind: "entity", name: "deal" })).toMatchObject({ pack: "local", file: "local/entities/deal/entity.json", document: { id: "deal" } });
    expect(() => viewDocument(files, { kind: "form", name: "deal" })).toThrow("cannot be the name of a form");
  });

  if (kind === "postgres") describe("on two nodes", () => {
    it("lets exactly one of two concurrent publishes win, round after round, and tells the other", async () => {
      const otherPool = createPool({ databaseUrl: test.url, max: 2 });
      const second = await openNode(otherPool);
      await publish([entityChange("deal", [name])]);
      let revision = 1;
      for (let round = 0; round < 50; round++) {
        const attempt = (which: Node, who: string) => which.publisher.publish({ changes: [entityChange("deal", [name, field(`${who}${round}`)])], baseRevision: revision, author: AUTHOR, confirmDestructive: true });
        const results = await Promise.allSettled([attempt(node, "a"), attempt(second, "b")]);
        const won = results.filter((result) => result.status === "fulfilled");
        const lost = results.filter((result) => result.status === "rejected");
        expect([won.length, lost.length]).toEqual([1, 1]);
        expect(lost[0]!.reason).toMatchObject({ code: "conflict:revision" });
        revision += 1;
        const [one, two] = await Promise.all([node.live.refresh(), second.live.refresh()]);
        expect([one.revision, two.revision]).toEqual([revision, revision]);
        const winner = results[0]!.status === "fulfilled" ? `a${round}` : `b${round}`;
        for (const model of [one, two]) expect([...model.entities.get("deal")!.fieldByName.keys()].filter((key) => key.endsWith(String(round)) && /^[ab]\d+$/.test(key))).toEqual([winner]);
      }
      await second.close();
      await otherPool.close();
    });

    it("is heard by a node that listens, without waiting for the poll", async () => {
      const client = new pg.Client({ connectionString: test.url });
      await client.connect();
      const second = await openNode(test.database, {
        listen: async (channel, heard) => {
          client.on("notification", heard);
          await client.query(`listen ${client.escapeIdentifier(channel)}`);
          return { close: () => client.end() };
        },
      });
      await publish([entityChange("deal", [name])]);
      for (let i = 0; i < 100 && second.live.current().revision < 1; i++) await pause(20);
      expect(second.live.current().revision).toBe(1);
      await second.close();
    });
  });
});
