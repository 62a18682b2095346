/** Publish killed at each of its statements (reliability.md F2, R28): afterwards the database is as before or as after, nothing between. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabases } from "../helpers/database";

interface Ended {
  readonly state: string;
  /** Statements sent, when it came to its end. */
  readonly done?: number;
  readonly signal: string | null;
  readonly errors: string;
}

interface Target {
  readonly dataDir: string;
  /** "" = the process opens the embedded database of the directory by itself. */
  readonly url: string;
}

describe.each(testDatabases())("a publish that is killed on $kind", ({ kind, open }) => {
  let folder: string;
  let script: string;

  beforeAll(async () => {
    // Bundled once: the process is started for every statement. Beside node_modules, so that packages are found.
    folder = mkdtempSync(resolve("node_modules/.cache/kill-"));
    script = join(folder, "kill-publish.mjs");
    await build({
      entryPoints: { "kill-publish": "tests/helpers/kill-publish.ts", "embedded-child": "runtime/db/embedded-child.ts" },
      bundle: true, platform: "node", format: "esm", packages: "external", outdir: folder, outExtension: { ".js": ".mjs" }, logLevel: "error",
    });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (dataDir: string, url: string, ...words: string[]): Promise<Ended> => new Promise((done) => {
    const child = spawn(process.execPath, [script, dataDir, url, ...words], { stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    let errors = "";
    child.stdout.on("data", (chunk: Buffer) => { out += chunk.toString(); });
    child.stderr.on("data", (chunk: Buffer) => { errors += chunk.toString(); });
    child.on("close", (_code, signal) => {
      const finished = /^done (\d+)$/m.exec(out)?.[1];
      done({ state: /^state (.+)$/m.exec(out)?.[1] ?? "", done: finished === undefined ? undefined : Number(finished), signal, errors });
    });
  });

  async function prepare(target: Target, ...what: string[]): Promise<string> {
    const ended = await run(target.dataDir, target.url, "prepare", ...what);
    expect(ended).toMatchObject({ errors: "", signal: null });
    return ended.state;
  }

  /** `prepare`, then an upgrade killed before each n; every process says the state the one before left. */
  async function killAt(target: Target, points: Iterable<number>): Promise<{ readonly killed: number; readonly statements: number }> {
    const old = await prepare(target);
    let killed = 0;
    for (const n of points) {
      const ended = await run(target.dataDir, target.url, "before", String(n));
      expect(ended.errors).toBe("");
      expect(ended.state).toBe(old);
      if (ended.done !== undefined) {
        const after = (await run(target.dataDir, target.url, "look")).state;
        expect(after).not.toBe(old);
        return { killed, statements: ended.done };
      }
      expect(ended.signal).toBe("SIGKILL");
      killed++;
    }
    throw new Error("The upgrade never came to its end.");
  }

  function* everyStatement(step = 1): Iterable<number> {
    for (let n = 1; n < 500; n += step) yield n;
  }

  it("is old before each of its statements, and new at the end", async () => {
    const target = await open();
    const { killed, statements } = await killAt(target, everyStatement());
    expect(killed).toBe(statements);
    expect(killed).toBeGreaterThan(20);
    const done = (await run(target.dataDir, target.url, "look")).state;
    const again = await run(target.dataDir, target.url, "before", "0");
    expect([again.state, (await run(target.dataDir, target.url, "look")).state]).toEqual([done, done]);
    await target.close();
  }, 600_000);

  it("is old or new when it dies with its commit on the way", async () => {
    const target = await open();
    const counting = await open();
    const old = await prepare(target);
    expect(await prepare(counting)).toBe(old);
    const all = (await run(counting.dataDir, counting.url, "before", "0")).done!;
    const whole = (await run(counting.dataDir, counting.url, "look")).state;
    for (const n of [all - 1, all]) {
      await run(target.dataDir, target.url, "after", String(n));
      // The server may still be at work on the commit of the dead process; looking waits for it, since both want the same rows.
      expect([old, whole]).toContain((await run(target.dataDir, target.url, "look")).state);
    }
    await target.close();
    await counting.close();
  }, 600_000);

  it("drops what an uninstall gave up to the last table, however often it is killed in between", async () => {
    const target = await open();
    const counting = await open();
    await prepare(target, "new");
    await prepare(counting, "new");
    const all = (await run(counting.dataDir, counting.url, "uninstall", "0")).done!;
    const whole = (await run(counting.dataDir, counting.url, "look")).state;
    // Dropping comes after the commit: two portions of five statements, and two looks of three that find nothing left.
    expect((await run(target.dataDir, target.url, "uninstall", String(all - 14))).signal).toBe("SIGKILL");
    const between = (await run(target.dataDir, target.url, "look")).state;
    let killed = 0;
    for (let n = 3; ; n += 4) {
      const ended = await run(target.dataDir, target.url, "drop", String(n));
      expect(ended.errors).toBe("");
      if (ended.done !== undefined) break;
      killed++;
    }
    expect(killed).toBeGreaterThan(1);
    expect([between === whole, (await run(target.dataDir, target.url, "look")).state]).toEqual([false, whole]);
    await target.close();
    await counting.close();
  }, 600_000);

  if (kind === "embedded") it("is old or new when the process of the database is killed with it", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "metaloom-kill-"));
    const { killed } = await killAt({ dataDir, url: "" }, everyStatement(9));
    expect(killed).toBeGreaterThan(3);
    rmSync(dataDir, { recursive: true });
  }, 600_000);
});
