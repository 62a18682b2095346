/**
 * `npm run bpmn:roundtrip -- --dir <folder> [--json]`: reads every .bpmn file in a folder and the folders in it, writes the process document it became as
 * BPMN again, reads that, and says what was lost on the way. Ends with 1 when anything was.
 */
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { roundTrip, type RoundTrip } from "./bpmn/round-trip";

const DEFAULT_FOLDER = "../shared/data/bpmn/miwg";
const { values } = parseArgs({ options: { dir: { type: "string" }, json: { type: "boolean", default: false } } });
const folder = resolve(values.dir ?? DEFAULT_FOLDER);
const COUNTS = ["fatal", "lostElements", "lostAttributes", "changedReferences", "movedElements", "changedMeaning"] as const;

async function main(): Promise<number> {
  if (!existsSync(folder)) {
    console.error(`There is no folder ${folder}. Give one by --dir.`);
    return values.dir === undefined ? 0 : 1;
  }
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.toLowerCase().endsWith(".bpmn")).sort();
  const files: ({ readonly file: string } & RoundTrip)[] = [];
  for (const name of names) files.push({ file: relative(folder, join(folder, name)), ...(await roundTrip(await readFile(join(folder, name)))) });
  const totals = Object.fromEntries(COUNTS.map((key) => [key, files.reduce((total, file) => total + file[key].length, 0)])) as Record<(typeof COUNTS)[number], number>;
  if (values.json) console.log(JSON.stringify({ folder, read: files.length, ...totals, elements: files.reduce((total, file) => total + file.elements, 0), files }, null, 1));
  else report(files, totals);
  return COUNTS.some((key) => totals[key] > 0) ? 1 : 0;
}

function report(files: readonly ({ readonly file: string } & RoundTrip)[], totals: Readonly<Record<(typeof COUNTS)[number], number>>): void {
  for (const file of files) {
    console.log(`${file.file}: ${file.elements} elements, ${COUNTS.map((key) => `${key} ${file[key].length}`).join(", ")}`);
    for (const key of COUNTS) for (const one of file[key].slice(0, 5)) console.log(`  ${key}: ${one}`);
  }
  console.log(`${files.length} files, ${COUNTS.map((key) => `${key} ${totals[key]}`).join(", ")}`);
}

process.exitCode = await main();
