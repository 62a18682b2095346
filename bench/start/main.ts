/**
 * `npm run bench -- start [--rounds 3] [--json]`: from starting the built server on an existing database until it answers, against
 * an empty Next application (one page, built, `next start`) in the same run, in turn; medians. Needs `npm run build`.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort, startCluster } from "../../tests/helpers/postgres";

const root = fileURLToPath(new URL("../..", import.meta.url));
const NEXT = join(root, "node_modules", "next", "dist", "bin", "next");
const METALOOM = join(root, "bin", "metaloom.mjs");
const WITHIN_MS = 60_000;

interface Program {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

const environment = (more: Program["env"]): NodeJS.ProcessEnv => ({ ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", METALOOM_FROM: "build", LOG_LEVEL: "error", ...more });

/** @throws Error when something is not built, or a server does not answer within a minute. */
export async function benchStart({ rounds }: { readonly rounds: number }) {
  if (!existsSync(join(root, "dist", "cli.mjs")) || !existsSync(join(root, ".next", "BUILD_ID"))) throw new Error("There is nothing built to start: run `npm run build` first.");
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

const median = (times: readonly number[]): number => Math.round([...times].sort((a, b) => a - b)[Math.floor(times.length / 2)]!);

/** The smallest application Next builds. It lies inside the repository, where its packages are found. */
function makeEmptyNext(): string {
  mkdirSync(join(root, ".tmp"), { recursive: true });
  const folder = mkdtempSync(join(root, ".tmp", "empty-next-"));
  const files = {
    "package.json": '{ "name": "empty", "private": true }',
    "next.config.mjs": `export default { turbopack: { root: ${JSON.stringify(root)} } };`,
    "app/layout.jsx": "export default function Layout({ children }) { return <html><body>{children}</body></html>; }",
    "app/page.jsx": "export default function Page() { return <p>Empty</p>; }",
  };
  mkdirSync(join(folder, "app"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

function finished({ args, cwd, env }: Program): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env: environment(env), stdio: ["ignore", "ignore", "inherit"] });
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`${args.join(" ")} ended with ${code}.`))));
  });
}

/** Milliseconds until the address answers with 200; the server is stopped then. */
async function untilAnswer({ args, cwd, env }: Program, url: string): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, args, { cwd, env: environment(env), stdio: ["ignore", "ignore", "inherit"] });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  try {
    while (performance.now() - began < WITHIN_MS && child.exitCode === null) {
      if (await answers(url)) return performance.now() - began;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`${args.join(" ")} did not answer at ${url}.`);
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
