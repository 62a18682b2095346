/** R27: what was acknowledged is there after kill -9, whole; R48: the data directory has one owner. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { testDatabases } from "../helpers/database";

const ROUNDS = 20;

interface Round {
  found: Set<number>;
  pairs: [number, number];
  acked: number[];
}

/** Starts a writer, lets it write for a moment, kills it (and the process of the embedded database, when asked). */
function writeAndKill(args: string[], forMs: number, killDatabaseToo: boolean): Promise<Round> {
  return new Promise((resolve, reject) => {
    const writer = spawn(process.execPath, ["--import", "tsx", "tests/helpers/kill-writer.ts", ...args], { stdio: ["ignore", "pipe", "inherit"] });
    const round: Round = { found: new Set(), pairs: [0, 0], acked: [] };
    let rest = "";
    const kill = (databasePid: number) => {
      if (killDatabaseToo && databasePid) process.kill(databasePid, "SIGKILL");
      writer.kill("SIGKILL");
    };
    writer.stdout.on("data", (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split("\n");
      rest = lines.pop()!;
      for (const line of lines) {
        const [word, a, b] = line.split(" ");
        if (word === "found") round.pairs = [Number(a), Number(b)];
        else if (word === "id") round.found.add(Number(a));
        else if (word === "ack") round.acked.push(Number(a));
        else if (word === "ready") setTimeout(kill, forMs, Number(a));
      }
    });
    writer.once("error", reject);
    writer.once("close", (_code, signal) => (signal === "SIGKILL" ? resolve(round) : reject(new Error("The writer ended before it was killed."))));
  });
}

async function killAgainAndAgain(args: string[], databaseToo: (round: number) => boolean): Promise<{ acked: number; lost: number; torn: number }> {
  const acked = new Set<number>();
  let [lost, torn] = [0, 0];
  for (let i = 0; i <= ROUNDS; i++) {
    const round = await writeAndKill(args, 50 + ((i * 137) % 400), databaseToo(i));
    for (const id of acked) if (!round.found.has(id)) lost++;
    if (round.pairs[0] !== round.pairs[1]) torn++;
    for (const id of round.acked) acked.add(id);
  }
  return { acked: acked.size, lost, torn };
}

describe.each(testDatabases())("kill -9 on $kind", ({ kind, open }) => {
  it(`loses no acknowledged write and tears none in ${ROUNDS} kills`, { timeout: 300_000 }, async () => {
    const test = kind === "postgres" ? await open() : undefined;
    const dataDir = test?.dataDir ?? mkdtempSync(join(tmpdir(), "metaloom-kill-"));
    const result = await killAgainAndAgain(test ? [dataDir, test.url] : [dataDir], (round) => kind === "embedded" && round % 2 === 1);
    expect(result).toEqual({ acked: expect.any(Number), lost: 0, torn: 0 });
    expect(result.acked).toBeGreaterThan(ROUNDS);
    await test?.close();
    if (!test) rmSync(dataDir, { recursive: true });
  });
});
