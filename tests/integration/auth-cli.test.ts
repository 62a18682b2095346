import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCall } from "../../cli/dispatch";
import { isAppError } from "../../runtime/kernel";
import type { Runtime } from "../../runtime/server";
import { readEnv } from "../../server/env";
import { GOOD_PASSWORD } from "../helpers/auth";
import { testDatabases, type TestDatabase } from "../helpers/database";
import { openTestRuntime, TEST_SECRET } from "../helpers/runtime";

describe.each(testDatabases())("users and keys from the command line on $kind", ({ kind, open }) => {
  let test: TestDatabase;
  let runtime: Runtime;

  beforeAll(async () => {
    test = await open();
    runtime = await openTestRuntime(test.database, ["people"]);
  });
  afterAll(async () => {
    await runtime.live.close();
    await runtime.auth.close();
    await test.close();
  });

  /** The document `metaloom … --json` prints; what it refuses comes as `refused`. */
  async function metaloom(...words: string[]): Promise<Record<string, unknown>> {
    const env = readEnv({ NODE_ENV: "test", METALOOM_DATA: test.dataDir, METALOOM_SECRET: TEST_SECRET, METALOOM_URL: "https://crm.example.com", DATABASE_URL: kind === "postgres" ? test.url : "" });
    try {
      const { command, args, options } = await readCall(words);
      const result = await command.run({ args, options, isJson: true, env: () => env, say: () => undefined });
      return result?.document as Record<string, unknown>;
    } catch (error) {
      if (!isAppError(error)) throw error;
      return { refused: [error.message, ...error.issues.map(({ message }) => message)].join(" ") };
    }
  }

  it("makes a user who can sign in, then a key that acts as him", async () => {
    const file = join(test.dataDir, "password");
    writeFileSync(file, `${GOOD_PASSWORD}\n`);
    expect(await metaloom("user", "add", "Root@Example.com", "--name", "Root", "--role", "administrator", "--role", "clerk", "--password-file", file)).toMatchObject({ ok: true, email: "root@example.com", status: "active", roles: ["administrator", "clerk"] });
    expect((await runtime.auth.signIn({ email: "root@example.com", password: GOOD_PASSWORD }, {})).kind).toBe("ok");
    const made = await metaloom("apikey", "add", "--role", "administrator", "--read-only", "--days", "7");
    expect(made).toMatchObject({ ok: true, owner: "root@example.com", readOnly: true });
    expect(await runtime.auth.principalFromApiKey(made.key)).toMatchObject({ kind: "ok", principal: { kind: "apiKey", readOnly: true, roles: ["administrator"] } });
    expect(await metaloom("user", "list")).toMatchObject({ users: [{ email: "root@example.com" }] });
  });

  it("prints a link for a user without a password, and for one who forgot his", async () => {
    const invited = await metaloom("user", "add", "new@example.com");
    const link = /^https:\/\/crm\.example\.com\/reset#token=(mll_\S+)$/.exec(invited.link as string)!;
    await runtime.auth.resetPassword({ token: link[1], password: "eight brown horses" }, {});
    const forgotten = await metaloom("user", "link", "new@example.com");
    await runtime.auth.resetPassword({ token: (forgotten.link as string).split("#token=")[1], password: "nine white horses" }, {});
    expect((await runtime.auth.signIn({ email: "new@example.com", password: "nine white horses" }, {})).kind).toBe("ok");
  });

  it.each([
    ["This is not one plain e-mail address.", "user", "add", "not an address"], ['There is no role "clerks".', "user", "add", "x@example.com", "--role", "clerks"], ['There is no active user "nobody@example.com".', "user", "link", "nobody@example.com"],
    ["Say what the key may do.", "apikey", "add"], ['No active user holds "chief".', "apikey", "add", "--role", "chief"], ["A key lasts 1 to 366 days.", "apikey", "add", "--role", "clerk", "--days", "many"],
  ])("says %j", async (message, ...words) => {
    expect((await metaloom(...words)).refused).toContain(message);
  });
});
