/** `npm run check`: what to run before each commit; no database, no browser, no build. The steps run two at a time. */
import { nodeProgram, run, say, seconds } from "./lib.mjs";

/** `cache`: files that did not change are not linted again, though what they import may have: quick, and good enough between commits. */
export const gates = ({ cache = false } = {}) => [
  { name: "types", start: () => nodeProgram("typescript/bin/tsc", ["--noEmit"], { collect: true }) },
  { name: "lint", start: () => nodeProgram("eslint/bin/eslint.js", [".", "--max-warnings=0", ...(cache ? ["--cache", "--cache-strategy=content", "--cache-location=.tmp/eslint/"] : [])], { collect: true }) },
  { name: "arrows", start: () => run(process.execPath, ["scripts/arrows.mjs"], { collect: true }) },
  { name: "deadcode", start: () => nodeProgram("knip/bin/knip.js", [], { collect: true }) },
  { name: "freshness", start: () => nodeProgram("tsx/dist/cli.mjs", ["scripts/gen.ts", "--check"], { collect: true }) },
];
/** All files of a worker in one world, which saves a third of the time; `npm run verify` gives each its own. */
const UNIT = { name: "unit", start: () => nodeProgram("vitest/vitest.mjs", ["run", "--project", "unit", "--no-isolate", "--reporter=dot"], { collect: true }) };

/** Runs steps with at most `width` at once; says each result when it is there. Returns the names of those that failed. */
export async function runGates(steps, width = 2) {
  const failed = [];
  const queue = [...steps];
  const lane = async () => {
    for (let step = queue.shift(); step; step = queue.shift()) {
      const started = Date.now();
      const { code, output } = await step.start();
      say(`${code === 0 ? "ok    " : "FAILED"}  ${step.name} (${seconds(started)})`);
      if (code !== 0) {
        failed.push(step.name);
        say(output.trimEnd().replaceAll(/^/gm, "        "));
      } else if (step.name === "arrows") say(`        ${output.trim().split("\n").at(-1)}`);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  return failed;
}

if (process.argv[1] && import.meta.url.endsWith("/check.mjs") && process.argv[1].endsWith("check.mjs")) {
  const started = Date.now();
  const failed = await runGates([...gates({ cache: true }), UNIT]);
  say(failed.length ? `${failed.length} failed: ${failed.join(", ")} (${seconds(started)})` : `All is well (${seconds(started)}).`);
  process.exit(failed.length ? 1 : 0);
}
