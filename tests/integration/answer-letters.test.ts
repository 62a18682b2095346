import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMailSender, type MailSender } from "../../runtime/mail/sender";
import { createSmtpMailer } from "../../runtime/mail/smtp";
import { newId } from "../../runtime/kernel/ids";
import { testDatabases } from "../helpers/database";
import { linksIn, tokensIn } from "../helpers/letter-links";
import { openOffice, type Office, type OfficePerson } from "../helpers/office";
import { startSmtp, type ReceivedLetter, type TestSmtp } from "../helpers/smtp";

describe.each(testDatabases())("letters that ask for a voice on $kind", ({ open }) => {
  let office: Office;
  let smtp: TestSmtp;
  let sender: MailSender;
  let [clerk, ann, bob, cleo] = [] as unknown as OfficePerson[];
  const addresses = new Map<string, string>();
  beforeAll(async () => {
    [office, smtp] = [await openOffice(open, undefined, ["papers"]), await startSmtp()];
    [clerk, ann, bob, cleo] = [await office.person("clerk"), await office.person("member"), await office.person("member"), await office.person("member")];
    for (const { id } of [clerk!, ann!, bob!, cleo!]) addresses.set(id, (await office.runtime.auth.user(id)).email);
    sender = createMailSender({ db: office.runtime.db, mailer: createSmtpMailer({ url: smtp.url, from: "crm@example.com" }), write: office.runtime.writeLetter });
  });
  afterAll(async () => {
    await sender?.stop();
    await smtp?.close();
    await office?.close();
  });

  const press = async (path: "look" | "decide", body: object) => {
    const response = await fetch(`${office.url}/task-links/${path}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
    return { status: response.status, body: (await response.json()) as { title: string; what: string; decision: string; record: string; comment: string; for: string | null; errors?: { pointer: string }[] } };
  };
  /** A resolution on a new paper, asked of some people. */
  async function ask(name: string, body: object, ...people: OfficePerson[]): Promise<{ id: string; paper: string }> {
    const paper = (await office.ask(clerk!, "POST", "/records/paper", { name, amount: 1 })).body.id as string;
    const answer = await office.ask(clerk!, "POST", `/records/paper/${paper}/resolutions`, { participants: people.map(({ id: user }) => ({ user })), ...body });
    expect(answer.status, answer.text).toBe(201);
    return { id: answer.body.id as string, paper };
  }
  /** The newest letter to a person about a paper. */
  async function letterOf(person: OfficePerson, name: string): Promise<ReceivedLetter | undefined> {
    await sender.runOnce();
    return smtp.letters.findLast(({ to, raw }) => to[0] === addresses.get(person.id) && raw.includes(name));
  }
  const tokens = async (person: OfficePerson, name: string): Promise<Record<string, string>> => tokensIn((await letterOf(person, name))!);
  const say = (who: OfficePerson, id: string, answer: string, more: object = {}) => office.ask(who, "POST", `/resolutions/${id}/answer`, { answer, ...more });
  const view = async (id: string) => (await office.ask(clerk!, "GET", `/resolutions/${id}`)).body;
  const partOf = async (id: string, who: OfficePerson) => (await view(id)).participants.find(({ person }: { person: { id: string } }) => person.id === who.id);

  it("have a button for each answer, that answers once, and only when it is pressed on its page", async () => {
    const { id } = await ask("Orchard", { kind: "approve", title: "Terms", words: "Read page 2" }, ann!, bob!);
    const letter = await letterOf(ann!, "Orchard");
    for (const part of ["For you: Terms", "Approval", "Read page 2"]) expect(letter!.text).toContain(part);
    const mine = tokensIn(letter!);
    expect(Object.keys(mine)).toEqual(["Approve", "Reject", "Send back", "Abstain"]);
    for (let i = 0; i < 3; i++) expect(await press("look", { token: mine["Approve"] })).toMatchObject({ status: 200, body: { title: "Terms", what: "Approval", record: "Orchard", decision: "Approve", comment: "optional", for: null } });
    expect(await partOf(id, ann!)).toMatchObject({ answered: false });
    const both = await Promise.all([press("decide", { token: mine["Approve"], comment: " By letter " }), press("decide", { token: mine["Approve"] }), press("decide", { token: mine["Abstain"] })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
    expect(await partOf(id, ann!)).toMatchObject({ answered: true, doneBy: null });
    for (const token of Object.values(mine)) expect((await press("look", { token })).status).toBe(401);
    // Others' links are their own.
    expect((await press("decide", { token: (await tokens(bob!, "Orchard"))["Approve"] })).status).toBe(200);
  });

  it("ask for a reason where the answer needs one, and go to the next only when it is his turn", async () => {
    const { id } = await ask("Willow", { kind: "approve", inSequence: true }, ann!, bob!);
    const mine = await tokens(ann!, "Willow");
    expect(await letterOf(bob!, "Willow")).toBeUndefined();
    expect((await press("look", { token: mine["Send back"] })).body).toMatchObject({ title: "Approval", what: "", comment: "required" });
    const without = await press("decide", { token: mine["Send back"], comment: "  " });
    expect([without.status, without.body.errors?.map(({ pointer }) => pointer)]).toEqual([422, ["/words"]]);
    expect((await press("decide", { token: mine["Approve"] })).status).toBe(200);
    expect((await press("decide", { token: (await tokens(bob!, "Willow"))["Send back"], comment: "The sum is missing" })).status).toBe(200);
    expect(await view(id)).toMatchObject({ status: "returned", participants: [{ answer: "approve" }, { answer: "sendBack", words: "The sum is missing" }] });
  });

  it("are good for nothing once it was answered otherwise, taken back, recalled, ended, or its term is over", async () => {
    const dead = async (token: string | undefined) => expect([(await press("look", { token })).status, (await press("decide", { token })).status]).toEqual([401, 401]);
    const first = await ask("Maple", { kind: "approve" }, ann!, bob!);
    const mine = await tokens(ann!, "Maple");
    await say(ann!, first.id, "reject", { words: "Too much" });
    await dead(mine["Approve"]);
    // The voice is asked for again, but not by the letter of before.
    expect((await office.ask(ann!, "POST", `/resolutions/${first.id}/withdraw`, {})).status).toBe(200);
    await dead(mine["Approve"]);
    const others = await tokens(bob!, "Maple");
    expect((await press("look", { token: others["Approve"] })).status).toBe(200);
    await office.ask(clerk!, "POST", `/resolutions/${first.id}/recall`);
    await dead(others["Approve"]);
    await ask("Cedar", { kind: "acquaint", quorum: 1 }, ann!, bob!);
    const [one, two] = [await tokens(ann!, "Cedar"), await tokens(bob!, "Cedar")];
    expect((await press("decide", { token: one["I have read it"] })).status).toBe(200);
    await dead(two["I have read it"]);
    const timed = await ask("Linden", { kind: "approve", dueAt: new Date(Date.now() + 3_600_000).toISOString() }, ann!);
    const soon = await tokens(ann!, "Linden");
    const [kept] = await office.runtime.db.run<{ until: number }>(sql`select extract(epoch from max(expires_at) - now())::int as until from metaloom.task_links where task_id = ${timed.id}::uuid`);
    expect(kept!.until).toBeLessThanOrEqual(3600);
    await office.runtime.db.change(sql`update metaloom.task_links set expires_at = now() - interval '1 second' where task_id = ${timed.id}::uuid`);
    await dead(soon["Approve"]);
    expect(await partOf(timed.id, ann!)).toMatchObject({ answered: false });
    for (const token of ["x", timed.id]) await dead(token);
  });

  it("are not written to whoever has answered before they leave, and remind with links of their own", async () => {
    const dueAt = new Date(Date.now() + 3 * 86_400_000);
    const { id } = await ask("Poplar", { kind: "vote", dueAt: dueAt.toISOString() }, ann!, bob!);
    await say(ann!, id, "for");
    expect(await letterOf(ann!, "Poplar")).toBeUndefined();
    const before = (await tokens(bob!, "Poplar"))["Against"];
    await office.runtime.collegial.runOnce(new Date(dueAt.getTime() - 86_400_000 + 1000));
    await office.runtime.db.change(sql`update metaloom.outbox set available_at = now() where done_at is null`); // the letter of that day
    const reminded = await letterOf(bob!, "Due soon");
    expect(tokensIn(reminded!)["Against"]).not.toBe(before);
    expect((await press("decide", { token: tokensIn(reminded!)["Against"] })).status).toBe(200);
    expect((await press("look", { token: before })).status).toBe(401);
    expect(await view(id)).toMatchObject({ status: "passed", decision: "tie" });
  });

  it("never sign: the button of a signature leads to where one signs in, and no link does it", async () => {
    const { id } = await ask("Rowan", { kind: "sign", title: "The offer" }, ann!);
    const letter = await letterOf(ann!, "Rowan");
    expect(Object.keys(tokensIn(letter!))).toEqual(["Refuse", "Send back"]);
    expect(linksIn(letter!)["Sign in and sign"]).toMatch(/\/tasks$/);
    const refuse = tokensIn(letter!)["Refuse"];
    await office.runtime.db.change(sql`update metaloom.task_links set decision = 'sign' where task_id = ${id}::uuid and decision = 'refuse'`);
    expect([(await press("look", { token: refuse })).status, (await press("decide", { token: refuse })).status]).toEqual([401, 401]);
    expect((await press("decide", { token: tokensIn(letter!)["Send back"], comment: "A page is missing" })).status).toBe(200);
    expect((await view(id)).status).toBe("returned");
  });

  it("keep a secret vote secret: nothing is left of which link was used, nor anything written with it", async () => {
    const { id } = await ask("Birch", { kind: "vote", secret: true }, ann!, bob!, cleo!);
    const letters = await Promise.all([ann!, bob!, cleo!].map((who) => tokens(who, "Birch")));
    expect((await press("look", { token: letters[0]!["Against"] })).body).toMatchObject({ title: "Secret vote", comment: "none" });
    expect((await press("decide", { token: letters[0]!["Against"], comment: "never" })).status).toBe(200);
    expect(await partOf(id, ann!)).toMatchObject({ answered: true, answer: null, words: null, at: null });
    const left = await office.runtime.db.run<{ row: string }>(sql`select to_jsonb(l)::text as row from metaloom.task_links l where task_id = ${id}::uuid`);
    expect([left.length, left.some(({ row }) => row.includes(ann!.id))]).toEqual([6, false]);
    expect(left.every(({ row }) => row.includes(`"used_at": null`))).toBe(true);
    for (const [i, answer] of [[1, "For"], [2, "For"]] as const) expect((await press("decide", { token: letters[i]![answer] })).status).toBe(200);
    expect(await view(id)).toMatchObject({ status: "passed", decision: "for", given: { for: 2, against: 1 } });
    const kept = await office.runtime.db.run<{ row: string }>(sql`select to_jsonb(p)::text as row from metaloom.resolution_participants p where resolution_id = ${id}::uuid`);
    expect(kept.map(({ row }) => row).join()).not.toMatch(/"for"|against|never/);
  });

  it("go to a deputy, too, whose link answers for the person and says so, as long as he stands in", async () => {
    const deputy = (kinds: string) => office.runtime.db.change(sql`insert into metaloom.deputies (id, person_id, deputy_id, kinds, from_day, to_day) values (${newId()}::uuid, ${ann!.id}::uuid, ${cleo!.id}::uuid, array[${kinds}], current_date - 1, current_date + 1)`);
    await deputy("approve");
    const { id } = await ask("Hazel", { kind: "approve" }, ann!);
    const [hers, his] = [await tokens(ann!, "Hazel"), await tokens(cleo!, "Hazel")];
    const name = (await office.runtime.auth.user(ann!.id)).name;
    expect((await press("look", { token: his["Approve"] })).body.for).toBe(name);
    expect((await press("decide", { token: his["Approve"] })).status).toBe(200);
    expect(await partOf(id, ann!)).toMatchObject({ answer: "approve", doneBy: { id: cleo!.id } });
    expect((await press("look", { token: hers["Approve"] })).status).toBe(401);
    const second = await ask("Alder", { kind: "approve" }, ann!);
    const late = (await tokens(cleo!, "Alder"))["Approve"];
    await office.runtime.db.change(sql`delete from metaloom.deputies`);
    expect([(await press("look", { token: late })).status, (await press("decide", { token: late })).status]).toEqual([401, 401]);
    expect(await partOf(second.id, ann!)).toMatchObject({ answered: false });
    // A deputy for something else hears nothing.
    await deputy("vote");
    await ask("Larch", { kind: "approve" }, ann!);
    expect(await letterOf(cleo!, "Larch")).toBeUndefined();
  });

  it("are void for who may not read the record any more, or may not sign in", async () => {
    const { id, paper } = await ask("Aspen", { kind: "approve" }, ann!, bob!);
    const [hers, his] = [await tokens(ann!, "Aspen"), await tokens(bob!, "Aspen")];
    await office.runtime.db.change(sql`update metaloom.users set status = 'suspended' where id = ${bob!.id}::uuid`);
    expect((await press("decide", { token: his["Approve"] })).status).toBe(401);
    await office.runtime.db.change(sql`update metaloom.users set status = 'active' where id = ${bob!.id}::uuid`);
    expect((await office.ask(clerk!, "DELETE", `/records/paper/${paper}`)).status).toBeLessThan(300);
    expect((await press("look", { token: hers["Approve"] })).status).toBe(401);
    expect((await office.runtime.db.run<{ answered: boolean }>(sql`select answered from metaloom.resolution_participants where resolution_id = ${id}::uuid`)).map(({ answered }) => answered)).toEqual([false, false]);
  });
});
