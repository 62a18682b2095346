import type { LinkTask } from "../../runtime/auth/links";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Auth } from "../../runtime/auth/service";
import { sys } from "../../runtime/db/schemas";
import { checkMail } from "../../runtime/mail/mailer";
import { createMailSender, type MailSender } from "../../runtime/mail/sender";
import { createSmtpMailer } from "../../runtime/mail/smtp";
import { addPerson, eventsAbout, freeAttempts, GOOD_PASSWORD, openAuth, staffOf, testRunner, tokenOf } from "../helpers/auth";
import { testDatabases, type TestDatabase } from "../helpers/database";
import { startSmtp, type TestSmtp } from "../helpers/smtp";

const HERE = { address: "192.0.2.8" };
const NEW_PASSWORD = "eight brown horses";

describe.each(testDatabases())("letters and links on $kind", ({ open }) => {
  let test: TestDatabase;
  let auth: Auth;
  let smtp: TestSmtp;
  let sender: MailSender;

  const senderFor = (someAuth: Auth): MailSender => createMailSender({ db: test.database, mailer: createSmtpMailer({ url: smtp.url, from: "crm@example.com" }), write: (task) => someAuth.writeLetter(task as LinkTask) });
  const outbox = () => test.database.run(sql<{ attempts: number; done: boolean; failed: boolean; last_error: string | null; payload: unknown }>`
    select attempts, done_at is not null as done, failed_at is not null as failed, last_error, payload from ${sys("outbox")} where topic = 'mail' order by id desc limit 1`);
  const letterTo = async (email: string) => {
    await sender.runOnce();
    return smtp.letters.filter((letter) => letter.to.includes(email)).at(-1);
  };
  const tokenIn = (text: string): string => /#token=(mll_[\w-]{43})/.exec(text)![1]!;

  beforeAll(async () => {
    test = await open();
    auth = openAuth(test.database);
    smtp = await startSmtp();
    sender = senderFor(auth);
  });
  beforeEach(() => freeAttempts(test.database));
  afterAll(async () => {
    await auth.close();
    await smtp.close();
    await test.close();
  });

  it("brings a link that lets one choose a password, and ends every session", async () => {
    const ann = await addPerson(auth, ["clerk"], "ann.reset@example.com");
    const session = await tokenOf(auth, ann);
    expect((await auth.principalFromSession(session)).kind).toBe("ok");
    await auth.askPasswordReset("Ann.Reset@Example.com", HERE);
    const letter = (await letterTo(ann.email))!;
    expect(letter.to).toEqual([ann.email]);
    expect(letter.headers).toMatchObject({ subject: "Choose a new password", "auto-submitted": "auto-generated" });
    expect(letter.text).toContain("https://crm.example.com/reset#token=mll_");
    const token = tokenIn(letter.text);

    await expect(auth.resetPassword({ token, password: "short" }, HERE)).rejects.toMatchObject({ code: "input:invalid" });
    await auth.resetPassword({ token, password: NEW_PASSWORD }, HERE);
    expect((await auth.principalFromSession(session)).kind).toBe("revoked");
    expect((await auth.signIn({ email: ann.email, password: NEW_PASSWORD }, HERE)).kind).toBe("ok");
    expect((await auth.signIn({ email: ann.email, password: GOOD_PASSWORD }, HERE)).kind).toBe("failed");
    await expect(auth.resetPassword({ token, password: NEW_PASSWORD }, HERE)).rejects.toMatchObject({ code: "auth:failed" });
    expect(await eventsAbout(test.database, ann.id)).toContain("password.reset");
  });

  it("keeps no token and no password in any table", async () => {
    const ben = await addPerson(auth);
    await auth.askPasswordReset(ben.email, HERE);
    const token = tokenIn((await letterTo(ben.email))!.text);
    for (const table of ["outbox", "one_time_tokens", "event_log", "users"]) {
      const dump = JSON.stringify(await test.database.run(sql`select * from ${sys(table)}`));
      expect(dump).not.toContain(token.slice(4));
      expect(dump).not.toContain(GOOD_PASSWORD);
    }
  });

  it("does exactly the same for an unknown address, and sends nothing", async () => {
    const before = smtp.letters.length;
    await auth.askPasswordReset("nobody@example.com", HERE);
    expect((await outbox())[0]).toMatchObject({ done: false, payload: { kind: "resetPassword", email: "nobody@example.com" } });
    await sender.runOnce();
    expect((await outbox())[0]).toMatchObject({ done: true });
    expect(smtp.letters).toHaveLength(before);
  });

  it("writes to nobody who is suspended", async () => {
    const sam = await addPerson(auth);
    await auth.suspendUser(testRunner, sam.id);
    await auth.askPasswordReset(sam.email, HERE);
    expect(await letterTo(sam.email)).toBeUndefined();
  });

  it("writes three letters an hour to one address at most, whatever its spelling", async () => {
    const max = await addPerson(auth, ["clerk"], "max@example.com");
    for (const spelling of ["max@example.com", "MAX@example.com", "ｍax@example.com", "max@EXAMPLE.com", " max@example.com"]) await auth.askPasswordReset(spelling, HERE);
    await letterTo(max.email);
    expect(smtp.letters.filter((letter) => letter.to.includes(max.email))).toHaveLength(3);
  });

  it("lets one of fifty parallel redemptions through", async () => {
    const kim = await addPerson(auth);
    await auth.askPasswordReset(kim.email, HERE);
    const token = tokenIn((await letterTo(kim.email))!.text);
    const results = await Promise.allSettled(Array.from({ length: 50 }, (_, i) => auth.resetPassword({ token, password: `${NEW_PASSWORD} ${i}` }, HERE)));
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
    for (const result of results) if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "auth:failed" });
  }, 60_000);

  it("ends a link with time, with a newer one, and with a change of the password", async () => {
    const tim = await addPerson(auth);
    const ask = async () => tokenIn((await auth.writeLetter({ kind: "resetPassword", email: tim.email }))!.text);
    const [first, second] = [await ask(), await ask()];
    await expect(auth.resetPassword({ token: first, password: NEW_PASSWORD }, HERE)).rejects.toMatchObject({ code: "auth:failed" });
    await auth.changePassword(await staffOf(auth, tim), { current: GOOD_PASSWORD, password: "nine white horses" }, HERE);
    await expect(auth.resetPassword({ token: second, password: NEW_PASSWORD }, HERE)).rejects.toMatchObject({ code: "auth:failed" });
    const third = await ask();
    await test.database.change(sql`update ${sys("one_time_tokens")} set expires_at = now() where used_at is null`);
    await expect(auth.resetPassword({ token: third, password: NEW_PASSWORD }, HERE)).rejects.toMatchObject({ code: "auth:failed" });
    await ask();
    await auth.suspendUser(testRunner, tim.id);
    expect((await test.database.run(sql`select 1 from ${sys("one_time_tokens")} where user_id = ${tim.id} and used_at is null`))).toHaveLength(0);
  });

  it.each([[undefined], [null], [1], [{}], [["x"]], [{ $ne: null }], ["x"], ["mll_"], ["mll_" + "a".repeat(43)], ["mll_" + "a".repeat(42) + "'"], ["mlk_" + "a".repeat(43)]])("takes %j for no token, before any query", async (token) => {
    await expect(auth.resetPassword({ token, password: NEW_PASSWORD }, HERE)).rejects.toMatchObject({ code: "auth:failed" });
  });

  it("lets a changed password end the other sessions and keep this one", async () => {
    const una = await addPerson(auth);
    const [mine, other] = [await tokenOf(auth, una), await tokenOf(auth, una)];
    const me = await auth.principalFromSession(mine);
    if (me.kind !== "ok" || me.principal.kind !== "staff") throw new Error("no session");
    await expect(auth.changePassword(me.principal, { current: "not the password", password: NEW_PASSWORD }, HERE)).rejects.toMatchObject({ issues: [{ pointer: "/current" }] });
    await auth.changePassword(me.principal, { current: GOOD_PASSWORD, password: NEW_PASSWORD }, HERE);
    expect((await auth.principalFromSession(mine)).kind).toBe("ok");
    expect((await auth.principalFromSession(other)).kind).toBe("revoked");
  });

  it("invites a user, who joins by choosing a password", async () => {
    const user = await auth.createUser(testRunner, { email: "new@example.com", name: "Новий", roles: ["clerk"], language: "uk" });
    expect(user.status).toBe("invited");
    const letter = (await letterTo("new@example.com"))!;
    expect(letter.text).toContain("Вітаємо, Новий!");
    await auth.resetPassword({ token: tokenIn(letter.text), password: NEW_PASSWORD }, HERE);
    expect((await auth.user(user.id)).status).toBe("active");
    expect((await auth.signIn({ email: "new@example.com", password: NEW_PASSWORD }, HERE)).kind).toBe("ok");
  });

  it("takes a link of one kind for no other", async () => {
    const pat = await addPerson(auth);
    const reset = tokenIn((await auth.writeLetter({ kind: "resetPassword", email: pat.email }))!.text);
    expect(await auth.finishLink(pat.id, reset, HERE)).toBe("none");
    await auth.resetPassword({ token: reset, password: NEW_PASSWORD }, HERE); // was not used up by the wrong door
  });

  it("takes tokens of each kind as no other kind", async () => {
    const pat = await addPerson(auth);
    const session = await tokenOf(auth, pat);
    const { key } = await auth.createApiKey(await staffOf(auth, pat), { name: "k", roles: ["clerk"] });
    const link = tokenIn((await auth.writeLetter({ kind: "resetPassword", email: pat.email }))!.text);
    const tokens = { session, key, link };
    const doors = {
      session: async (token: string) => (await auth.principalFromSession(token)).kind === "ok",
      key: async (token: string) => (await auth.principalFromApiKey(token)).kind === "ok",
      link: async (token: string) => auth.resetPassword({ token, password: NEW_PASSWORD }, HERE).then(() => true, () => false),
      password: async (token: string) => (await auth.signIn({ email: pat.email, password: token }, HERE)).kind === "ok",
      identity: async (token: string) => (await auth.finishLink(pat.id, token, HERE)) === "linked",
    };
    for (const [kind, token] of Object.entries(tokens)) {
      for (const [door, enter] of Object.entries(doors)) {
        if (door === kind) continue;
        for (const form of [token, token.slice(4), `mls_${token.slice(4)}`, `mlk_${token.slice(4)}`, `mll_${token.slice(4)}`]) {
          if (form.slice(0, 4) === tokens[door as keyof typeof tokens]?.slice(0, 4) && form === tokens[door as keyof typeof tokens]) continue;
          expect(await enter(form), `${kind} at the door of ${door}`).toBe(false);
        }
      }
    }
  });

  describe("the sender", () => {
    it("tries again after a refusal, later each time, and gives up in the end", async () => {
      const rob = await addPerson(auth);
      await auth.askPasswordReset(rob.email, HERE);
      smtp.refuseNext(1);
      await sender.runOnce();
      expect((await outbox())[0]).toMatchObject({ attempts: 1, done: false, failed: false });
      expect(await sender.runOnce()).toBe(0); // not yet due
      await test.database.change(sql`update ${sys("outbox")} set available_at = now() where done_at is null`);
      await sender.runOnce();
      expect((await outbox())[0]).toMatchObject({ attempts: 2, done: true });
      expect(smtp.letters.filter((letter) => letter.to.includes(rob.email))).toHaveLength(1);

      await auth.askPasswordReset(rob.email, HERE);
      await test.database.change(sql`update ${sys("outbox")} set attempts = 9 where done_at is null`);
      smtp.refuseNext(1);
      await sender.runOnce();
      expect((await outbox())[0]).toMatchObject({ attempts: 10, done: false, failed: true });
    });

    it("sends each letter once with two senders at work", async () => {
      const people = await Promise.all(Array.from({ length: 12 }, () => addPerson(auth)));
      for (const person of people) {
        await freeAttempts(test.database);
        await auth.askPasswordReset(person.email, HERE);
      }
      const senders = [senderFor(auth), senderFor(auth), senderFor(auth)];
      for (let round = 0; round < 3; round++) await Promise.all(senders.map((one) => one.runOnce()));
      for (const person of people) expect(smtp.letters.filter((letter) => letter.to.includes(person.email))).toHaveLength(1);
    });

    it("changes nothing when its lease went to another", async () => {
      const rob = await addPerson(auth);
      await auth.askPasswordReset(rob.email, HERE);
      const slow = createMailSender({
        db: test.database, mailer: createSmtpMailer({ url: smtp.url, from: "crm@example.com" }),
        async write() {
          await test.database.change(sql`update ${sys("outbox")} set lease_token = gen_random_uuid() where done_at is null`);
          return undefined;
        },
      });
      await slow.runOnce();
      expect((await outbox())[0]).toMatchObject({ done: false });
      await test.database.change(sql`delete from ${sys("outbox")} where done_at is null`);
    });

    it("runs by itself and stops", async () => {
      const rob = await addPerson(auth);
      const running = createMailSender({ db: test.database, mailer: createSmtpMailer({ url: smtp.url, from: "crm@example.com" }), write: (task) => auth.writeLetter(task as LinkTask), everyMs: 20 });
      running.start();
      await auth.askPasswordReset(rob.email, HERE);
      await expect.poll(() => smtp.letters.some((letter) => letter.to.includes(rob.email)), { timeout: 5000 }).toBe(true);
      await running.stop();
    });
  });

  it("refuses to write links in production without METALOOM_URL", async () => {
    const zoe = await addPerson(auth);
    const homeless = openAuth(test.database, { url: undefined });
    await homeless.askPasswordReset(zoe.email, HERE);
    await senderFor(homeless).runOnce();
    expect((await outbox())[0]).toMatchObject({ done: false, last_error: expect.stringContaining("METALOOM_URL") });
    expect(await test.database.run(sql`select 1 from ${sys("one_time_tokens")} where user_id = ${zoe.id}`)).toHaveLength(0);
    await test.database.change(sql`delete from ${sys("outbox")} where done_at is null`);
    const atHome = openAuth(test.database, { url: undefined, production: false, port: 3456 });
    expect((await atHome.writeLetter({ kind: "resetPassword", email: zoe.email }))!.text).toContain("http://localhost:3456/reset#token=");
  });
});

