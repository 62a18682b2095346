import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addPerson, tokenOf } from "../helpers/auth";
import { testDatabases } from "../helpers/database";
import { openOffice, type Office, type OfficePerson } from "../helpers/office";

interface Heard {
  readonly type: string;
  readonly id: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- data of an event; each test says what it expects
  readonly data: any;
}

interface Listener {
  readonly heard: Heard[];
  /** When the server ended the stream. */
  readonly ended: Promise<number>;
  close(): void;
}

describe.each(testDatabases())("the event stream on $kind", ({ open }) => {
  let office: Office;
  let officer: OfficePerson;
  let clerk: OfficePerson;
  let reader: OfficePerson;
  const listeners: Listener[] = [];

  beforeAll(async () => {
    office = await openOffice(open);
    [officer, clerk, reader] = [await office.person("officer"), await office.person("clerk"), await office.person("reader")];
  });
  afterAll(async () => {
    for (const listener of listeners) listener.close();
    await office?.close();
  });

  async function listen(headers: Record<string, string>, query = ""): Promise<Listener> {
    const controller = new AbortController();
    const response = await fetch(`${office.url}/events${query}`, { headers, signal: controller.signal });
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/event-stream; charset=utf-8"]);
    const heard: Heard[] = [];
    const reading = (async () => {
      let rest = "";
      try {
        for await (const chunk of response.body!.pipeThrough(new TextDecoderStream()) as unknown as AsyncIterable<string>) {
          const blocks = (rest + chunk).split("\n\n");
          rest = blocks.pop()!;
          for (const block of blocks) {
            const member = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1];
            if (member("event")) heard.push({ type: member("event")!, id: member("id")!, data: JSON.parse(member("data")!) });
          }
        }
      } catch (error) {
        if (!controller.signal.aborted) throw error;
      }
      return performance.now();
    })();
    const listener = { heard, ended: reading, close: () => controller.abort() };
    listeners.push(listener);
    return listener;
  }
  const as = (who: OfficePerson) => ({ authorization: `Bearer ${who.key}` });
  const make = async (who: OfficePerson, body: object) => (await office.ask(who, "POST", "/records/contract", body)).body as { id: string };
  const change = (record: { id: string }, body: object) => office.ask(officer, "PATCH", `/records/contract/${record.id}`, body);
  const about = (listener: Listener, record: { id: string }) => listener.heard.filter((event) => event.data.id === record.id).map((event) => `${event.data.verb} ${event.data.version}`);
  /** Everything written before has been told when this has. */
  const settle = async (...who: Listener[]) => {
    const mark = await make(officer, { number: `mark ${Math.random()}` });
    for (const listener of who) await expect.poll(() => about(listener, mark), { timeout: 10_000 }).toEqual(["create 1"]);
  };

  it("tells what happened to which record, and nothing of its contents", async () => {
    const listener = await listen(as(officer));
    const record = await make(officer, { number: "S-1", subject: "a secret" });
    await change(record, { amount: 5 });
    await office.ask(officer, "DELETE", `/records/contract/${record.id}`);
    await office.ask(officer, "POST", `/records/contract/${record.id}/restore`, {});
    await settle(listener);
    expect(about(listener, record)).toEqual(["create 1", "update 2", "delete 3", "restore 4"]);
    expect(listener.heard.find((event) => event.data.id === record.id)).toMatchObject({ type: "record", data: { entity: "contract", id: record.id, verb: "create", version: 1 } });
    expect(JSON.stringify(listener.heard)).not.toContain("secret");
    expect(listener.heard.every((event) => Object.keys(event.data).sort().join() === "entity,id,verb,version")).toBe(true);
  });

  it("tells of comments, notes and files to those who see them, and of private notes to nobody else", async () => {
    const [all, own, author] = [await listen(as(reader)), await listen(as(clerk)), await listen(as(officer))];
    const record = await make(officer, { number: "S-parts" });
    const at = `/records/contract/${record.id}`;
    const { body: comment } = await office.ask(officer, "POST", `${at}/comments`, { body: "secret words" });
    const { body: secret } = await office.ask(officer, "POST", `${at}/notes`, { body: "secret words", private: true });
    const { body: note } = await office.ask(officer, "POST", `${at}/notes`, { body: "secret words" });
    await office.ask(reader, "POST", `${at}/comments/${comment.id}/reactions`, { emoji: "👍" });
    await office.ask(officer, "DELETE", `${at}/notes/${note.id}`);
    await settle(all, author);
    const parts = (listener: Listener) => listener.heard.filter((event) => event.data.id === record.id && event.data.part).map((event) => [event.data.verb, event.data.part]);
    expect(parts(all)).toEqual([["comment", comment.id], ["note", note.id], ["comment", comment.id], ["note", note.id]]);
    expect(parts(author)).toEqual([["comment", comment.id], ["note", secret.id], ["note", note.id], ["comment", comment.id], ["note", note.id]]);
    expect(parts(own)).toEqual([]);
    expect(JSON.stringify(all.heard)).not.toContain("secret");
  });

  it("tells nobody of records he may not read, nor of changes he may see nothing of", async () => {
    const [all, own] = [await listen(as(reader)), await listen(as(clerk))];
    const record = await make(officer, { number: "S-2" });
    const mine = await make(clerk, { number: "S-3" });
    await change(record, { remark: "hidden from the reader" });
    await change(record, { amount: 7 }); // masked for the reader
    await change(record, { subject: "for all" });
    await change(mine, { remark: "hidden from the clerk" });
    await change(mine, { amount: 1 });
    await change(record, { rate: 3 }); // not audited: the reader has hidden fields that are not audited either
    await settle(all);
    expect(about(all, record)).toEqual(["create 1", "update 4"]);
    expect(about(own, record)).toEqual([]);
    await expect.poll(() => about(own, mine)).toEqual(["create 1", "update 3"]);
  });

  it("goes on behind the last event after a break, also with what happened meanwhile", async () => {
    const first = await listen(as(officer));
    const [one, two] = [await make(officer, { number: "S-4" }), await make(officer, { number: "S-5" })];
    await settle(first);
    first.close();
    const three = await make(officer, { number: "S-6" });
    const id = first.heard.find((event) => event.data.id === one.id)!.id;
    const again = await listen({ ...as(officer), "last-event-id": id });
    await settle(again);
    expect([about(again, one), about(again, two), about(again, three)]).toEqual([[], ["create 1"], ["create 1"]]);
    expect(id).not.toMatch(/\d+-\d+/);
    const foreign = await listen(as(officer), "?lastEventId=made-up");
    await expect.poll(() => foreign.heard[0]?.type).toBe("reset");
  });

  it("begins where a page was made: what came before is in the page, what came between page and stream is told", async () => {
    const listener = await listen(as(officer));
    const shown = await make(officer, { number: "S-shown" });
    await settle(listener);
    const since = await office.runtime.events.here();
    const [missed, deleted] = [await make(officer, { number: "S-missed" }), await make(officer, { number: "S-gone" })];
    await office.ask(officer, "DELETE", `/records/contract/${deleted.id}`);
    const page = await listen(as(officer), `?lastEventId=${encodeURIComponent(since)}`);
    await settle(page);
    expect([about(page, shown), about(page, missed), about(page, deleted)]).toEqual([[], ["create 1"], ["create 1", "delete 2"]]);
    expect(page.heard.some(({ type }) => type === "reset")).toBe(false);
  });

  it("tells of the entities that were asked for", async () => {
    const [partners, both] = [await listen(as(officer), "?entities=partner"), await listen(as(officer))];
    await office.ask(officer, "POST", "/records/partner", { name: "Heard" });
    await settle(both);
    await expect.poll(() => partners.heard.map((event) => event.data.entity)).toEqual(["partner"]);
  });

  it("misses nothing that commits late", async () => {
    const listener = await listen(as(officer));
    let release = () => {};
    const held = new Promise<void>((go) => (release = go));
    let late: { id: string } | undefined;
    const kind = office.test.database.kind;
    // The embedded database runs one transaction at a time: there a late one holds up the others.
    const transaction = office.test.database.transaction(async (tx) => {
      const { runtime } = office;
      late = (await runtime.records.create({ model: runtime.live.current(), ctx: officer.ctx, tx }, "contract", { number: "S-late" })) as { id: string };
      if (kind === "postgres") await held;
    });
    await expect.poll(() => late).toBeDefined();
    const early = await make(officer, { number: "S-early" });
    await new Promise((go) => setTimeout(go, 1200));
    release();
    await transaction;
    await settle(listener);
    expect([about(listener, late!), about(listener, early)]).toEqual([["create 1"], ["create 1"]]);
  });

  it("ends within five seconds when the session is revoked, and follows rights that change", async () => {
    const person = await addPerson(office.runtime.auth, ["officer"]);
    const token = await tokenOf(office.runtime.auth, person);
    const listener = await listen({ cookie: `metaloom=${token}` });
    await settle(listener);
    await office.test.database.run(sql`delete from metaloom.user_roles where user_id = ${person.id}::uuid`);
    await new Promise((go) => setTimeout(go, 4000));
    const unseen = await make(officer, { number: "S-7" });
    await new Promise((go) => setTimeout(go, 1500));
    expect(about(listener, unseen)).toEqual([]);
    const revoked = performance.now();
    await office.test.database.run(sql`update metaloom.sessions set revoked_at = now() where user_id = ${person.id}::uuid`);
    expect((await listener.ended) - revoked).toBeLessThan(5000);
  });

  it("needs a sign-in, and has a limit for one person", async () => {
    expect((await fetch(`${office.url}/events`)).status).toBe(401);
    const many = await office.person("reader");
    const open = await Promise.all(Array.from({ length: 20 }, () => listen(as(many))));
    expect((await fetch(`${office.url}/events`, { headers: as(many) })).status).toBe(429);
    open[0]!.close();
    await expect.poll(async () => {
      const controller = new AbortController();
      const { status } = await fetch(`${office.url}/events`, { headers: as(many), signal: controller.signal });
      controller.abort();
      return status;
    }).toBe(200);
  });
});
