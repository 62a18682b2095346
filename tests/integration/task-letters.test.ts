import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMailSender, type MailSender } from "../../runtime/mail/sender";
import { createSmtpMailer } from "../../runtime/mail/smtp";
import { testDatabases } from "../helpers/database";
import { tokensIn } from "../helpers/letter-links";
import { openOffice, type Office, type OfficePerson } from "../helpers/office";
import { startSmtp, type TestSmtp } from "../helpers/smtp";

describe.each(testDatabases())("letters of tasks on $kind", ({ open }) => {
  let office: Office;
  let smtp: TestSmtp;
  let sender: MailSender;
  let [asker, steward, judge, other] = [] as unknown as OfficePerson[];
  beforeAll(async () => {
    [office, smtp] = [await openOffice(open, undefined, ["approvals"]), await startSmtp()];
    [asker, steward, judge, other] = [await office.person("asker"), await office.person("steward"), await office.person("judge"), await office.person("judge")];
    sender = createMailSender({ db: office.runtime.db, mailer: createSmtpMailer({ url: smtp.url, from: "crm@example.com" }), write: office.runtime.writeLetter });
    office.runtime.taskLetters.start({ letters: true });
    // Each test looks itself.
    await office.runtime.taskLetters.stop();
  });
  afterAll(async () => {
    await office?.runtime.taskLetters.stop();
    await sender?.stop();
    await smtp?.close();
    await office?.close();
  });

  const ask = async (path: string, body: object) => {
    const response = await fetch(office.url + path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
    return { status: response.status, body: (await response.json()) as { title: string; decision: string; record: string } };
  };
  /** A task named to the judge, with the links of his letter: approve, reject. */
  async function task(name: string): Promise<{ id: string; run: string; record: string; links: string[] }> {
    const record = (await office.ask(asker!, "POST", "/records/request", { name, amount: 900 })).body.id as string;
    const run = (await office.ask(asker!, "POST", "/processes/approve/start", { record, variables: { discount: 50 } })).body.id as string;
    const found = (await office.ask(judge!, "GET", "/tasks")).body.items.find(({ instance }: { instance: string }) => instance === run);
    expect((await office.ask(judge!, "POST", `/tasks/${found.id}/delegate`, { to: judge!.id })).status).toBe(204);
    await office.runtime.taskLetters.runOnce();
    await sender.runOnce();
    const letter = smtp.letters.findLast(({ text }) => text.includes(name));
    expect(letter?.to, name).toEqual([`${(await office.runtime.db.run<{ email: string }>(sql`select email from metaloom.users where id = ${judge!.id}::uuid`))[0]!.email}`]);
    return { id: found.id as string, run, record, links: Object.values(tokensIn(letter!)) };
  }
  const status = async (id: string) => (await office.ask(steward!, "GET", `/tasks/${id}`)).body.status as string;

  it("have a button for each decision, that decides once, and only when it is pressed on its page", async () => {
    const { id, record, links } = await task("Printer");
    expect(links.length).toBe(2);
    for (let i = 0; i < 3; i++) expect(await ask("/task-links/look", { token: links[0] })).toMatchObject({ status: 200, body: { title: "Decide", record: "Printer", decision: "Approve" } });
    expect(await status(id)).toBe("open");
    const both = await Promise.all([ask("/task-links/decide", { token: links[0], comment: "By letter" }), ask("/task-links/decide", { token: links[0] })]);
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 401]);
    expect(await status(id)).toBe("done");
    expect((await office.ask(steward!, "GET", `/tasks/${id}`)).body).toMatchObject({ decision: { name: "approve" }, doneBy: { id: judge!.id } });
    expect((await office.ask(steward!, "GET", `/records/request/${record}`)).body.status).toBe("approved");
    for (const token of links) expect((await ask("/task-links/look", { token })).status).toBe(401);
  });

  it("are good for nothing once the task is done, given away or too old, and nothing else opens with them", async () => {
    const done = await task("Chair");
    expect((await office.ask(judge!, "POST", `/tasks/${done.id}/complete`, { decision: "reject" })).status).toBe(200);
    expect((await ask("/task-links/decide", { token: done.links[0] })).status).toBe(401);
    const given = await task("Table");
    await office.ask(judge!, "POST", `/tasks/${given.id}/delegate`, { to: other!.id });
    expect((await ask("/task-links/decide", { token: given.links[0] })).status).toBe(401);
    const old = await task("Lamp");
    await office.runtime.db.change(sql`update metaloom.task_links set expires_at = now() - interval '1 second' where task_id = ${old.id}::uuid`);
    expect((await ask("/task-links/decide", { token: old.links[0] })).status).toBe(401);
    expect(await status(old.id)).toBe("open");
    for (const token of ["x", "-told", old.id]) expect((await ask("/task-links/decide", { token })).status).toBe(401);
    expect(JSON.stringify(await office.runtime.db.run(sql`select encode(token_hash, 'hex'), decision from metaloom.task_links`))).not.toContain(old.links[0]!);
  });

  it("go once to whoever is named, and ring in his bell", async () => {
    const before = smtp.letters.length;
    const { id } = await task("Phone");
    await office.runtime.taskLetters.runOnce();
    await sender.runOnce();
    expect(smtp.letters.length).toBe(before + 1);
    const bell = await office.ask(judge!, "GET", "/notifications");
    expect(JSON.stringify(bell.body)).toContain("For you: Decide · Phone");
    expect((await office.ask(judge!, "POST", `/tasks/${id}/complete`, { decision: "reject" })).status).toBe(200);
  });

  it("go to the members of a small group, each with his own links; the first who decides decides for all", async () => {
    const record = (await office.ask(asker!, "POST", "/records/request", { name: "Group", amount: 900 })).body.id as string;
    const run = (await office.ask(asker!, "POST", "/processes/approve/start", { record, variables: { discount: 50 } })).body.id as string;
    const before = smtp.letters.length;
    for (let pass = 0; pass < 2; pass++) {
      await office.runtime.taskLetters.runOnce();
      await sender.runOnce();
    }
    const letters = smtp.letters.slice(before).filter(({ text }) => text.includes("Group"));
    const emails = await office.runtime.db.run<{ email: string }>(sql`select email from metaloom.users where id = any(${[judge!.id, other!.id]}::uuid[])`);
    expect(letters.flatMap(({ to }) => to).sort()).toEqual(emails.map(({ email }) => email).sort());
    const [one, two] = letters.map((letter) => tokensIn(letter)["Approve"]);
    expect(await ask("/task-links/decide", { token: one })).toMatchObject({ status: 200, body: { decision: "Approve" } });
    expect((await ask("/task-links/decide", { token: two })).status).toBe(401);
    expect((await office.ask(steward!, "GET", `/processes/instances/${run}`)).body.status).toBe("completed");
  });
});