describe("a letter", () => {
  const fine = { to: "ann@example.com", subject: "Hello", text: "Hello" };

  it.each([
    { ...fine, subject: "Hello\r\nBcc: eve@evil.example" }, { ...fine, subject: "Hello\nX: y" }, { ...fine, subject: "a\0b" }, { ...fine, to: "ann@example.com\r\nBcc: eve@evil.example" },
    { ...fine, to: "ann@example.com, eve@evil.example" }, { ...fine, to: "Ann <ann@example.com>" }, { ...fine, to: ["ann@example.com"] }, { ...fine, to: { address: "ann@example.com" } },
    { ...fine, raw: "x" }, { ...fine, attachments: [{ path: "/etc/passwd" }] }, { ...fine, text: { path: "/etc/passwd" } }, { ...fine, html: { href: "http://127.0.0.1/" } }, { ...fine, headers: { Bcc: "x" } },
    { ...fine, messageId: "<a>\r\nX: y" }, { ...fine, alternatives: [] }, { ...fine, subject: 1 },
  ])("is refused as %j", (mail) => {
    // The types forbid these; what comes out of JSON does not know them.
    expect(() => checkMail(mail as unknown as typeof fine)).toThrow(expect.objectContaining({ code: "input:invalid" }));
  });

  it("goes out when it is plain", () => expect(checkMail(fine)).toBe(fine));
});
