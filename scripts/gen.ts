/**
 * `npm run gen` writes every generated file; `tsx scripts/gen.ts --check` changes nothing and exits 1 when one is stale.
 * A generator is a module of scripts/gen/ that returns path (from the root) → text; add it to the list.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { grammarTypes } from "./gen/grammar-types";
import { architecture } from "./gen/architecture";
import { fieldSchemas } from "./gen/field-schemas";
import { icons } from "./gen/icons";
import { limits } from "./gen/limits";
import { reference } from "./gen/reference";

export type Generator = (root: string) => Promise<Readonly<Record<string, string>>>;

const GENERATORS: readonly Generator[] = [grammarTypes, fieldSchemas, reference, limits, architecture, icons];

/** Paths whose file differs from what the generators say; writes them unless `check`. */
export async function generate(root: string, check: boolean): Promise<string[]> {
  const stale: string[] = [];
  for (const generator of GENERATORS) {
    for (const [path, text] of Object.entries(await generator(root))) {
      const file = join(root, path);
      if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
      stale.push(path);
      if (check) continue;
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
  return stale;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const check = process.argv.includes("--check");
  const stale = await generate(fileURLToPath(new URL("..", import.meta.url)), check);
  for (const path of stale) console.error(`${check ? "stale" : "wrote"} ${path}`);
  if (check && stale.length > 0) {
    console.error("Run `npm run gen` and commit the result.");
    process.exitCode = 1;
  }
}
