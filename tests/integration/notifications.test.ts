import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mentionText } from "../../runtime/activity/mentions";
import { createPrincipals } from "../../runtime/auth/principal";
import type { Queryable } from "../../runtime/db/pool";
import { readNews } from "../../runtime/events/news";
import { newId } from "../../runtime/kernel/ids";
import { createMailSender, type MailSender } from "../../runtime/mail/sender";
import { createSmtpMailer } from "../../runtime/mail/smtp";
import { createNotifications, type Notifications } from "../../runtime/notifications/notifications";
import { testDatabases } from "../helpers/database";
import { openOffice, type Office, type OfficePerson } from "../helpers/office";
import { startSmtp, type TestSmtp } from "../helpers/smtp";

describe.each(testDatabases())("notifications on $kind", ({ open }) => {
  let office: Office;
  let smtp: TestSmtp;
  let sender: MailSender;
  let work: Notifications;
  let [agent, narrow, other] = [] as unknown as [OfficePerson, OfficePerson, OfficePerson];

  const worker = (mergeSeconds: number): Notifications => {
    const { db, live, queries, auth } = office.runtime;
    const readerOf = async (userId: string, on: Queryable) => {
      const found = await createPrincipals(on).principalOf({ userId, place: newId() });
      return found.kind === "ok" ? { ...found, userId } : undefined;
    };
    return createNotifications({ db, model: live.current, queries, box: auth.secretBox, readerOf, origin: () => "http://localhost:3000", mergeSeconds });
  };
  const make = async (who: OfficePerson, body: object): Promise<string> => (await office.ask(who, "POST", "/records/ticket", body)).body.id as string;
  const change = async (who: OfficePerson, id: string, body: object) => {
    const { version } = (await office.ask(who, "GET", `/records/ticket/${id}`)).body;
    const answer = await office.ask(who, "PATCH", `/records/ticket/${id}`, { ...body, version });
    expect(answer.status).toBe(200);
  };
  const inbox = async (who: OfficePerson) => (await office.ask(who, "GET", "/notifications")).body as { unread: number; nextCursor: string | null; items: { id: string; record: { id: string } | null; lines: { rule: string; title: string; text: string }[] }[] };
  const told = async (who: OfficePerson, record: string) => (await inbox(who)).items.filter((item) => item.record?.id === record).flatMap(({ lines }) => lines.map(({ title }) => title));
  const email = async (who: OfficePerson): Promise<string> => (await office.runtime.auth.user(who.id)).email;
  const lettersTo = async (who: OfficePerson) => {
    await sender.runOnce();
    const address = await email(who);
    return smtp.letters.filter(({ to }) => to[0] === address);
  };
  const name = async (who: OfficePerson): Promise<string> => (await office.runtime.auth.user(who.id)).name;

  beforeAll(async () => {
    office = await openOffice(open, undefined, ["alerts"]);
    smtp = await startSmtp();
    sender = createMailSender({ db: office.runtime.db, mailer: createSmtpMailer({ url: smtp.url, from: "crm@example.com" }), write: office.runtime.writeLetter });
    work = worker(0);
    [agent, narrow, other] = [await office.person("agent"), await office.person("narrow"), await office.person("narrow")];
    await office.runtime.auth.updateProfile(narrow.id, { language: "uk", timeZone: "Europe/Kyiv" });
    await work.runOnce();
  });
  afterAll(async () => {
    await sender?.stop();
    await smtp?.close();
    await office?.close();
  });

  it("a new owner is told in his language, by bell and letter, without the field he may not see", async () => {
    const id = await make(agent, { subject: "Printer", cost: 12, secret: "4711-hidden" });
    await change(agent, id, { owner: narrow.id });
    await work.runOnce();
    const [item] = (await inbox(narrow)).items;
    expect(item).toMatchObject({ record: { entity: "ticket", id }, lines: [{ rule: "alerts.assigned", title: "Заявка Printer тепер ваша", text: "Вартість 12, таємниця —" }] });
    const [letter] = await lettersTo(narrow);
    expect(decoded(letter!.raw)).toContain("Заявка Printer тепер ваша");
    expect(decoded(letter!.raw)).toContain("Вітаємо");
    expect(decoded(letter!.raw)).not.toContain("4711");
    expect(decoded(letter!.raw)).toContain(`http://localhost:3000/ticket/${id}`);
  });

  it("several workers at once tell each thing once, and nobody is told what he did himself", async () => {
    const id = await make(agent, { subject: "Once", cost: 1, owner: narrow.id });
    const own = await make(agent, { subject: "Mine" });
    await Promise.all([worker(0), worker(0), worker(0)].map((one) => one.runOnce()));
    await work.runOnce();
    expect(await told(narrow, id)).toEqual(["Заявка Once тепер ваша"]);
    expect(await told(agent, own)).toEqual([]);
  });

  it("each thing is told once and in its order, also where the numbers of transactions get one digit more", async () => {
    const { db } = office.runtime;
    const reader = await office.person("narrow");
    const ids = [await make(agent, { subject: "One", owner: reader.id }), await make(agent, { subject: "Two", owner: reader.id }), await make(agent, { subject: "Three", owner: reader.id })];
    await db.run(sql`update metaloom.journal set xid = '1' where not record_id = any(${ids}::uuid[])`);
    for (const [i, id] of ids.entries()) await db.run(sql`update metaloom.journal set xid = ${String(98 + i)}::xid8 where record_id = ${id}::uuid`);
    await db.run(sql`update metaloom.notification_reader set xid = '90', seq = 0`);
    for (let pass = 0; pass < 2; pass++) await work.runOnce();
    expect((await inbox(reader)).items.map(({ record, lines }) => [record?.id, lines.length])).toEqual(ids.map((id) => [id, 1]).reverse());
    for (const [i, id] of ids.entries()) await db.run(sql`update metaloom.notifications set xid = ${String(98 + i)}::xid8 where record_id = ${id}::uuid`);
    const news = (await readNews(db, { xid: 90n, seq: 0 })).filter(({ userId }) => userId === reader.id);
    expect(news.map(({ position }) => position.xid).slice(0, 3)).toEqual([98n, 99n, 100n]);
  });

  it("whoever may not read the record is told nothing, and of what he was told he reads nothing once he lost it", async () => {
    const id = await make(agent, { subject: "Lost", tester: other.id, owner: narrow.id });
    await office.ask(agent, "POST", `/records/ticket/${id}/comments`, { body: "See you" });
    await work.runOnce();
    expect(await told(other, id)).toEqual([]);
    expect(await lettersTo(other)).toEqual([]);
    expect(await told(narrow, id)).toContain("Comment on Lost");
    await change(agent, id, { owner: agent.id });
    await work.runOnce();
    const { items } = await inbox(narrow);
    expect(items.some(({ record }) => record?.id === id)).toBe(false);
    expect(JSON.stringify(items)).not.toContain("Lost");
  });

  it("a changed field that is hidden from somebody is not told to him", async () => {
    const second = await office.person("agent");
    const id = await make(agent, { subject: "Safe", owner: narrow.id });
    await change(agent, id, { secret: "new" });
    await work.runOnce();
    expect(await told(narrow, id)).not.toContain("Secret of Safe");
    expect(await told(second, id)).toEqual(["Secret of Safe"]);
  });

  it("a value that is reached, a condition, members, and oneself when the rule says so", async () => {
    const helper = await office.person("narrow");
    const [dear, cheap] = [await make(agent, { subject: "Dear", cost: 100 }), await make(agent, { subject: "Cheap", cost: 1 })];
    await office.ask(agent, "PUT", `/records/ticket/${dear}/members/${helper.id}`, { roles: ["helper"] });
    for (const id of [dear, cheap]) await change(agent, id, { state: "dropped" });
    await work.runOnce();
    expect(await told(agent, dear)).toEqual([]);
    for (const id of [dear, cheap]) await change(agent, id, { state: "solved" });
    await work.runOnce();
    expect(await told(agent, dear)).toEqual(["Dear: Solved"]);
    expect(await told(agent, cheap)).toEqual([]);
  });

  it("who is mentioned is told so once, not also of the comment", async () => {
    const id = await make(agent, { subject: "Talk", owner: narrow.id });
    await office.ask(agent, "POST", `/records/ticket/${id}/comments`, { body: `Hi ${mentionText({ id: narrow.id, name: "Nar" })}, **look**` });
    await work.runOnce();
    const lines = (await inbox(narrow)).items.filter((item) => item.record?.id === id).flatMap((item) => item.lines);
    expect(lines.filter(({ rule }) => rule === "alerts.mention")).toMatchObject([{ title: `${await name(agent)} named you`, text: "Hi @Nar, **look**" }]);
    expect(lines.some(({ rule }) => rule === "alerts.comment")).toBe(false);
  });

  it("events of one record within a minute are one notification and one letter", async () => {
    const merging = worker(60);
    const id = await make(agent, { subject: "Many", owner: narrow.id });
    await office.ask(agent, "POST", `/records/ticket/${id}/comments`, { body: `A ${mentionText({ id: narrow.id, name: "N" })}` });
    await office.ask(agent, "POST", `/records/ticket/${id}/comments`, { body: `B ${mentionText({ id: narrow.id, name: "N" })}` });
    await merging.runOnce();
    const items = (await inbox(narrow)).items.filter((item) => item.record?.id === id);
    expect(items.map(({ lines }) => lines.length)).toEqual([3]);
    const [{ count }] = (await office.runtime.db.run<{ count: number }>(sql`select count(*)::int as count from metaloom.outbox where payload->>'notification' = ${items[0]!.id} and available_at > now()`)) as [{ count: number }];
    expect(count).toBe(1);
  });

  it("the digest gathers what was kept for the morning of its reader, once", async () => {
    const second = await office.person("agent");
    for (const subject of ["One", "Two"]) {
      const id = await make(second, { subject, cost: 50 });
      await change(agent, id, { state: "solved" });
    }
    await work.runOnce(new Date());
    smtp.letters.length = 0;
    expect(await lettersTo(second)).toEqual([]);
    const morning = new Date(Date.now() + 25 * 3_600_000);
    await Promise.all([work.runOnce(morning), worker(0).runOnce(morning)]);
    await work.runOnce(morning);
    const letters = await lettersTo(second);
    expect(letters).toHaveLength(1);
    expect(decoded(letters[0]!.raw)).toMatch(/One: Solved[\s\S]*Two: Solved/);
    expect(letters[0]!.headers["subject"]).toBe("Your day: 2 notifications");
  });

  it("settings are one's own; what is off does not come; the link in a letter ends letters of its rule", async () => {
    const settings = await office.ask(narrow, "GET", "/notifications/settings");
    expect(settings.body.rules.find((rule: { rule: string }) => rule.rule === "alerts.assigned")).toMatchObject({ label: "Мені передали", description: "Хтось передав вам заявку", channels: { internal: { mode: "now", modes: ["now", "off"] }, email: { mode: "now" } } });
    const saved = await office.ask(narrow, "PUT", "/notifications/settings", { rules: [{ rule: "alerts.assigned", channels: { internal: "off" } }], quietFrom: "22:00", quietTo: "07:00" });
    expect(saved).toMatchObject({ status: 200, body: { quietFrom: "22:00", digestTime: "08:00" } });
    expect((await office.ask(narrow, "PUT", "/notifications/settings", { rules: [{ rule: "nothing", channels: { internal: "off" } }] })).status).toBe(422);
    await office.ask(narrow, "PUT", "/notifications/settings", { quietFrom: null, quietTo: null });
    smtp.letters.length = 0;
    const first = await make(agent, { subject: "Quiet", owner: narrow.id });
    await work.runOnce();
    expect(await told(narrow, first)).toEqual([]);
    const [letter] = await lettersTo(narrow);
    const token = /unsubscribe#token=([\w-]+)/.exec(decoded(letter!.raw))![1];
    // As a mail program does it with one click: a form to the address in the head of the letter.
    const address = new URL(/<([^>]+)>/.exec(letter!.headers["list-unsubscribe"]!)![1]!);
    expect([letter!.headers["list-unsubscribe-post"], address.pathname, address.searchParams.get("token")]).toEqual(["List-Unsubscribe=One-Click", "/api/v1/notifications/unsubscribe", token]);
    expect((await office.ask(agent, "POST", "/notifications/unsubscribe", { token })).status).toBe(204);
    expect((await office.ask(agent, "POST", "/notifications/unsubscribe", { token: `${token!.slice(0, -4)}AAAA` })).status).toBe(422);
    smtp.letters.length = 0;
    await make(agent, { subject: "Silent", owner: narrow.id });
    await work.runOnce();
    expect(await lettersTo(narrow)).toEqual([]);
  });

  it("dates that are reached are told once, in the zone of the rule and under its condition", async () => {
    const until = new Date("2031-03-01T00:00:00Z");
    await work.runOnce(until);
    const [open1, solved, called] = [await make(agent, { subject: "Soon", deadline: "2031-03-03", owner: other.id }), await make(agent, { subject: "Over", deadline: "2031-03-03", state: "solved", owner: other.id }), await make(agent, { subject: "Ring", callAt: "2031-03-01T12:00:00.000Z", owner: other.id })];
    await work.runOnce();
    await work.runOnce(new Date("2031-03-01T12:29:00Z"));
    expect(await told(other, called)).not.toContain("Call about Ring");
    await Promise.all([work, worker(0), worker(0)].map((one) => one.runOnce(new Date("2031-03-02T07:59:00Z"))));
    expect((await told(other, called)).filter((title) => title === "Call about Ring")).toHaveLength(1);
    expect((await told(other, open1)).some((title) => title.startsWith("Soon is due"))).toBe(false);
    await work.runOnce(new Date("2031-03-02T08:00:00Z"));
    expect((await told(other, open1)).filter((title) => title.startsWith("Soon is due"))).toHaveLength(1);
    expect((await told(other, solved)).some((title) => title.startsWith("Over is due"))).toBe(false);
  });

  it("teams and heads hear of a record in the trash; a purge takes away what was told of it", async () => {
    const chief = await office.person("agent");
    const unit = newId();
    await office.runtime.db.run(sql`insert into metaloom.units (id, name, head_id, path) values (${unit}::uuid, 'North', ${chief.id}::uuid, array[${unit}::uuid])`);
    const id = await make(agent, { subject: "Bin", unit });
    await office.ask(agent, "DELETE", `/records/ticket/${id}`);
    await work.runOnce();
    expect(await told(chief, id)).toEqual(["Bin was deleted"]);
  });

  it("reminders come at their moment, repeat, follow a date, and are nobody else's", async () => {
    const id = await make(agent, { subject: "Think", deadline: "2032-06-10", owner: agent.id });
    expect((await office.ask(agent, "POST", `/records/ticket/${id}/reminders`, { at: "2001-01-01T00:00:00Z" })).status).toBe(422);
    expect((await office.ask(other, "POST", `/records/ticket/${id}/reminders`, { at: "2032-01-01T00:00:00Z" })).status).toBe(404);
    const daily = await office.ask(agent, "POST", `/records/ticket/${id}/reminders`, { at: "2032-01-01T10:00:00Z", repeat: "day", note: "Water the plants" });
    const before = await office.ask(agent, "POST", `/records/ticket/${id}/reminders`, { field: "deadline", offset: "-P1D", time: "10:00" });
    expect(daily).toMatchObject({ status: 201, body: { dueAt: "2032-01-01T10:00:00.000Z", repeat: "day" } });
    expect(before).toMatchObject({ status: 201, body: { dueAt: "2032-06-09T10:00:00.000Z", field: "deadline" } });
    await change(agent, id, { deadline: "2032-06-20" });
    await work.runOnce();
    const list = (await office.ask(agent, "GET", `/records/ticket/${id}/reminders`)).body.items as { dueAt: string }[];
    expect(list.map(({ dueAt }) => dueAt)).toEqual(["2032-01-01T10:00:00.000Z", "2032-06-19T10:00:00.000Z"]);
    await Promise.all([work.runOnce(new Date("2032-01-01T10:00:01Z")), worker(0).runOnce(new Date("2032-01-01T10:00:01Z"))]);
    expect((await inbox(agent)).items.filter((item) => item.record?.id === id).map(({ lines }) => lines[0])).toMatchObject([{ rule: "reminder", title: "Reminder: Think", text: "Water the plants" }]);
    const after = (await office.ask(agent, "GET", `/records/ticket/${id}/reminders`)).body.items as { id: string; dueAt: string }[];
    expect(after[0]!.dueAt).toBe("2032-01-02T10:00:00.000Z");
    expect((await office.ask(other, "DELETE", `/records/ticket/${id}/reminders/${after[0]!.id}`)).status).toBe(404);
    expect((await office.ask(agent, "DELETE", `/records/ticket/${id}/reminders/${after[0]!.id}`)).status).toBe(204);
  });

  it("reading lowers the count: some, those of a record, all; nobody reads for others", async () => {
    const { items, unread } = await inbox(agent);
    expect(unread).toBeGreaterThan(1);
    expect((await office.ask(other, "POST", "/notifications/read", { ids: [items[0]!.id] })).status).toBe(200);
    expect((await inbox(agent)).unread).toBe(unread);
    expect((await office.ask(agent, "POST", "/notifications/read", { ids: [items[0]!.id] })).body.unread).toBe(unread - 1);
    expect((await office.ask(agent, "POST", "/notifications/read", {})).status).toBe(422);
    expect((await office.ask(agent, "POST", "/notifications/read", { all: true })).body.unread).toBe(0);
    const page = (await office.ask(agent, "GET", "/notifications?limit=1")).body;
    const next = (await office.ask(agent, "GET", `/notifications?limit=1&cursor=${page.nextCursor}`)).body;
    expect(next.items[0].id).not.toBe(page.items[0].id);
  });
});

/** All text of a letter. */
function decoded(raw: string): string {
  return raw.split(/\r\n--[^\r\n]+\r\n/).map((part) => {
    const [head = "", ...rest] = part.split("\r\n\r\n");
    const body = rest.join("\r\n\r\n").split(/\r\n--/)[0]!;
    if (/base64/i.test(head)) return Buffer.from(body, "base64").toString("utf8");
    return Buffer.from(body.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), "latin1").toString("utf8");
  }).join("\n");
}
