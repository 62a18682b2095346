import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCall } from "../../cli/dispatch";
import { isAppError } from "../../runtime/kernel";
import { openFileStore } from "../../runtime/files/open";
import type { Runtime } from "../../runtime/server";
import { readEnv } from "../../server/env";
import { addPerson, type Person } from "../helpers/auth";
import { testDatabases, type TestDatabase } from "../helpers/database";
import { openTestRuntime, TEST_SECRET } from "../helpers/runtime";

describe.each(testDatabases())("import and export from the command line on $kind", ({ kind, open }) => {
  let test: TestDatabase;
  let runtime: Runtime;
  let officer: Person;

  beforeAll(async () => {
    test = await open();
    runtime = await openTestRuntime(test.database, ["office"], { fileStore: openFileStore({ dataDir: test.dataDir }) });
    officer = await addPerson(runtime.auth, ["officer"]);
  });
  afterAll(async () => {
    await runtime.live.close();
    await runtime.auth.close();
    await test.close();
  });

  async function metaloom(...words: string[]) {
    const env = readEnv({ NODE_ENV: "test", METALOOM_DATA: test.dataDir, METALOOM_SECRET: TEST_SECRET, METALOOM_URL: "https://crm.example.com", DATABASE_URL: kind === "postgres" ? test.url : "" });
    try {
      const { command, args, options } = await readCall(words);
      const result = await command.run({ args, options, isJson: true, env: () => env, say: () => undefined });
      return { ok: result?.ok ?? true, document: result?.document as Record<string, unknown>, text: result?.text };
    } catch (error) {
      if (!isAppError(error)) throw error;
      return { ok: false, refused: [error.message, ...error.issues.map(({ message }) => message)].join(" ") };
    }
  }
  const file = (name: string, text = ""): string => {
    const path = join(test.dataDir, name);
    if (text) writeFileSync(path, text);
    return path;
  };

  it("reads a file with the rights of a user and says what was wrong", async () => {
    const path = file("in.csv", "No,amount,Remark\nL-1,1,a\n,2,b\n");
    const result = await metaloom("import", "contract", path, "--user", officer.email, "--map", "No=number", "--map", "Remark=");
    expect(result).toMatchObject({ ok: false, document: { ok: false, job: { state: "done", progress: { total: 2, created: 1, failed: 1 } }, problems: [{ line: 3, column: "No" }] } });
    expect(result.text).toContain("1 created, 0 updated, 1 failed of 2 rows");
    expect(await metaloom("import", "contract", file("up.csv", "number,amount\nL-1,9\n"), "--user", officer.email, "--mode", "upsert", "--key", "number")).toMatchObject({ ok: true, document: { job: { progress: { updated: 1 } } } });
  });

  it("writes what it read", async () => {
    const out = file("out.csv");
    expect(await metaloom("export", "contract", "--out", out, "--fields", "number,amount,remark")).toMatchObject({ ok: true, document: { ok: true, format: "csv" } });
    expect(readFileSync(out, "utf8")).toBe("\ufeffNumber,Amount,Remark\r\nL-1,9,\r\n");
    await metaloom("export", "contract", "--out", file("out.json"), "--filter", '{"field":"number","op":"eq","value":"none"}', "--user", officer.email);
    expect(JSON.parse(readFileSync(file("out.json"), "utf8"))).toEqual([]);
  });

  it("refuses what it cannot do with a sentence", async () => {
    expect((await metaloom("import", "contract", file("in.csv"))).refused).toContain("whose rights");
    expect((await metaloom("import", "contract", "/nowhere.csv", "--user", officer.email)).refused).toContain("no file");
    expect((await metaloom("import", "contract", file("in.csv"), "--user", "nobody@example.com")).refused).toContain("no active user");
    expect((await metaloom("import", "contract", file("in.csv"), "--user", officer.email, "--mode", "replace")).refused).toContain("mode");
    expect((await metaloom("export", "contract", "--out", file("out.doc"))).refused).toContain('"doc"');
    expect((await metaloom("export", "nothing", "--out", file("out.csv"))).refused).toContain("nothing");
  });
});
