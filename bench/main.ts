/** `npm run bench -- <suite> [options]`: suites print one JSON document with --json, a table otherwise. */
import { parseArgs } from "node:util";
import { benchRecords } from "./records/main";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { rows: { type: "string", default: "100000" }, seconds: { type: "string", default: "5" }, json: { type: "boolean", default: false } } });

if (positionals[0] !== "records") {
  process.stderr.write("Usage: npm run bench -- records [--rows 100000] [--seconds 5] [--json]\n");
  process.exit(1);
}
const result = await benchRecords({ rows: Number(values.rows), seconds: Number(values.seconds) });
if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
else console.table(result.operations);
process.exit(0);
