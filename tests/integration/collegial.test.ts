import { Secret, TOTP } from "otpauth";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../runtime/kernel/ids";
import { GOOD_PASSWORD } from "../helpers/auth";
import { testDatabases } from "../helpers/database";
import { openOffice, type Office, type OfficePerson } from "../helpers/office";

const DAY = 86_400_000;

describe.each(testDatabases())("collegial actions on $kind", ({ open }) => {
  let office: Office;
  let [clerk, ann, bob, cleo, dan, author, nobody] = [] as unknown as OfficePerson[];
  beforeAll(async () => {
    office = await openOffice(open, undefined, ["papers"]);
    [clerk, ann, bob, cleo, dan, author, nobody] = [await office.person("clerk"), await office.person("member"), await office.person("member"), await office.person("member"), await office.person("member"), await office.person("author"), await office.person()];
  });
  afterAll(() => office?.close());

  const paper = async (body: object = {}, who = clerk!): Promise<string> => (await office.ask(who, "POST", "/records/paper", { name: "Budget", amount: 100, margin: 7, ...body })).body.id as string;
  const begin = (id: string, body: object, who = clerk!) => office.ask(who, "POST", `/records/paper/${id}/resolutions`, body);
  const among = (...people: OfficePerson[]) => people.map(({ id: user }) => ({ user }));
  const started = async (id: string, body: object): Promise<string> => {
    const answer = await begin(id, body);
    expect(answer.status, answer.text).toBe(201);
    return answer.body.id as string;
  };
  const say = (who: OfficePerson, id: string, answer: string, more: object = {}) => office.ask(who, "POST", `/resolutions/${id}/answer`, { answer, ...more });
  const view = async (id: string, who = clerk!) => (await office.ask(who, "GET", `/resolutions/${id}`)).body;
  const waiting = async (who: OfficePerson): Promise<string[]> => (await office.ask(who, "GET", "/resolutions")).body.items.map((one: { id: string }) => one.id);
  const told = async (who: OfficePerson, word: string): Promise<number> => (await office.runtime.db.run<{ n: number }>(sql`select count(*)::int as n from metaloom.notifications where user_id = ${who.id}::uuid and lines::text like ${`%${word}%`}`))[0]!.n;
  const codes = (answer: { body: { errors: { pointer: string; code: string }[] } }) => answer.body.errors.map(({ pointer, code }) => `${pointer} ${code}`);
  const change = async (id: string, body: object, who = clerk!) => office.ask(who, "PATCH", `/records/paper/${id}`, body);

  it("are begun by whom a role lets, on records he may change, among people who may read them", async () => {
    const id = await paper();
    const wanted = { kind: "approve", participants: among(ann!) };
    expect((await begin(id, wanted, ann!)).status).toBe(403);
    expect((await begin(id, wanted, nobody!)).status).toBe(404);
    expect((await begin(newId(), wanted)).status).toBe(404);
    const own = await paper({}, author!);
    expect((await begin(own, wanted, author!)).status).toBe(403);
    expect((await begin(own, { ...wanted, kind: "acquaint" }, author!)).status).toBe(201);
    expect((await office.ask(ann!, "GET", `/records/paper/${id}/resolutions`)).body).toEqual({ items: [], mayBegin: [], seal: null });
    expect((await office.ask(clerk!, "GET", `/records/paper/${id}/resolutions`)).body.mayBegin).toEqual(["vote", "approve", "sign", "acquaint"]);
    expect(codes(await begin(id, { kind: "approve", participants: among(nobody!) }))).toEqual(["/participants/0/user mayNotRead"]);
    expect(codes(await begin(id, { kind: "approve", secret: true, quorum: 9, dueAt: "2020-01-01T00:00:00Z", participants: [...among(ann!, ann!), { user: newId() }] }))).toEqual(["/participants/1/user twice", "/quorum tooLarge", "/secret surplus", "/dueAt past", "/participants/2/user notFound"]);
    expect(codes(await begin(id, { kind: "vote", secret: true, participants: [{ user: ann!.id }, { user: bob!.id, weight: 2 }] }))).toEqual(["/participants weights"]);
  });

  it("in sequence ask one after another, tell him, and end when all have approved", async () => {
    const id = await started(await paper(), { kind: "approve", title: "Terms", inSequence: true, participants: among(ann!, bob!) });
    expect(await waiting(ann!)).toContain(id);
    expect(await waiting(bob!)).not.toContain(id);
    expect([await told(ann!, "Terms"), await told(bob!, "Terms")]).toEqual([1, 0]);
    expect((await say(bob!, id, "approve")).status).toBe(409);
    expect((await say(cleo!, id, "approve")).status).toBe(404);
    expect((await say(nobody!, id, "approve")).status).toBe(404);
    expect((await say(ann!, id, "sing")).status).toBe(422);
    expect((await say(ann!, id, "approve", { words: "Fine" })).body).toMatchObject({ status: "open", asks: [] });
    expect((await say(ann!, id, "approve")).status).toBe(409);
    expect((await say(bob!, id, "approve")).body).toMatchObject({ status: "passed", given: { approve: 2 } });
    expect((await view(id)).participants[0]).toMatchObject({ person: { id: ann!.id }, answer: "approve", words: "Fine", doneBy: null });
    expect(await told(clerk!, "Terms")).toBe(1);
    expect((await say(bob!, id, "reject", { words: "No" })).status).toBe(409);
  });

  it("are sent back with a reason, recalled by whoever began them, and take more people in", async () => {
    const record = await paper();
    const back = await started(record, { kind: "approve", participants: among(ann!, bob!) });
    expect(codes(await say(ann!, back, "sendBack"))).toEqual(["/words required"]);
    expect((await say(ann!, back, "sendBack", { words: "Sum is missing" })).body.status).toBe("returned");
    const open = await started(record, { kind: "approve", participants: among(ann!) });
    expect((await office.ask(ann!, "POST", `/resolutions/${open}/participants`, { user: bob!.id })).status).toBe(201);
    expect((await office.ask(ann!, "POST", `/resolutions/${open}/participants`, { user: bob!.id })).status).toBe(409);
    expect((await office.ask(cleo!, "POST", `/resolutions/${open}/participants`, { user: dan!.id })).status).toBe(403);
    expect(codes(await office.ask(clerk!, "POST", `/resolutions/${open}/participants`, { user: nobody!.id }))).toEqual(["/user mayNotRead"]);
    expect((await say(ann!, open, "approve")).body.status).toBe("open");
    expect((await office.ask(ann!, "POST", `/resolutions/${open}/recall`)).status).toBe(403);
    expect((await office.ask(clerk!, "POST", `/resolutions/${open}/recall`)).body.status).toBe("recalled");
    expect(await waiting(bob!)).not.toContain(open);
  });

  it("let whoever has answered take it back as long as it is not over, and give another answer", async () => {
    const id = await started(await paper(), { kind: "approve", title: "Back", participants: among(ann!, bob!) });
    const back = (who: OfficePerson, body: object = {}) => office.ask(who, "POST", `/resolutions/${id}/withdraw`, body);
    expect((await back(ann!)).status).toBe(409);
    await say(ann!, id, "reject", { words: "Too much" });
    expect([(await view(id, ann!)).mayWithdraw.map(({ id: user }: { id: string }) => user), (await view(id, bob!)).mayWithdraw]).toEqual([[ann!.id], []]);
    expect([(await back(nobody!)).status, (await back(bob!, { for: ann!.id })).status]).toEqual([404, 403]);
    const open = (await back(ann!)).body;
    expect(open).toMatchObject({ status: "open", given: {}, mayWithdraw: [] });
    expect(open.participants.find(({ person }: { person: { id: string } }) => person.id === ann!.id)).toMatchObject({ answered: false, answer: null, words: null, at: null });
    expect(await waiting(ann!)).toContain(id);
    await say(ann!, id, "approve");
    await say(bob!, id, "approve");
    expect((await view(id)).status).toBe("passed");
    expect((await back(ann!)).status).toBe(409);
    // What was said first stays on the evidence sheet.
    expect((await view(id)).withdrawn).toEqual([expect.objectContaining({ person: expect.objectContaining({ id: ann!.id }), answer: "reject", words: "Too much", doneBy: null, withdrawnBy: expect.objectContaining({ id: ann!.id }), signature: null })]);
    const [row] = await office.runtime.db.run<{ id: string }>(sql`select id from metaloom.withdrawn_answers where resolution_id = ${id}::uuid`);
    await expect(office.runtime.db.change(sql`update metaloom.withdrawn_answers set answer = 'approve' where id = ${row!.id}::uuid`)).rejects.toThrow();
  });

  it("tell for whom a deputy took an answer back, and what a signature taken back had signed", async () => {
    const id = await started(await paper(), { kind: "sign", title: "Twice", participants: among(ann!, bob!) });
    await office.runtime.db.change(sql`insert into metaloom.deputies (id, person_id, deputy_id, kinds, from_day, to_day) values (${newId()}::uuid, ${ann!.id}::uuid, ${cleo!.id}::uuid, array['sign'], current_date - 1, current_date + 1)`);
    expect((await say(cleo!, id, "sign", { password: GOOD_PASSWORD, for: ann!.id })).status).toBe(200);
    expect((await office.ask(cleo!, "POST", `/resolutions/${id}/withdraw`, { for: ann!.id })).status).toBe(200);
    const { withdrawn } = await view(id);
    expect(withdrawn).toEqual([expect.objectContaining({ person: expect.objectContaining({ id: ann!.id }), answer: "sign", doneBy: expect.objectContaining({ id: cleo!.id }), withdrawnBy: expect.objectContaining({ id: cleo!.id }), signature: { method: "password", seal: expect.stringMatching(/^[0-9a-f]{64}$/) } })]);
    await office.runtime.db.change(sql`delete from metaloom.deputies where person_id = ${ann!.id}::uuid`);
  });

  it("cannot be gone round by a record that begins in a later stage", async () => {
    const make = (body: object) => office.ask(clerk!, "POST", "/records/paper", { name: "Late", ...body });
    for (const stage of ["board", "valid"]) expect([stage, codes(await make({ stage }))]).toEqual([stage, ["/stage notApproved"]]);
    for (const stage of ["draft", "review", "rejected"]) expect([stage, (await make({ stage })).status]).toEqual([stage, 201]);
  });

  it("take a secret vote of which nothing but counts is kept", async () => {
    const id = await started(await paper(), { kind: "vote", secret: true, participants: among(ann!, bob!, cleo!) });
    await say(ann!, id, "against", { words: "never" });
    expect(await view(id, ann!)).toMatchObject({ status: "open", given: null, participants: expect.arrayContaining([expect.objectContaining({ answered: true, answer: null, words: null, at: null })]) });
    await say(bob!, id, "for");
    expect((await say(cleo!, id, "for")).body).toMatchObject({ status: "passed", decision: "for", given: { for: 2, against: 1 } });
    const kept = await office.runtime.db.run<{ row: string }>(sql`select to_jsonb(p)::text as row from metaloom.resolution_participants p where resolution_id = ${id}::uuid`);
    expect(kept.map(({ row }) => row).join()).not.toMatch(/"for"|against|never/);
  });

  it("let a deputy answer for the person, and say so; of rings and chains everybody has one voice", async () => {
    const today = new Date().toISOString().slice(0, 10);
    const stand = (person: OfficePerson, deputy: OfficePerson, kinds: string[] | null) => office.ask(person, "POST", "/deputies", { deputy: deputy.id, kinds, from: today, to: new Date(Date.now() + 2 * DAY).toISOString().slice(0, 10) });
    for (const answer of [await stand(ann!, dan!, ["approve"]), await stand(dan!, ann!, ["approve"]), await stand(bob!, ann!, ["approve"])]) expect(answer.status).toBe(201);
    const id = await started(await paper(), { kind: "approve", participants: among(ann!, bob!) });
    expect((await view(id, dan!)).asks.map((one: { id: string }) => one.id).sort()).toEqual([ann!.id, bob!.id].sort());
    expect((await say(dan!, id, "approve", { for: cleo!.id })).status).toBe(403);
    expect((await say(dan!, id, "approve", { for: bob!.id })).status).toBe(200);
    expect((await say(dan!, id, "approve", { for: bob!.id })).status).toBe(409);
    expect((await say(dan!, id, "approve")).body.status).toBe("passed");
    expect((await view(id)).participants.map(({ person, doneBy }: { person: { id: string }; doneBy: { id: string } }) => [person.id, doneBy.id]).sort()).toEqual([[ann!.id, dan!.id], [bob!.id, dan!.id]].sort());
    const vote = await started(await paper(), { kind: "vote", participants: among(ann!) });
    expect((await say(dan!, vote, "for")).status).toBe(404);
    await office.runtime.db.change(sql`delete from metaloom.deputies`);
  });

  it("go on when somebody who was asked is not here any more: the head of his unit speaks for him", async () => {
    const [gone, unit] = [await office.person("member"), newId()];
    const { db } = office.runtime;
    const id = await started(await paper(), { kind: "approve", participants: among(ann!, gone) });
    await db.change(sql`insert into metaloom.units (id, name, path, head_id) values (${unit}::uuid, 'Left', array[${unit}::uuid], ${dan!.id}::uuid)`);
    await db.change(sql`update metaloom.users set unit_id = ${unit}::uuid where id = ${gone.id}::uuid`);
    expect(await waiting(dan!)).not.toContain(id);
    expect((await say(dan!, id, "approve", { for: gone.id })).status).toBe(403);
    await db.change(sql`update metaloom.users set status = 'suspended' where id = ${gone.id}::uuid`);
    expect(await waiting(dan!)).toContain(id);
    expect((await say(cleo!, id, "approve", { for: gone.id })).status).toBe(403);
    expect((await say(dan!, id, "approve")).status).toBe(200);
    await say(ann!, id, "approve");
    const { status, participants } = await view(id);
    expect([status, participants.find(({ person }: { person: { id: string } }) => person.id === gone.id)]).toEqual(["passed", expect.objectContaining({ answer: "approve", doneBy: expect.objectContaining({ id: dan!.id }) })]);
  });

  describe("a signature", () => {
    let record: string;
    let id: string;
    const sealed = async (who = ann!): Promise<string> => (await office.ask(who, "GET", `/resolutions/${id}`)).body.seal as string;

    it("needs the password or a code, and what is signed is what was seen", async () => {
      record = await paper();
      id = await started(record, { kind: "sign", participants: among(ann!, bob!) });
      const seal = await sealed();
      expect(codes(await say(ann!, id, "sign", { seal }))).toEqual(["/password required"]);
      expect(codes(await say(ann!, id, "sign", { seal, password: "wrong" }))).toEqual(["/password wrongPassword"]);
      await change(record, { amount: 101 });
      expect((await say(ann!, id, "sign", { seal, password: GOOD_PASSWORD })).status).toBe(409);
      expect((await say(ann!, id, "sign", { seal: await sealed(), password: GOOD_PASSWORD })).status).toBe(200);
      const staff = { kind: "staff", userId: bob!.id, name: "Bob", sessionId: newId(), roles: [], teams: [], units: [], unitTree: [], sharedEntities: [] } as const;
      const { secret } = await office.runtime.auth.beginSecondFactor(staff, GOOD_PASSWORD);
      const code = (ms: number) => new TOTP({ algorithm: "SHA1", digits: 6, period: 30, secret: Secret.fromBase32(secret) }).generate({ timestamp: ms });
      await office.runtime.auth.confirmSecondFactor(staff, code(Date.now()), {});
      expect(codes(await say(bob!, id, "sign", { code: code(Date.now()) }))).toEqual(["/code wrongCode"]);
      expect((await say(bob!, id, "sign", { code: code(Date.now() + 30_000) })).body.status).toBe("passed");
    });

    it("holds a hash, and the evidence names what was changed afterwards as far as the reader may know it", async () => {
      expect((await view(id)).participants).toEqual(expect.arrayContaining([expect.objectContaining({ signature: expect.objectContaining({ valid: true, changed: [], method: "password", seal: expect.stringMatching(/^[0-9a-f]{64}$/) }) }), expect.objectContaining({ signature: expect.objectContaining({ method: "code" }) })]));
      const kept = (await change(record, { amount: 250, margin: 1 })).body;
      expect(kept.amount).toBe(250);
      expect((await view(id)).participants[0].signature).toMatchObject({ valid: false, changed: ["amount", "margin"], hidden: 0 });
      expect((await view(id, ann!)).participants[0].signature).toMatchObject({ valid: false, changed: ["amount"], hidden: 1 });
      await change(record, { amount: 101, margin: 7 });
      expect((await view(id)).participants[0].signature.valid).toBe(true);
    });
  });

  it("demanded by a stage, keep the record there until they have ended well, on every channel; back and rejected are free", async () => {
    const record = await paper();
    const stage = (to: string) => change(record, { stage: to });
    expect((await stage("review")).status).toBe(200);
    expect(codes(await stage("board"))).toEqual(["/stage notApproved"]);
    const bulk = await office.ask(clerk!, "POST", "/records/paper/bulk", { ids: [record], set: { stage: "board" } });
    expect(JSON.stringify(bulk.body)).toContain("notApproved");
    const refused = await started(record, { kind: "approve", participants: among(ann!) });
    await say(ann!, refused, "reject", { words: "No" });
    expect((await stage("board")).status).toBe(422);
    const first = await started(record, { kind: "approve", participants: among(ann!) });
    const besides = await started(record, { kind: "acquaint", participants: among(bob!) });
    await say(ann!, first, "approve");
    expect((await stage("board")).status).toBe(422);
    await say(bob!, besides, "acknowledge");
    expect((await stage("board")).status).toBe(200);
    const vote = await started(record, { kind: "vote", participants: among(ann!) });
    expect((await stage("valid")).status).toBe(422);
    expect((await stage("draft")).status).toBe(200);
    expect((await view(vote)).status).toBe("recalled");
    expect((await stage("review")).status).toBe(200);
    expect((await stage("board")).status, "an approval of an earlier visit").toBe(422);
    expect((await stage("rejected")).status).toBe(200);
  });

  it("merely done lets a vote's stage go, whatever came out", async () => {
    const record = await paper({ stage: "review" });
    await say(ann!, await started(record, { kind: "approve", participants: among(ann!) }), "approve");
    expect((await change(record, { stage: "board" })).status).toBe(200);
    const vote = await started(record, { kind: "vote", participants: among(ann!) });
    expect((await say(ann!, vote, "against")).body).toMatchObject({ status: "passed", decision: "against" });
    expect((await change(record, { stage: "valid" })).status).toBe(200);
  });

  it("are reminded of before their term, and tell whoever began them when it is over", async () => {
    const dueAt = new Date(Date.now() + 3 * DAY);
    await started(await paper(), { kind: "approve", title: "Timed", dueAt: dueAt.toISOString(), participants: among(cleo!) });
    expect(await office.runtime.collegial.runOnce(new Date())).toBe(0);
    expect(await office.runtime.collegial.runOnce(new Date(dueAt.getTime() - DAY + 1000))).toBe(1);
    expect(await told(cleo!, "Due soon: Timed")).toBe(1);
    expect(await office.runtime.collegial.runOnce(new Date(dueAt.getTime() + 1000))).toBe(1);
    expect(await told(clerk!, "Not answered in time: Timed")).toBe(1);
    expect(await office.runtime.collegial.runOnce(new Date(dueAt.getTime() + 5 * DAY))).toBe(0);
  });

  it("are a step of a process, which goes on by what they came to, and are recalled with it", async () => {
    const record = await paper();
    const run = (await office.ask(clerk!, "POST", "/processes/signing/start", { record })).body.id as string;
    const open = async (of: string) => (await office.ask(clerk!, "GET", `/records/paper/${of}/resolutions`)).body.items[0];
    const { id, participants, quorum, title } = await open(record);
    expect([title, quorum, participants.length]).toEqual(["Approve the paper", 2, 4]);
    expect((await office.ask(clerk!, "POST", `/resolutions/${id}/recall`)).status).toBe(409);
    for (const who of [ann!, bob!]) expect((await say(who, id, "approve")).status).toBe(200);
    await office.runtime.processes.runOnce();
    expect((await office.ask(clerk!, "GET", `/processes/instances/${run}`)).body).toMatchObject({ status: "completed", variables: { decision: "passed" } });
    expect((await office.ask(clerk!, "GET", `/records/paper/${record}`)).body.amount).toBe(1);
    const other = await paper();
    const second = (await office.ask(clerk!, "POST", "/processes/signing/start", { record: other })).body.id as string;
    expect((await office.ask(clerk!, "POST", `/processes/instances/${second}/operations`, { do: "cancel" })).status).toBe(200);
    expect((await open(other)).status).toBe("recalled");
  });

  it("are a step of a process one after another, or in secret", async () => {
    const [record, checker] = [await paper(), await office.person("checker")];
    const run = (await office.ask(clerk!, "POST", "/processes/inTurn/start", { record })).body.id as string;
    const newest = async () => (await office.ask(clerk!, "GET", `/records/paper/${record}/resolutions`)).body.items[0];
    const first = await newest();
    expect([first.words, first.participants.map(({ person, place, asked }: { person: { id: string }; place: number; asked: boolean }) => [person.id, place, asked])]).toEqual(["Read page 2 first", [[clerk!.id, 0, true], [checker.id, 1, false]]]);
    expect((await say(checker, first.id, "approve")).status).toBe(409);
    for (const who of [clerk!, checker]) expect((await say(who, first.id, "approve")).status).toBe(200);
    await office.runtime.processes.runOnce();
    const second = await newest();
    expect([second.kind, second.secret]).toEqual(["vote", true]);
    for (const who of [clerk!, checker]) expect((await say(who, second.id, "for")).status).toBe(200);
    await office.runtime.processes.runOnce();
    expect((await office.ask(clerk!, "GET", `/processes/instances/${run}`)).body).toMatchObject({ status: "completed", variables: { decision: "for", decisions: [] } });
  });

  it("are a step of a process whose voices weigh what its lines say", async () => {
    const [checker, other] = [await office.person("checker"), await paper()];
    const run = (await office.ask(clerk!, "POST", "/processes/weighed/start", { record: other })).body.id as string;
    const [{ id, participants }] = (await office.ask(clerk!, "GET", `/records/paper/${other}/resolutions`)).body.items;
    expect(Object.fromEntries(participants.map(({ person, weight }: { person: { id: string }; weight: number }) => [person.id, weight]))).toMatchObject({ [clerk!.id]: 1, [checker.id]: 3 });
    expect((await say(checker, id, "approve")).body).toMatchObject({ status: "open" });
    expect((await say(clerk!, id, "approve")).body).toMatchObject({ status: "passed" });
    await office.runtime.processes.runOnce();
    expect((await office.ask(clerk!, "GET", `/processes/instances/${run}`)).body).toMatchObject({ status: "completed", variables: { decision: "passed" } });
  });

  it("count of many answers at the same moment each one", async () => {
    const id = await started(await paper(), { kind: "approve", quorum: 2, participants: among(ann!, bob!, cleo!) });
    const answers = await Promise.all([ann!, bob!, cleo!, ann!, bob!].map((who) => say(who, id, "approve")));
    expect(answers.filter(({ status }) => status === 200).length).toBe(2);
    expect(await view(id)).toMatchObject({ status: "passed", given: { approve: 2 } });
  });
});
