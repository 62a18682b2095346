/**
 * Docs are tests. In docs/how-to/*.md a fence says what it is:
 *
 * - `json <kind> [file=<path>]`  a document: valid by metadata/schemas/<kind>.schema.json; written to the path for the commands
 * - `sh run`                     commands, run in a folder of the page's own with the files so far
 * - `text output`, `json output` what the commands before printed
 *
 * Other pages may hold `json <kind>` too.
 */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

interface Fence {
  readonly line: number;
  readonly language: string;
  readonly words: readonly string[];
  readonly text: string;
}

function fencesOf(page: string): Fence[] {
  const text = readFileSync(join(root, page), "utf8");
  return [...text.matchAll(/^```(\S+)?[ ]?([^\n]*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    line: text.slice(0, match.index).split("\n").length, language: match[1] ?? "", words: (match[2] ?? "").split(" ").filter(Boolean), text: match[3]!,
  }));
}

const pages = (folder: string): string[] => readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".md")).map((entry) => join(entry.parentPath, entry.name).slice(root.length)).sort();

function schemas(): Ajv2020 {
  const ajv = addFormats(new Ajv2020({ strict: false, allErrors: true }));
  for (const below of ["", "generated/"]) {
    for (const name of readdirSync(join(root, "metadata/schemas", below)).filter((file) => file.endsWith(".json"))) ajv.addSchema(JSON.parse(readFileSync(join(root, "metadata/schemas", below, name), "utf8")) as object, `http://schemas/${below}${name}`);
  }
  return ajv;
}

const DOCUMENTS = pages("docs").flatMap((page) => fencesOf(page).filter(({ language, words }) => language === "json" && words.length > 0 && words[0] !== "output").map((fence) => ({ page, fence, title: `${page}:${fence.line}` })));

describe("documents shown in docs", () => {
  const ajv = schemas();
  it.each(DOCUMENTS.map((item) => [item.title, item] as const))("%s is a valid document of its kind", (_title, { fence }) => {
    const kind = fence.words[0]!;
    const validate = ajv.getSchema(`http://schemas/generated/${kind}.schema.json`) ?? ajv.getSchema(`http://schemas/${kind}.schema.json`);
    expect(validate, `There is no schema "${kind}".`).toBeDefined();
    expect(validate!(JSON.parse(fence.text)), JSON.stringify(validate!.errors)).toBe(true);
  });

  it("are there", () => expect(DOCUMENTS.length).toBeGreaterThan(0));
});

describe.each(pages("docs/how-to").filter((page) => fencesOf(page).some(({ words }) => words.includes("run"))).map((page) => [page]))("%s", (page) => {
  let folder: string;
  let printed = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "metaloom-docs-"));
    mkdirSync(join(folder, "node_modules", ".bin"), { recursive: true });
    symlinkSync(join(root, "bin", "metaloom.mjs"), join(folder, "node_modules", ".bin", "metaloom"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  for (const fence of fencesOf(page)) {
    const file = fence.words.find((word) => word.startsWith("file="))?.slice("file=".length);
    if (file !== undefined) {
      it(`line ${fence.line}: writes ${file}`, () => {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), fence.text);
      });
    }
    if (fence.words.includes("run")) {
      it(`line ${fence.line}: runs ${fence.text.trim().split("\n").at(-1)}`, async () => {
        printed = (await promisify(execFile)("sh", ["-e", "-c", fence.text], { cwd: folder, env: { ...process.env, METALOOM_DATA: join(folder, ".data"), DATABASE_URL: "" } })).stdout;
      }, 240_000);
    }
    if (fence.words.includes("output")) it(`line ${fence.line}: prints what the page says`, () => expect(printed.trim()).toBe(fence.text.trim()));
  }
});
