/**
 * `npm run sim [-- --seeds 2000] [--from 1] [--json]`, or `--seed S` to see one again with all that happened in it.
 * Deterministic simulation of running processes (reliability.md R30); ends with 1 when something does not hold.
 */
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { simulate } from "./simulate";

interface Share {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

interface Failure {
  readonly seed: number;
  readonly broken: readonly string[];
}

const SHOWN = 20;

async function run({ from, to, step }: Share): Promise<Failure[]> {
  const failures: Failure[] = [];
  for (let seed = from; seed <= to; seed += step) {
    const { broken } = await simulate(seed);
    if (broken.length > 0) failures.push({ seed, broken });
  }
  return failures;
}

async function show(seed: number): Promise<number> {
  const { trace, broken, digest } = await simulate(seed);
  for (const line of trace) console.log(line);
  console.log(`digest ${digest}`);
  for (const line of broken) console.error(line);
  return broken.length > 0 ? 1 : 0;
}

/** Seeds are dealt out to as many processes as there are processors. */
async function shares(from: number, to: number): Promise<Failure[]> {
  const step = Math.min(availableParallelism(), 8, Math.max(1, to - from + 1));
  const parts = await Promise.all(Array.from({ length: step }, (_, i) => new Promise<Failure[]>((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", "tsx", fileURLToPath(import.meta.url), "--share", `${from + i},${to},${step}`], { stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.on("data", (part: Buffer) => { text += part.toString(); });
    child.once("close", (code) => (code === 0 ? resolve(JSON.parse(text) as Failure[]) : reject(new Error(`A share of the seeds ended with ${code}.`))));
  })));
  return parts.flat().sort((a, b) => a.seed - b.seed);
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { seeds: { type: "string", default: "2000" }, from: { type: "string", default: "1" }, seed: { type: "string" }, share: { type: "string" }, json: { type: "boolean", default: false } } });
  if (values.seed !== undefined) return show(Number(values.seed));
  if (values.share !== undefined) {
    const [first, last, step] = values.share.split(",").map(Number) as [number, number, number];
    console.log(JSON.stringify(await run({ from: first, to: last, step })));
    return 0;
  }
  const [seeds, from, started] = [Number(values.seeds), Number(values.from), Date.now()];
  const failures = await shares(from, from + seeds - 1);
  const seconds = Math.round((Date.now() - started) / 100) / 10;
  if (values.json) console.log(JSON.stringify({ goal: "R30", n: seeds, failures: failures.length, seconds, broken: failures.slice(0, SHOWN) }));
  else {
    for (const { seed, broken } of failures.slice(0, SHOWN)) console.error(`seed ${seed}: ${broken[0]}\n  see it again: npm run sim -- --seed ${seed}`);
    console.log(`${seeds} seeds, ${failures.length} with a broken invariant, ${seconds} s`);
  }
  return failures.length > 0 ? 1 : 0;
}

process.exitCode = await main();
