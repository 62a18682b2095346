/**
 * `npm run liveness -- [property …] [--json]`: tries the proofs of the ledger. For each property every document loses it as it is read, and the
 * named test must fail.
 *
 * - *proven*: the test failed.
 * - *survived*: documents lost the property and the test passed all the same: it proves nothing.
 * - *elsewhere*: no document of the test has it (tests of screens and field types get their values otherwise); not tried.
 *
 * Slow: a run of vitest for each property. Without names it tries all, some hundred.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ledger from "./ledger.json";

type Outcome = "proven" | "survived" | "elsewhere";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const escaped = (title: string): string => title.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Exit code of the named test over documents without the property. */
function run(property: string, file: string, title: string, seen: string): Promise<number> {
  const project = file.startsWith("tests/integration/") ? "integration" : "unit";
  const args = ["node_modules/vitest/vitest.mjs", "run", "--config", "tests/contract/liveness/drop.config.ts", "--project", project, file, "-t", escaped(title).replaceAll("%s", ".*")];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: "ignore", env: { METALOOM_TEST_KINDS: "postgres", ...process.env, LIVENESS_DROP: property, LIVENESS_SEEN: seen } });
  return new Promise((done) => child.on("exit", (code) => done(code ?? 1)));
}

async function tried(property: string, file: string, title: string): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "liveness-"));
  try {
    const seen = join(folder, "seen");
    const code = await run(property, file, title, seen);
    if (!existsSync(seen)) return "elsewhere";
    return code === 0 ? "survived" : "proven";
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const wanted = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const isJson = process.argv.includes("--json");
const results: { property: string; outcome: Outcome }[] = [];
for (const [property, [file, title, pending]] of Object.entries(ledger as unknown as Record<string, [string, string, string?]>)) {
  // The link to a schema is for editors and means nothing here.
  if (property.endsWith("/$schema") || pending !== undefined || file.startsWith("tests/e2e/") || (wanted.length > 0 && !wanted.some((word) => property.startsWith(word)))) continue;
  const outcome = await tried(property, file, title);
  results.push({ property, outcome });
  if (!isJson) console.log(`${outcome.padEnd(10)} ${property}`);
}
const survived = results.filter(({ outcome }) => outcome === "survived");
if (isJson) console.log(JSON.stringify({ tried: results.length, proven: results.filter(({ outcome }) => outcome === "proven").length, survived: survived.map(({ property }) => property) }));
if (results.length === 0) console.error("The ledger has no such property.");
process.exitCode = survived.length > 0 || results.length === 0 ? 1 : 0;
