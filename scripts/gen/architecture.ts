/**
 * The picture in docs/architecture.md: folders, and an arrow where one imports the other. Drawn from the imports themselves, without
 * arrows that follow from others (transitive reduction), without those to `kernel` (everything has them) and without type imports.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

const FOLDERS = ["app", "components", "server", "cli", "runtime"];
const BEGIN = "<!-- picture: npm run gen -->";
const END = "<!-- /picture -->";
const IMPORT = /^(?:import|export)\s(?!type\b)[^;"']*?from\s+["']([^"']+)["']|^import\s+["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/gm;

/** The box a file belongs to: runtime/queries/list.ts → "queries"; the composition root runtime/server.ts → "runtime". */
function boxOf(path: string): string | undefined {
  const [top = "", second = ""] = path.split("/");
  if (!FOLDERS.includes(top)) return undefined;
  if (top !== "runtime") return top;
  return path.split("/").length > 2 ? second : "runtime";
}

/** Screens of a field type (ui.tsx) belong to the screens that show them. */
const isSource = (path: string): boolean => /\.tsx?$/.test(path) && !/\.test\.tsx?$|\.d\.ts$|\/bench\.ts$|\/(ui|cell)\.tsx$|\/fields\/ui\//.test(path);

function arrowsOf(root: string): Map<string, Set<string>> {
  const arrows = new Map<string, Set<string>>();
  for (const folder of FOLDERS) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name).slice(root.length).replace(/^\//, "");
      if (!entry.isFile() || !isSource(path)) continue;
      const from = boxOf(path)!;
      if (!arrows.has(from)) arrows.set(from, new Set());
      for (const match of readFileSync(join(root, path), "utf8").matchAll(IMPORT)) {
        const target = match[1] ?? match[2] ?? match[3]!;
        const to = target.startsWith("@/") ? target.slice(2) : target.startsWith(".") ? normalize(join(dirname(path), target)) : undefined;
        // runtime/server is a file, runtime/queries a folder imported by its index.
        const box = to && boxOf(/^runtime\/(?!server$)[^/]+$/.test(to) ? `${to}/index` : to);
        if (box && box !== from && box !== "kernel" && !isScreen(to)) arrows.get(from)!.add(box);
      }
    }
  }
  return arrows;
}

const isScreen = (target: string): boolean => /\/ui$|\/fields\/ui\//.test(target);

/** Leaves out arrows that a longer way says too. */
function reduced(arrows: ReadonlyMap<string, ReadonlySet<string>>): [string, string][] {
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean => [...(arrows.get(from) ?? [])].some((next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))));
  return [...arrows].flatMap(([from, targets]) => [...targets].filter((to) => ![...targets].some((other) => other !== to && reaches(other, to))).map((to): [string, string] => [from, to]));
}

export async function architecture(root: string): Promise<Record<string, string>> {
  const path = "docs/architecture.md";
  const text = readFileSync(join(root, path), "utf8");
  const arrows = arrowsOf(root);
  const boxes = [...arrows.keys()].filter((box) => !FOLDERS.includes(box) && box !== "kernel").sort();
  const lines = [
    "```mermaid", "flowchart TD", ...FOLDERS.filter((name) => name !== "runtime").map((name) => `  ${name}`), "  runtime[runtime/server.ts]",
    "  subgraph runtime/", ...boxes.map((box) => `    ${box}`), "  end", ...reduced(arrows).sort().map(([from, to]) => `  ${from} --> ${to}`), "```",
  ];
  const [head, rest] = text.split(BEGIN) as [string, string?];
  const tail = rest?.split(END)[1];
  if (tail === undefined) throw new Error(`${path} has lost the marks of its picture.`);
  return { [path]: `${head}${BEGIN}\n${lines.join("\n")}\n${END}${tail}` };
}
