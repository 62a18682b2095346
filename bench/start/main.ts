/**
 * `npm run bench -- start [--rounds 3] [--json]`: from starting the built server on an existing database until it answers, against
 * an empty Next application (one page, built, `next start`) in the same run, in turn; medians. Needs `npm run build`.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, startCluster } from "../../tests/helpers/postgres";
import { finished, makeEmptyNext, median, METALOOM, needsBuild, NEXT, root, start, type Program } from "../programs";

const WITHIN_MS = 60_000;

/** @throws Error when something is not built, or a server does not answer within a minute. */
export async function benchStart({ rounds }: { readonly rounds: number }) {
  needsBuild();
  const cluster = await startCluster({});
  const data = mkdtempSync(join(tmpdir(), "metaloom-bench-"));
  const empty = makeEmptyNext();
  try {
    await finished({ args: [NEXT, "build"], cwd: empty, env: {} });
    const env = { DATABASE_URL: cluster.url, METALOOM_DATA: data, METALOOM_SECRET: "bench-secret-bench-secret-bench-secret", METALOOM_URL: "http://localhost" };
    await finished({ args: [METALOOM, "setup", "--demo"], cwd: root, env });
    const ours: number[] = [];
    const theirs: number[] = [];
    // Of each the first start reads its files from the disk; it does not count.
    for (let round = 0; round <= rounds; round++) {
      const port = String(await freePort());
      ours.push(await untilAnswer({ args: [METALOOM, "serve"], cwd: root, env: { ...env, PORT: port } }, `http://127.0.0.1:${port}/readyz`));
      theirs.push(await untilAnswer({ args: [NEXT, "start", "-p", port, "-H", "127.0.0.1"], cwd: empty, env: {} }, `http://127.0.0.1:${port}/`));
    }
    const [product, emptyNext] = [median(ours.slice(1)), median(theirs.slice(1))];
    return { product: { ms: product }, emptyNext: { ms: emptyNext }, ratio: Math.round((product / emptyNext) * 100) / 100 };
  } finally {
    await cluster.remove();
    rmSync(data, { recursive: true, force: true });
    rmSync(empty, { recursive: true, force: true });
  }
}

/** Milliseconds until the address answers with 200; the server is stopped then. */
async function untilAnswer(program: Program, url: string): Promise<number> {
  const began = performance.now();
  const child = start(program);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  try {
    while (performance.now() - began < WITHIN_MS && child.exitCode === null) {
      if (await answers(url)) return performance.now() - began;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`${program.args.join(" ")} did not answer at ${url}.`);
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).status === 200;
  } catch {
    return false; // not listening yet
  }
}
