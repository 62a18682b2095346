/** Programs that benchmarks start: the built product and an empty Next application to hold it against. */
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
export const NEXT = join(root, "node_modules", "next", "dist", "bin", "next");
export const METALOOM = join(root, "bin", "metaloom.mjs");

export interface Program {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

const environment = (more: Program["env"]): NodeJS.ProcessEnv => ({ ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", METALOOM_FROM: "build", LOG_LEVEL: "error", ...more });

/** @throws Error unless `npm run build` was run. */
export function needsBuild(): void {
  if (!existsSync(join(root, "dist", "cli.mjs")) || !existsSync(join(root, ".next", "BUILD_ID"))) throw new Error("There is nothing built to measure: run `npm run build` first.");
}

export const start = ({ args, cwd, env }: Program): ChildProcess => spawn(process.execPath, args, { cwd, env: environment(env), stdio: ["ignore", "ignore", "inherit"] });

export const median = (times: readonly number[]): number => Math.round([...times].sort((a, b) => a - b)[Math.floor(times.length / 2)]!);

/**
 * The smallest application Next builds that hears its reader: one component of the browser that marks the document once React has taken
 * it over, as ours does. Rendered for each request, as ours is. It lies inside the repository, where its packages are found.
 */
export function makeEmptyNext(): string {
  mkdirSync(join(root, ".tmp"), { recursive: true });
  const folder = mkdtempSync(join(root, ".tmp", "empty-next-"));
  const files = {
    "package.json": '{ "name": "empty", "private": true }',
    "next.config.mjs": `export default { turbopack: { root: ${JSON.stringify(root)} } };`,
    "app/layout.jsx": 'export const dynamic = "force-dynamic";\nexport default function Layout({ children }) { return <html suppressHydrationWarning><body>{children}</body></html>; }',
    "app/page.jsx": "import { Hearing } from './hearing';\nexport default function Page() { return <Hearing />; }",
    "app/hearing.jsx": '"use client";\nimport { useEffect, useState } from "react";\nexport function Hearing() {\n  const [count, setCount] = useState(0);\n  useEffect(() => { document.documentElement.dataset.ready = ""; }, []);\n  return <button onClick={() => setCount(count + 1)}>{count}</button>;\n}',
  };
  mkdirSync(join(folder, "app"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** Runs a program to its end. @throws Error when it fails. */
export function finished(program: Program): Promise<void> {
  return new Promise((resolve, reject) => {
    start(program).once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`${program.args.join(" ")} ended with ${code}.`))));
  });
}

/** Waits until something answers there. @throws Error after a minute. */
export async function answering(url: string): Promise<void> {
  const until = Date.now() + 60_000;
  while (Date.now() < until) {
    const ok = await fetch(url, { signal: AbortSignal.timeout(5_000) }).then((answer) => answer.ok, () => false);
    if (ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Nothing answers at ${url}.`);
}
