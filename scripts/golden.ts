/** Golden files: compares them, or with --update writes them anew, for a person to read in the diff. Tests look at METALOOM_GOLDEN. */
import { spawnSync } from "node:child_process";

const update = process.argv.includes("--update");
const { status } = spawnSync(process.execPath, ["node_modules/vitest/vitest.mjs", "run", "golden"], {
  stdio: "inherit", env: { ...process.env, ...(update ? { METALOOM_GOLDEN: "update" } : {}) },
});
process.exit(status ?? 1);
