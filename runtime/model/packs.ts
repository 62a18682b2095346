/** Packs of a load: names, requirements, order. */
import type { Grammar } from "./generated/grammar";
import { at, documentsOf, type CheckedDocument } from "./loading";
import type { Problems } from "./problem";
import { suggest } from "./schema-problems";
import { LOCAL_PACK } from "./source";
import { isRange, satisfies } from "./versions";

/** The pack everything may refer to without requiring it. */
export const CORE_PACK = "core";

export interface OrderedPacks {
  readonly packs: ReadonlyMap<string, Grammar["pack"]>;
  readonly order: readonly string[];
  readonly visible: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Packs, required ones first. Problems: folder and name differ, missing pack.json, missing or unfitting requirements, circles. */
export function orderPacks(documents: readonly CheckedDocument[], problems: Problems): OrderedPacks {
  const found = new Map<string, CheckedDocument<"pack">>();
  const ids = new Map<string, string>();
  for (const document of documentsOf({ documents }, "pack")) {
    const { name, id } = document.body;
    if (name !== document.pack) problems.add({ file: document.file, pointer: "/name" }, "name", `The pack is named "${name}" but lies in the folder "${document.pack}"`, `Rename the folder to "${name}".`);
    if (ids.has(id)) problems.add({ file: document.file, pointer: "/id" }, "duplicateId", `The packs "${ids.get(id)}" and "${name}" have the same id "${id}"`, "Give one of them another id.");
    ids.set(id, name);
    found.set(document.pack, document);
  }
  const names = [...new Set(documents.map((document) => document.pack))].filter((pack) => pack !== LOCAL_PACK).sort();
  for (const pack of names) {
    if (!found.has(pack)) problems.add({ file: `${pack}/pack.json`, pointer: "" }, "missingPack", `The pack "${pack}" has no pack.json`, 'Add pack.json with "id", "name", "version", "label" and "language".');
  }
  checkRequirements(found, problems);
  const order = sortPacks(found, problems);
  const visible = new Map(order.map((pack) => [pack, reachable(found, pack)]));
  return { packs: new Map([...found].map(([name, document]) => [name, document.body])), order: [...order, LOCAL_PACK], visible: visible.set(LOCAL_PACK, new Set([...order, LOCAL_PACK])) };
}

function checkRequirements(found: ReadonlyMap<string, CheckedDocument<"pack">>, problems: Problems): void {
  for (const { file, body } of found.values()) {
    for (const [name, range] of Object.entries(body.requires ?? {})) {
      const origin = at({ file, pointer: "/requires" }, name);
      const needed = found.get(name);
      if (!isRange(range)) problems.add(origin, "format", `"${range}" is no range of versions`, 'Write for example "^1.0.0".');
      else if (!needed) problems.add(origin, "missingPack", `The pack "${body.name}" requires the pack "${name}", which is not here`, suggest(name, found.keys(), `Install "${name}" first.`));
      else if (!satisfies(needed.body.version, range)) problems.add(origin, "version", `The pack "${body.name}" requires "${name}" ${range}, but ${needed.body.version} is here`, `Install a version of "${name}" within ${range}.`);
    }
  }
}

function needs(found: ReadonlyMap<string, CheckedDocument<"pack">>, pack: string): string[] {
  const named = Object.keys(found.get(pack)?.body.requires ?? {}).filter((name) => found.has(name));
  return pack !== CORE_PACK && found.has(CORE_PACK) ? [...new Set([CORE_PACK, ...named])] : named;
}

function sortPacks(found: ReadonlyMap<string, CheckedDocument<"pack">>, problems: Problems): string[] {
  const order: string[] = [];
  const open: string[] = [];
  const visit = (pack: string): void => {
    if (order.includes(pack)) return;
    if (open.includes(pack)) {
      const circle = [...open.slice(open.indexOf(pack)), pack].join(" → ");
      problems.add({ file: found.get(pack)!.file, pointer: "/requires" }, "cycle", `The packs require each other: ${circle}`, "Take one of the requirements away.");
      return;
    }
    open.push(pack);
    for (const name of needs(found, pack)) visit(name);
    open.pop();
    order.push(pack);
  };
  for (const pack of [...found.keys()].sort()) visit(pack);
  return [...new Set(order)];
}

function reachable(found: ReadonlyMap<string, CheckedDocument<"pack">>, pack: string, seen: Set<string> = new Set()): Set<string> {
  if (!seen.has(pack)) {
    seen.add(pack);
    for (const name of needs(found, pack)) reachable(found, name, seen);
  }
  return seen;
}
