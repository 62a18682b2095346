/** `npm run sec:matrix [-- --n 2000 --seed 1 --json]`: prints { goal, n, failures, seed, examples, counts }; exit 1 when there is a failure. */
import { parseArgs } from "node:util";
import { databaseKinds, prepareDatabases } from "../helpers/test-databases";
import { runMatrix } from "./matrix";

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { n: { type: "string", default: "2000" }, seed: { type: "string", default: "1" }, json: { type: "boolean", default: false } } });
  process.env["METALOOM_TEST_KINDS"] ??= "postgres";
  const { prepared, remove } = await prepareDatabases();
  try {
    const result = await runMatrix(databaseKinds(prepared)[0]!, { n: Number(values.n), seed: Number(values.seed) });
    process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : `${result.n} cases, ${result.failures} failures (seed ${result.seed})\n${result.examples.map((example) => JSON.stringify(example)).join("\n")}\n${JSON.stringify(result.counts)}\n`);
    process.exitCode = result.failures === 0 ? 0 : 1;
  } finally {
    await remove();
  }
}

await main();
process.exit();
