/** Programs of a benchmark, bundled as `npm run build` bundles the server: what is measured is what is shipped, not what tsx makes of the sources. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

export interface Built {
  /** Path of the program made from `entries[name]`. */
  program(name: string): string;
  remove(): void;
}

/** `entries`: name → source file, relative to the repository. Packages stay outside, so the folder lies inside the repository. */
export async function buildPrograms(entries: Readonly<Record<string, string>>): Promise<Built> {
  mkdirSync(join(root, ".tmp"), { recursive: true });
  const folder = mkdtempSync(join(root, ".tmp", "bench-"));
  await build({
    absWorkingDir: root, entryPoints: { ...entries }, outdir: folder, outExtension: { ".js": ".mjs" },
    bundle: true, splitting: true, platform: "node", format: "esm", target: "node20", packages: "external", logLevel: "warning",
    tsconfig: join(root, "tsconfig.json"), alias: { kysely: join(root, "node_modules", "kysely", "dist", "index.js") },
  });
  cpSync(join(root, "runtime", "db", "migrations"), join(folder, "migrations"), { recursive: true });
  return { program: (name) => join(folder, `${name}.mjs`), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
