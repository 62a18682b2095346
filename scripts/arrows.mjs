/**
 * `npm run arrows`: the import rules of .dependency-cruiser.cjs. Says how many modules it saw, and fails below a floor: with a
 * TypeScript it does not understand, dependency-cruiser sees nothing and is content.
 */
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { cruise } from "dependency-cruiser";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";
import { root, seconds } from "./lib.mjs";

const FLOOR = 200;
const FOLDERS = ["app", "cli", "components", "runtime", "server"];

/** Metadata is data: a TypeScript file there would be code that no rule sees. */
function codeInMetadata() {
  return readdirSync(join(root, "metadata"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name)).map((entry) => join(entry.parentPath, entry.name));
}

async function violations(folders, ruleSet, options) {
  const { output } = await cruise(folders, { ...options, validate: true, ruleSet: { forbidden: ruleSet } }, null, { tsConfig: extractTSConfig(join(root, "tsconfig.json")) });
  return output.summary;
}

const started = Date.now();
process.chdir(root);
const { forbidden, reachable, options } = createRequire(import.meta.url)("../.dependency-cruiser.cjs");
const direct = await violations(FOLDERS, forbidden, options);
const loaded = await violations(["components", "runtime/fields"], reachable, { ...options, tsPreCompilationDeps: false });
const comments = new Map([...forbidden, ...reachable].map(({ name, comment }) => [name, comment]));
const found = [...direct.violations, ...loaded.violations];

for (const name of new Set(found.map(({ rule }) => rule.name))) {
  console.error(`${name}: ${comments.get(name)}`);
  for (const { from, to, cycle, via } of found.filter(({ rule }) => rule.name === name)) {
    console.error(`    ${from} → ${(cycle ?? via ?? []).map((module) => module.name).join(" → ") || to}`);
  }
}
const code = codeInMetadata();
for (const file of code) console.error(`metadata-is-data: ${file} is code; metadata/ holds data only.`);
if (direct.totalCruised < FLOOR) console.error(`Only ${direct.totalCruised} modules were seen; at least ${FLOOR} are expected. Does dependency-cruiser understand the installed TypeScript?`);
console.log(`${direct.totalCruised} modules, ${direct.totalDependenciesCruised} imports, ${found.length + code.length} offences (${seconds(started)})`);
process.exitCode = found.length || code.length || direct.totalCruised < FLOOR ? 1 : 0;
