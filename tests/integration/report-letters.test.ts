import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createReportSchedules, nextDue } from "../../runtime/dashboards/schedule";
import { createMailSender, type MailSender } from "../../runtime/mail/sender";
import { createSmtpMailer } from "../../runtime/mail/smtp";
import { testDatabases } from "../helpers/database";
import { openOffice, type Office, type OfficePerson } from "../helpers/office";
import { startSmtp, type TestSmtp } from "../helpers/smtp";

/** A Monday, after eight o'clock in Kyiv. */
const MONDAY = new Date("2026-03-02T06:00:30Z");
/** After nine o'clock in Tokyo. */
const TUESDAY = new Date("2026-03-03T00:00:20Z");
const FIRST_OF_MONTH = new Date("2026-04-01T07:30:10Z");

describe.each(testDatabases())("letters of scheduled reports on $kind", ({ open }) => {
  let office: Office;
  let smtp: TestSmtp;
  let sender: MailSender;
  let officer: OfficePerson;
  let clerk: OfficePerson;
  let editor: OfficePerson;
  const addresses = new Map<string, string>();

  beforeAll(async () => {
    office = await openOffice(open);
    smtp = await startSmtp();
    const mailer = createSmtpMailer({ url: smtp.url, from: "crm@example.com" });
    sender = createMailSender({ db: office.runtime.db, mailer, write: office.runtime.writeLetter });
    [officer, clerk, editor] = [await office.person("officer"), await office.person("clerk"), await office.person("editor")];
    for (const [name, who] of Object.entries({ officer, clerk, editor })) addresses.set(name, (await office.runtime.auth.user(who.id)).email);
    await office.runtime.auth.updateProfile(clerk.id, { language: "uk" });
    await make(officer, { number: "N-1", status: "new", amount: 5 });
    await make(officer, { number: "<b>N-2</b>", status: "signed", amount: 7 });
    await make(clerk, { number: "N-3", status: "new" });
  });
  afterAll(async () => {
    await sender?.stop();
    await smtp?.close();
    await office?.close();
  });

  const make = (who: OfficePerson, body: object) => office.ask(who, "POST", "/records/contract", body);
  const due = () => office.runtime.db.run(sql<{ report: string; due: string }>`select report, due_at::text as due from metaloom.report_schedules order by report`);
  const letterTo = (name: string) => smtp.letters.find(({ to }) => to[0] === addresses.get(name));

  it("a report gets its first time when it is first seen, and is not sent at once", async () => {
    expect(await office.runtime.reportSchedules.runOnce(new Date("2026-03-01T12:00:00Z"))).toBe(0);
    expect((await due()).map(({ report }) => report)).toEqual(["dashboard:office.overview", "office.byStatus", "office.contracts"]);
    expect(nextDue({ cron: "0 8 * * 1", timeZone: "Europe/Kyiv" }, new Date("2026-03-01T12:00:00Z"))).toEqual(new Date("2026-03-02T06:00:00Z"));
  });

  it("several workers at once leave one letter for each reader", async () => {
    const workers = Array.from({ length: 4 }, () => createReportSchedules({ db: office.runtime.db, model: office.runtime.live.current }));
    const counts = await Promise.all(workers.map((worker) => worker.runOnce(MONDAY)));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2);
    expect(await office.runtime.reportSchedules.runOnce(MONDAY)).toBe(0);
    await sender.runOnce();
    expect(smtp.letters.map(({ to }) => to[0]).sort()).toEqual([addresses.get("officer")!, addresses.get("clerk")!].sort());
  });

  it("each letter shows what its reader may see, in his language, and nothing of a record becomes markup", async () => {
    const [own, all] = [letterTo("clerk")!.raw, letterTo("officer")!.raw];
    const html = (raw: string) => decoded(raw, "text/html");
    expect(html(all)).toMatch(/<td[^>]*>New<\/td><td[^>]*>2<\/td>/);
    expect(html(own)).toMatch(/<td[^>]*>New<\/td><td[^>]*>1<\/td>/);
    expect(html(own)).not.toContain("Signed");
    expect(html(own)).toContain("Вітаємо");
    expect(html(all)).toContain("/reports/byStatus");
    expect(decoded(all, "text/plain")).toContain("New | 2");
  });

  it("a dashboard comes as one letter with all its widgets, each as its reader may see it", async () => {
    const guest = await office.person("reader");
    await office.runtime.db.change(sql`update metaloom.users set email = 'guest@office.example' where id = ${guest.id}::uuid`);
    addresses.set("guest", "guest@office.example");
    smtp.letters.length = 0;
    expect(await office.runtime.reportSchedules.runOnce(TUESDAY)).toBe(3);
    expect(await office.runtime.reportSchedules.runOnce(TUESDAY)).toBe(0);
    await sender.runOnce();
    const html = (name: string) => decoded(letterTo(name)!.raw, "text/html");
    const [all, own, masked] = [html("officer"), html("clerk"), html("guest")];
    for (const heading of ["Contracts", "Amount", "By status", "Partner and status", "Rules"]) expect(all).toMatch(new RegExp(`<h3[^>]*>${heading}</h3>`));
    expect(all).toMatch(/>Contracts<\/h3><p[^>]*><span[^>]*>3<\/span>/);
    expect(all).toMatch(/>Amount<\/h3><p[^>]*><span[^>]*>12\.00<\/span>/);
    expect(all).toContain("&lt;b&gt;N-2&lt;/b&gt;");
    expect(all).toContain("Call first.");
    expect(all).toContain("/dashboards/overview");
    expect(own).toMatch(/>Contracts<\/h3><p[^>]*><span[^>]*>1<\/span>/);
    expect(own).not.toContain(">Signed<");
    expect(own).toContain("Відкрити панель");
    expect(masked).toMatch(/>Contracts<\/h3><p[^>]*><span[^>]*>3<\/span>/);
    expect(masked).not.toContain("Amount</h3>");
    expect(decoded(letterTo("officer")!.raw, "text/plain")).toContain("New | 2");
    expect(await office.runtime.writeLetter({ kind: "dashboard", dashboard: "board", userId: clerk.id })).toBeUndefined();
  });

  it("a file goes with the letter to those who may export; the others of the report's roles read a table", async () => {
    smtp.letters.length = 0;
    expect(await office.runtime.reportSchedules.runOnce(FIRST_OF_MONTH)).toBeGreaterThanOrEqual(2);
    await sender.runOnce();
    const [withFile, without] = [smtp.letters.filter(({ to }) => to[0] === addresses.get("officer")).find(({ raw }) => raw.includes("text/csv"))!, letterTo("editor")!];
    expect(withFile.raw).toMatch(/filename="?contracts-\d{4}-\d\d-\d\d\.csv/);
    expect(decoded(withFile.raw, "text/csv")).toContain("<b>N-2</b>,7");
    expect(without.raw).not.toContain("text/csv");
    expect(decoded(without.raw, "text/html")).toContain("&lt;b&gt;N-2&lt;/b&gt;");
  });

  it("nobody gets a letter who may not sign in any more, or to whom the report is not offered", async () => {
    smtp.letters.length = 0;
    await office.runtime.db.change(sql`update metaloom.users set status = 'suspended' where id = ${officer.id}::uuid`);
    await office.runtime.db.change(sql`update metaloom.user_roles set role = 'reader' where user_id = ${editor.id}::uuid`);
    expect(await office.runtime.writeLetter({ kind: "report", report: "contracts", userId: officer.id })).toBeUndefined();
    expect(await office.runtime.writeLetter({ kind: "report", report: "contracts", userId: editor.id })).toBeUndefined();
    expect(await office.runtime.writeLetter({ kind: "report", report: "nothing", userId: clerk.id })).toBeUndefined();
  });
});

/** The part of a letter with this media type. */
function decoded(raw: string, mediaType: string): string {
  const part = raw.split(/\r\n--[^\r\n]+\r\n/).find((piece) => piece.toLowerCase().includes(`content-type: ${mediaType}`)) ?? "";
  const [head = "", ...rest] = part.split("\r\n\r\n");
  const body = rest.join("\r\n\r\n").split(/\r\n--/)[0]!;
  if (/base64/i.test(head)) return Buffer.from(body, "base64").toString("utf8");
  return Buffer.from(body.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))), "latin1").toString("utf8");
}
