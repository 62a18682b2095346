import { sql } from "kysely";
import { TOTP, Secret } from "otpauth";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Auth } from "../../runtime/auth/service";
import { sys } from "../../runtime/db/schemas";
import { createSecretBox } from "../../runtime/kernel/secret-box";
import { addPerson, eventsAbout, freeAttempts, GOOD_PASSWORD, keyPrincipalOf, openAuth, staffOf, testRunner, tokenOf, type Person } from "../helpers/auth";
import { testDatabases, type TestDatabase } from "../helpers/database";

const HERE = { address: "192.0.2.7", agent: "test" };

describe.each(testDatabases())("sign-in on $kind", ({ open }) => {
  let test: TestDatabase;
  let auth: Auth;
  let ann: Person;

  beforeAll(async () => {
    test = await open();
    auth = openAuth(test.database);
    ann = await addPerson(auth, ["clerk"], "ann@example.com");
  });
  beforeEach(() => freeAttempts(test.database));
  afterAll(async () => {
    await auth.close();
    await test.close();
  });

  const signIn = (email: unknown, password: unknown, code?: unknown) => auth.signIn({ email, password, code }, HERE);

  it("lets in with address and password, whatever the spelling of the address", async () => {
    for (const email of ["ann@example.com", " Ann@EXAMPLE.com ", "ａｎｎ＠example.com"]) expect(await signIn(email, GOOD_PASSWORD)).toEqual({ kind: "ok", userId: ann.id });
  });

  it("never takes a look-alike for the address", async () => {
    expect(await signIn("аnn@example.com", GOOD_PASSWORD)).toEqual({ kind: "failed" });
  });

  it.each([
    ["an unknown address", "nobody@example.com", GOOD_PASSWORD], ["a wrong password", "ann@example.com", "seven green horsez"], ["no password", "ann@example.com", ""],
    ["blanks for a password", "ann@example.com", "        "], ["null", "ann@example.com", null], ["an object", "ann@example.com", { $ne: "" }], ["an array", "ann@example.com", [GOOD_PASSWORD]],
    ["a password of 300 letters", "ann@example.com", "x".repeat(300)], ["an object for an address", { toString: (): string => "ann@example.com" }, GOOD_PASSWORD], ["two addresses", "ann@example.com,eve@example.com", GOOD_PASSWORD],
    ["the hash for the password", "ann@example.com", "$argon2id$v=19$m=19456,t=2,p=1$AAAA$AAAA"],
  ])("gives the one same answer for %s", async (_what, email, password) => {
    expect(await signIn(email, password)).toEqual({ kind: "failed" });
  });

  it("tells two passwords apart that are equal in their first 72 bytes", async () => {
    const long = "x".repeat(70) + "yz" + "tail one";
    const bob = await auth.createUser(testRunner, { email: "long@example.com", name: "Long", password: long });
    expect(await signIn("long@example.com", long)).toEqual({ kind: "ok", userId: bob.id });
    expect(await signIn("long@example.com", "x".repeat(70) + "yz" + "tail two")).toEqual({ kind: "failed" });
  });

  it("answers for a suspended user as for an unknown one", async () => {
    const sam = await addPerson(auth);
    await auth.suspendUser(testRunner, sam.id);
    expect(await signIn(sam.email, GOOD_PASSWORD)).toEqual(await signIn("nobody2@example.com", GOOD_PASSWORD));
  });

  it("does about the same work for unknown, wrong and suspended", async () => {
    const sam = await addPerson(auth);
    await auth.suspendUser(testRunner, sam.id);
    const times: Record<string, number[]> = { unknown: [], wrong: [], suspended: [], nothing: [] };
    for (let round = 0; round < 12; round++) {
      await freeAttempts(test.database);
      for (const [name, email, password] of [["unknown", `n${round}@example.com`, GOOD_PASSWORD], ["wrong", ann.email, "not the password"], ["suspended", sam.email, GOOD_PASSWORD], ["nothing", ann.email, ""]] as const) {
        const start = process.cpuUsage();
        await signIn(email, password);
        const { user, system } = process.cpuUsage(start);
        times[name]!.push(user + system);
      }
    }
    // Work of this process, not the clock: other programs do not count. The least of each: what else this one does only ever adds. Leaving the hash (over 50 ms) out for one would more than halve it.
    const quickest = Object.values(times).map((list) => Math.min(...list));
    expect(Math.max(...quickest) / Math.min(...quickest)).toBeLessThan(1.6);
  });

  it("makes the hash anew when its parameters are old", async () => {
    const { argon2id } = await import("hash-wasm");
    const old = await argon2id({ password: GOOD_PASSWORD, salt: new Uint8Array(16), memorySize: 8192, iterations: 1, parallelism: 1, hashLength: 32, outputType: "encoded" });
    const pat = await addPerson(auth);
    await test.database.change(sql`update ${sys("users")} set password_hash = ${old} where id = ${pat.id}`);
    expect((await signIn(pat.email, GOOD_PASSWORD)).kind).toBe("ok");
    const [row] = await test.database.run(sql<{ password_hash: string }>`select password_hash from ${sys("users")} where id = ${pat.id}`);
    expect(row!.password_hash).toContain("m=19456,t=2,p=1");
    expect((await signIn(pat.email, GOOD_PASSWORD)).kind).toBe("ok");
  });

  it("does not stall the event loop while hashing", async () => {
    let turns = 0;
    const watch = setInterval(() => turns++, 1);
    await Promise.all(Array.from({ length: 4 }, (_, i) => signIn(`busy${i}@example.com`, "not the password")));
    clearInterval(watch);
    // Four hashes take 240 ms and more. On this thread they would leave the loop a turn between two of them, not turns by the millisecond.
    expect(turns).toBeGreaterThan(40);
  });

  describe("lock-out", () => {
    it("locks after five failures, and the right password does not help then", async () => {
      const lee = await addPerson(auth);
      for (let i = 0; i < 5; i++) await signIn(lee.email, "not the password");
      expect(await signIn(lee.email, GOOD_PASSWORD)).toEqual({ kind: "failed" });
      expect(await eventsAbout(test.database, lee.id)).toContain("signIn.locked");
    });

    it("lets fifty guesses at once be five", async () => {
      const kim = await addPerson(auth);
      await Promise.all(Array.from({ length: 50 }, (_, i) => auth.signIn({ email: kim.email, password: `guess number ${i}` }, { address: `198.51.100.${i}` })));
      const events = await eventsAbout(test.database, kim.id);
      expect(events.filter((kind) => kind === "signIn.failed")).toHaveLength(4);
      expect(events.filter((kind) => kind === "signIn.locked")).toHaveLength(46);
    }, 90_000);

    it("locks an unknown account exactly as a known one", async () => {
      for (let i = 0; i < 6; i++) await signIn("ghost@example.com", "not the password");
      const rows = await test.database.run(sql<{ count: number; locked: boolean }>`select count, locked_until > now() as locked from ${sys("attempts")} where key like 'account:%'`);
      expect(rows).toEqual([{ count: 5, locked: true }]);
    });

    it("doubles the lock with each further failure, up to a quarter of an hour", async () => {
      const seconds: number[] = [];
      for (let i = 0; i < 12; i++) {
        await signIn("twice@example.com", "not the password");
        const [row] = await test.database.run(sql<{ s: number | null }>`select extract(epoch from locked_until - at)::float8 as s from ${sys("attempts")} where key like 'account:%'`);
        if (row?.s) seconds.push(Math.round(row.s));
        await test.database.change(sql`update ${sys("attempts")} set locked_until = now() where key like 'account:%'`);
        await test.database.change(sql`delete from ${sys("attempts")} where key like 'network:%'`);
      }
      expect(seconds).toEqual([30, 60, 120, 240, 480, 900, 900, 900]);
    });

    it("leaves the victim's own session alone", async () => {
      const vic = await addPerson(auth);
      const token = await tokenOf(auth, vic);
      for (let i = 0; i < 8; i++) await signIn(vic.email, "not the password");
      auth.invalidate();
      expect((await auth.principalFromSession(token)).kind).toBe("ok");
    });

    it("ends with a reset of the password", async () => {
      const reg = await addPerson(auth);
      for (let i = 0; i < 6; i++) await signIn(reg.email, "not the password");
      const letter = await auth.writeLetter({ kind: "resetPassword", email: reg.email });
      await auth.resetPassword({ token: /token=(\S+)/.exec(letter!.text)![1], password: "eight brown horses" }, HERE);
      expect((await signIn(reg.email, "eight brown horses")).kind).toBe("ok");
    });

    it("stops a network that tries many accounts, and counts an IPv6 /64 as one", async () => {
      const answers: string[] = [];
      for (let i = 0; i < 22; i++) answers.push((await auth.signIn({ email: `spray${i}@example.com`, password: "Winter2026 sun" }, { address: `2001:db8:1:2:${i.toString(16)}::1` })).kind);
      expect(answers.slice(0, 20)).toEqual(Array(20).fill("failed"));
      expect(answers.slice(20)).toEqual(["tooMany", "tooMany"]);
      expect((await auth.signIn({ email: ann.email, password: GOOD_PASSWORD }, { address: "2001:db8:1:3::1" })).kind).toBe("ok");
    });

    it("does not count sign-ins that succeed against the network", async () => {
      for (let i = 0; i < 25; i++) expect((await signIn(ann.email, GOOD_PASSWORD)).kind).toBe("ok");
    });
  });

  describe("sessions", () => {
    it("make a new token at each sign-in, and only the hash is kept", async () => {
      const tokens = [await tokenOf(auth, ann), await tokenOf(auth, ann)];
      expect(tokens[0]).not.toBe(tokens[1]);
      const dump = JSON.stringify(await test.database.run(sql`select s.*, encode(token_hash, 'escape') as e from ${sys("sessions")} s`));
      for (const token of tokens) expect(dump).not.toContain(token.slice(4));
    });

    it("end at once on this node, and within a second on another", async () => {
      const token = await tokenOf(auth, ann);
      const other = openAuth(test.database);
      const principal = await auth.principalFromSession(token);
      expect((await other.principalFromSession(token)).kind).toBe("ok");
      if (principal.kind !== "ok" || principal.principal.kind !== "staff") throw new Error("no session");
      await auth.endSession(principal.principal, principal.principal.sessionId, HERE);
      expect(await auth.principalFromSession(token)).toEqual({ kind: "revoked" });
      await new Promise((resolve) => setTimeout(resolve, 1050));
      expect(await other.principalFromSession(token)).toEqual({ kind: "revoked" });
      await other.close();
    });

    it("end by themselves, by age and by idleness", async () => {
      const [old, idle] = [await tokenOf(auth, ann), await tokenOf(auth, ann)];
      const { hashToken } = await import("../../runtime/auth/tokens");
      await test.database.change(sql`update ${sys("sessions")} set expires_at = now() where token_hash = ${hashToken(old)}`);
      await test.database.change(sql`update ${sys("sessions")} set last_seen_at = now() - interval '8 days' where token_hash = ${hashToken(idle)}`);
      expect(await auth.principalFromSession(old)).toEqual({ kind: "expired" });
      expect(await auth.principalFromSession(idle)).toEqual({ kind: "expired" });
    });

    it("end when the user is suspended, and do not come back when he is not any more", async () => {
      const sue = await addPerson(auth);
      const token = await tokenOf(auth, sue);
      expect((await auth.principalFromSession(token)).kind).toBe("ok");
      await auth.suspendUser(testRunner, sue.id);
      expect((await auth.principalFromSession(token)).kind).not.toBe("ok");
      await auth.activateUser(testRunner, sue.id);
      expect(await auth.principalFromSession(token)).toEqual({ kind: "revoked" });
    });

    it("of one person cannot be ended by another", async () => {
      const [victim, other] = [await staffOf(auth, ann), await staffOf(auth, await addPerson(auth))];
      await expect(auth.endSession(other, victim.sessionId, HERE)).rejects.toMatchObject({ code: "resource:notFound" });
    });
  });

  describe("the second factor", () => {
    const codeFor = (secret: string, timestamp = Date.now()) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });

    it("is asked for, taken once, and replaced by a recovery code once", async () => {
      let now = Date.now();
      const timed = openAuth(test.database, { clock: () => now });
      const tom = await addPerson(auth);
      const principal = await staffOf(timed, tom);
      const { secret, uri } = await timed.beginSecondFactor(principal, GOOD_PASSWORD);
      expect(uri).toContain("otpauth://totp/Metaloom");
      expect((await signIn(tom.email, GOOD_PASSWORD)).kind).toBe("ok"); // not confirmed: protects nothing yet
      await expect(timed.confirmSecondFactor(principal, "000000", HERE)).rejects.toMatchObject({ code: "input:invalid" });
      const otherToken = await tokenOf(timed, tom);
      const recovery = await timed.confirmSecondFactor(principal, codeFor(secret, now), HERE);
      expect(new Set(recovery).size).toBe(10);
      expect((await timed.principalFromSession(otherToken)).kind).toBe("revoked");

      const enter = (code?: unknown) => timed.signIn({ email: tom.email, password: GOOD_PASSWORD, code }, HERE);
      expect(await enter()).toEqual({ kind: "secondFactorNeeded" });
      expect(await enter(codeFor(secret, now))).toEqual({ kind: "secondFactorWrong" }); // the step of the confirmation is used
      now += 30_000;
      const code = codeFor(secret, now);
      const all = await Promise.all(Array.from({ length: 4 }, () => enter(code)));
      expect(all.filter((result) => result.kind === "ok")).toHaveLength(1);
      await freeAttempts(test.database);
      expect(await enter(code)).toEqual({ kind: "secondFactorWrong" });
      expect(await enter({ code })).toEqual({ kind: "secondFactorWrong" });
      expect((await enter(recovery[3])).kind).toBe("ok");
      expect(await enter(recovery[3])).toEqual({ kind: "secondFactorWrong" });
      expect((await enter(recovery[4]!.toUpperCase().replaceAll("-", " "))).kind).toBe("ok");
      expect(await timed.signIn({ email: tom.email, password: "not the password", code: recovery[5] }, HERE)).toEqual({ kind: "failed" });

      await timed.disableSecondFactor(principal, GOOD_PASSWORD, HERE);
      expect((await enter()).kind).toBe("ok");
      await timed.close();
    });

    it("stops guessing of codes after five", async () => {
      const now = Date.now();
      const timed = openAuth(test.database, { clock: () => now });
      const principal = await staffOf(timed, await addPerson(auth, ["clerk"], "guess@example.com"));
      const { secret } = await timed.beginSecondFactor(principal, GOOD_PASSWORD);
      await timed.confirmSecondFactor(principal, codeFor(secret, now - 30_000), HERE);
      for (let i = 0; i < 5; i++) await timed.signIn({ email: "guess@example.com", password: GOOD_PASSWORD, code: "000001" }, { address: `203.0.113.${i}` });
      expect(await timed.signIn({ email: "guess@example.com", password: GOOD_PASSWORD, code: codeFor(secret, now) }, HERE)).toEqual({ kind: "secondFactorWrong" });
      await timed.close();
    });

    it("lies sealed in the table, bound to its owner", async () => {
      const principal = await staffOf(auth, await addPerson(auth));
      const { secret } = await auth.beginSecondFactor(principal, GOOD_PASSWORD);
      const [row] = await test.database.run(sql<{ sealed: Buffer }>`select sealed from ${sys("secrets")} where owner_id = ${principal.userId}`);
      expect(row!.sealed.toString("latin1")).not.toContain(secret);
      expect(auth.secretBox.open(row!.sealed, `user:${principal.userId}:totp`)).toBe(secret);
      expect(() => auth.secretBox.open(row!.sealed, `user:${ann.id}:totp`)).toThrow(/cannot be opened/);
      expect(() => createSecretBox("another secret that is long enough too").open(row!.sealed, `user:${principal.userId}:totp`)).toThrow(/cannot be opened/);
    });

    it("needs the password to be begun, even with a session", async () => {
      const principal = await staffOf(auth, await addPerson(auth));
      await expect(auth.beginSecondFactor(principal, "not the password")).rejects.toMatchObject({ code: "input:invalid" });
    });
  });

  it("does not start without a good secret", () => {
    for (const secret of [undefined, "", "short"]) expect(() => openAuth(test.database, { secret })).toThrow(/METALOOM_SECRET/);
  });

  it("makes the principal from roles, teams, units, the tree below them and shares, in one statement", async () => {
    const [root, mine, below, beside, team] = ["a", "b", "c", "d", "e"].map((letter) => `00000000-0000-7000-8000-00000000000${letter}`);
    await test.database.change(sql`insert into ${sys("units")} (id, name, parent_id, path) values (${root}, 'root', null, array[${root}]::uuid[]), (${mine}, 'mine', ${root}, array[${root}, ${mine}]::uuid[]),
      (${below}, 'below', ${mine}, array[${root}, ${mine}, ${below}]::uuid[]), (${beside}, 'beside', ${root}, array[${root}, ${beside}]::uuid[])`);
    await test.database.change(sql`insert into ${sys("teams")} (id, name) values (${team}, 'team')`);
    const user = await auth.createUser(testRunner, { email: "una@example.com", name: "Una", password: GOOD_PASSWORD, roles: ["clerk", "chief"], teams: [team!], unit: mine! });
    await test.database.change(sql`insert into ${sys("record_shares")} (entity, record_id, grantee_kind, grantee_id, level, shared_by, expires_at) values
      ('deal', ${ann.id}, 'team', ${team}, 'read', ${ann.id}, null), ('lead', ${ann.id}, 'user', ${user.id}, 'read', ${ann.id}, now() - interval '1 day'), ('contact', ${ann.id}, 'unit', ${mine}, 'read', ${ann.id}, now() + interval '1 day')`);
    let statements = 0;
    const counting = openAuth({ ...test.database, run: (fragment) => (statements++, test.database.run(fragment)) });
    const { token } = await auth.startSession(user.id, HERE, "test");
    const result = await counting.principalFromSession(token);
    expect(result).toMatchObject({ kind: "ok", language: "en", timeZone: "UTC", principal: { kind: "staff", userId: user.id, name: "Una", roles: ["chief", "clerk"], teams: [team], units: [mine], unitTree: [mine, below], sharedEntities: ["contact", "deal"] } });
    await Promise.all(Array.from({ length: 100 }, () => counting.principalFromSession(token)));
    expect(statements).toBe(1);
    await counting.close();
  });

  it("answers for a known key in less than 0.05 ms", async () => {
    const owner = await staffOf(auth, ann);
    const { key } = await auth.createApiKey(owner, { name: "fast", roles: ["clerk"] });
    await keyPrincipalOf(auth, key);
    // Time of the processor, not of the clock: other processes on the machine are not ours to measure.
    const batches = [];
    for (let batch = 0; batch < 20; batch++) {
      const before = process.cpuUsage();
      for (let i = 0; i < 500; i++) await auth.principalFromApiKey(key);
      const { user, system } = process.cpuUsage(before);
      batches.push((user + system) / 1000 / 500);
    }
    expect(Math.min(...batches)).toBeLessThan(0.05);
  });
});
