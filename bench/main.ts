/** `npm run bench -- <suite> [options]`: suites print one JSON document with --json, a table otherwise. */
import { parseArgs } from "node:util";
import { benchDesigner } from "./designer/main";
import { benchMetadata } from "./metadata/main";
import { benchPublish } from "./metadata/publish";
import { benchPages } from "./pages/main";
import { benchProcesses } from "./workflow/main";
import { benchRecords } from "./records/main";
import { benchStart } from "./start/main";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { rows: { type: "string", default: "100000" }, seconds: { type: "string", default: "5" }, rounds: { type: "string", default: "3" }, entities: { type: "string", default: "500" }, steps: { type: "string", default: "500" }, fields: { type: "string", default: "20" }, grow: { type: "string", default: "10,100,1000" }, finished: { type: "string", default: "100000" }, open: { type: "string", default: "10000" }, inbox: { type: "string" }, "publish-rows": { type: "string", default: "1000000" }, json: { type: "boolean", default: false } } });

/** A suite gives its document and the rows of the table for people. */
const suites: Readonly<Record<string, () => Promise<{ document: object; table: object }>>> = {
  records: async () => {
    const document = await benchRecords({ rows: Number(values.rows), seconds: Number(values.seconds) });
    return { document, table: document.operations };
  },
  pages: async () => {
    const document = await benchPages({ rounds: Number(values.rounds) });
    const { first, whole, bare } = document.frameMs;
    return { document, table: [...document.pages, { name: "keystroke", ...document.keystrokeMs }, { name: "frame from the top", ...first }, { name: "frame among all rows", ...whole }, { name: "frame of a bare table", ...bare }, ...document.aims] };
  },
  designer: async () => {
    const document = await benchDesigner({ steps: Number(values.steps), rounds: Number(values.rounds) });
    return { document, table: document.gestures };
  },
  metadata: async () => {
    const sizes = await benchMetadata({ entities: Number(values.entities), fields: Number(values.fields), grow: values.grow.split(",").filter(Boolean).map(Number) });
    const document = { ...sizes, publish: await benchPublish(Number(values["publish-rows"])) };
    return { document, table: [document.pack, ...document.growth, ...document.publish] };
  },
  processes: async () => {
    const [finished = Number(values.finished), open = Number(values.open)] = values.inbox?.split(",").map(Number) ?? [];
    const document = await benchProcesses({ seconds: Number(values.seconds), finished, open, inboxOnly: values.inbox !== undefined });
    return { document, table: values.inbox !== undefined ? document.databases.map(({ inbox }) => inbox) : document.databases.flatMap(({ database, results }) => results.map((result) => ({ database, ...result }))) };
  },
  start: async () => {
    const document = await benchStart({ rounds: Number(values.rounds) });
    return { document, table: document };
  },
};

const suite = suites[positionals[0] ?? ""];
if (!suite) {
  process.stderr.write("Usage: npm run bench -- records [--rows 100000] [--seconds 5] [--json]\n       npm run bench -- pages [--rounds 3] [--json]\n       npm run bench -- designer [--steps 500] [--rounds 3] [--json]\n       npm run bench -- start [--rounds 3] [--json]\n       npm run bench -- processes [--seconds 5] [--finished 100000] [--open 10000] [--inbox 1000000,100000] [--json]\n       npm run bench -- metadata [--entities 500] [--fields 20] [--grow 10,100,1000] [--publish-rows 1000000] [--json]\n");
  process.exit(1);
}
const { document, table } = await suite();
if (values.json) process.stdout.write(`${JSON.stringify(document)}\n`);
else console.table(table);
process.exit(0);
