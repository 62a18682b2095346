/** Words that come with the workshop only are said by nothing another page can show. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import en from "../../messages/en.json";
import { isWorkshopWord } from "./areas";

const ROOT = join(import.meta.dirname, "../..");
const WORKSHOP = /^app\/\(app\)\/(studio|admin|profile)\//;

const pagesBelow = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? pagesBelow(join(folder, entry.name)) : /^(page|layout|error|not-found)\.tsx$/.test(entry.name) ? [join(folder, entry.name)] : []));

/** The file an import leads to; undefined for packages and what is no script. */
function fileOf(from: string, name: string): string | undefined {
  if (!name.startsWith(".")) return undefined;
  const path = join(ROOT, dirname(from), name);
  const found = [`${path}.ts`, `${path}.tsx`, join(path, "index.ts")].find((one) => existsSync(one));
  return found && relative(ROOT, found);
}

/** Files by how they were reached: each knows who imported it. Imports of types carry no code. */
function reachable(pages: readonly string[]): ReadonlyMap<string, string> {
  const reached = new Map(pages.map((page) => [page, ""]));
  for (const [file] of reached) {
    const text = readFileSync(join(ROOT, file), "utf8");
    for (const [statement, , name = ""] of text.matchAll(/(from |import\(|import )"([^"]+)"/g)) {
      const at = text.indexOf(statement);
      const line = text.slice(text.lastIndexOf("\n", at) + 1, at);
      const target = /^(import|export) type /.test(line) || /typeof\s*$/.test(line) ? undefined : fileOf(file, name);
      if (target && !target.includes(".test.") && !reached.has(target)) reached.set(target, file);
    }
  }
  return reached;
}

/** A key that belongs to the workshop is said nowhere else: if this fails, name it in areas.ts or move the component that says it. */
test("no page outside of the workshop can show a word that comes with the workshop only", () => {
  const words = new Set(Object.keys(en).filter(isWorkshopWord));
  const reached = reachable(pagesBelow("app").filter((page) => !WORKSHOP.test(page)));
  expect(reached.size).toBeGreaterThan(200);
  const said = [...reached].flatMap(([file, by]) => {
    const text = readFileSync(join(ROOT, file), "utf8");
    return [...text.matchAll(/["`]([a-z]\w*\.[\w.]*)/g)].flatMap(([, key = ""]) => (words.has(key) || (key.endsWith(".") && isWorkshopWord(key)) ? [`${file} says ${key} (reached from ${by})`] : []));
  });
  expect(said).toEqual([]);
});
