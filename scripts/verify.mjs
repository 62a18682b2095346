/**
 * `npm run verify`: everything there is to prove, from a bare clone. Goes on after a failure, so that one run shows all.
 * The last line is exactly "N passed, N failed": tests, plus one for each step that is not a test.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureInstalled, nodeProgram, requireNode, root, run, say, seconds, stop } from "./lib.mjs";
import { gates, runGates } from "./check.mjs";
import { readPlaywright, readVitest } from "./test-reports.mjs";

const OUT = join(root, ".tmp", "verify");
const total = { passed: 0, failed: 0 };
const summary = [];
/** What failed, by name. */
const names = [];

function count(name, passed, failed, since, remark = "") {
  total.passed += passed;
  total.failed += failed;
  summary.push(`${failed ? "FAILED" : "ok    "}  ${name}: ${passed} passed, ${failed} failed${remark} (${seconds(since)})`);
}

async function aptInstall(what, packages) {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) stop(`${what} is missing. Install it: sudo apt-get install ${packages.join(" ")}`);
  say(`Installing ${packages.join(", ")} …`);
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  await run("apt-get", ["update", "-q"], { env, quiet: true });
  const { code } = await run("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...packages], { env, quiet: true });
  if (code !== 0) stop(`${what} could not be installed; see above.`);
}

const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const findBrowser = () => [process.env.CHROMIUM_PATH, ...BROWSERS].find((path) => path && existsSync(path));

function hasPostgres() {
  const debian = "/usr/lib/postgresql";
  const folders = existsSync(debian) ? readdirSync(debian).map((version) => join(debian, version, "bin")) : [];
  return Boolean(process.env.TEST_DATABASE_URL) || [...folders, ...(process.env.PATH ?? "").split(":")].some((folder) => existsSync(join(folder, "initdb")));
}

async function ensureTools() {
  if (!hasPostgres()) await aptInstall("PostgreSQL", ["postgresql"]);
  if (!findBrowser()) await aptInstall("A browser (Chromium)", ["chromium", "fonts-liberation", "fonts-noto-core"]);
  process.env.CHROMIUM_PATH = findBrowser();
}

/** Runs tests; believes the report, and counts one failure when there is none or the runner failed without naming a test. */
async function tests(name, start, read) {
  const since = Date.now();
  const report = join(OUT, `${name}.json`);
  say(`\n== ${name}`);
  const { code } = await start(report);
  const { passed, failed, skipped, flaky = 0, names: own } = existsSync(report) ? read(JSON.parse(readFileSync(report, "utf8"))) : { passed: 0, failed: 0, skipped: 0, names: [] };
  names.push(...own.map((one) => `  ${name}: ${one}`));
  const unnamed = failed === 0 && (code !== 0 || passed === 0) ? 1 : 0;
  count(name, passed, failed + unnamed, since, (skipped ? `, ${skipped} skipped` : "") + (flaky ? `, ${flaky} FLAKY: passed only the second time` : ""));
}

const vitest = (project) => tests(project,
  (report) => nodeProgram("vitest/vitest.mjs", ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`]),
  readVitest);

const playwright = () => tests("e2e",
  (report) => nodeProgram("@playwright/test/cli.js", ["test", "--reporter=list,json"], { env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report, PLAYWRIGHT_JSON_OUTPUT_FILE: report } }),
  readPlaywright);

async function step(name, start) {
  const since = Date.now();
  say(`\n== ${name}`);
  const { code } = await start();
  count(name, code === 0 ? 1 : 0, code === 0 ? 0 : 1, since);
}

async function main() {
  const started = Date.now();
  requireNode();
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  // A production NODE_ENV of the shell would turn React's test build off.
  delete process.env.NODE_ENV;
  await ensureInstalled();
  await ensureTools();
  rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });

  say("\n== gates");
  const since = Date.now();
  const all = gates();
  const failedGates = await runGates(all);
  for (const { name } of all) count(name, failedGates.includes(name) ? 0 : 1, failedGates.includes(name) ? 1 : 0, since);
  await vitest("unit");
  await vitest("integration");
  await step("build", () => run(process.execPath, ["scripts/build.mjs"]));
  await playwright();
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  for (const name of ["sim", "sec:oracle", "sec:matrix"]) {
    if (scripts[name]) await step(name, () => run("npm", ["run", "--silent", name]));
  }
  say(`\n${[...summary, ...names.slice(0, 20)].join("\n")}\n${seconds(started)}`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed ? 1 : 0;
}

await main();
