/** Cross-checks of translations: every id they name exists. */
import type { TranslationDocument } from "./generated/grammar";
import { allPartKinds } from "./kinds";
import type { WordTree as Tree } from "./kinds/part";
import { at, documentsOf, type Loading } from "./loading";
import type { Origin } from "./problem";
import { suggest } from "./schema-problems";
import { LOCAL_PACK } from "./source";

interface Node {
  readonly id?: string;
  readonly [property: string]: unknown;
}

const leaf: Tree = new Map();

/** Ids of the nodes of some lists, each with what its own lists hold. */
function tree(nodes: readonly Node[] | undefined, below: (node: Node) => Tree): Tree {
  return new Map((nodes ?? []).map((node) => [node.id ?? "", below(node)]));
}

const listOf = (node: Node, key: string): readonly Node[] => (Array.isArray(node[key]) ? (node[key] as Node[]) : []);
const words = (node: Node, key: string): Tree => tree(listOf(node, key), () => leaf);

function fieldTree(node: Node): Tree {
  const options = (node["options"] ?? {}) as Node;
  return new Map([["label", leaf], ...["help", "placeholder"].filter((key) => key in node).map((key): [string, Tree] => [key, leaf]), ["choices", words(options, "choices")], ["invalidWhen", words(node, "invalidWhen")]]);
}

function entityTree(parts: readonly Node[]): Tree {
  const all = (key: string): Node[] => parts.flatMap((part) => listOf(part, key));
  const fields = [...all("fields"), ...all("recordTypes").flatMap((type) => listOf(type, "fields"))];
  return new Map([["label", leaf], ["plural", leaf], ["description", leaf], ["fields", tree(fields, fieldTree)], ["recordTypes", tree(all("recordTypes"), () => leaf)], ["memberRoles", tree(all("memberRoles"), () => leaf)]]);
}

const itemsDeep = (node: Node): Node[] => listOf(node, "items").flatMap((item) => [item, ...itemsDeep(item)]);
const labelled: Tree = new Map([["label", leaf]]);

function knownIds(loading: Loading): Map<string, Tree> {
  const bodies = (kind: Parameters<typeof documentsOf>[1]): Node[] => documentsOf(loading, kind).map((document) => document.body as unknown as Node);
  const extensions = bodies("extension");
  return new Map<string, Tree>([
    ["entities", tree(bodies("entity"), (entity) => entityTree([entity, ...extensions.filter((extension) => extension["extends"] === entity.id)]))],
    ["forms", tree(bodies("form"), (form) => new Map([["label", leaf], ["tabs", words(form, "tabs")], ["sections", tree([...listOf(form, "tabs").flatMap((tab) => listOf(tab, "sections")), ...listOf(form, "side")], () => leaf)], ["related", words(form, "related")]]))],
    ["lists", tree(bodies("list"), (list) => new Map([["label", leaf], ["columns", words(list, "columns")], ["quickFilters", words(list, "quickFilters")]]))],
    ["actions", tree(bodies("action"), (action) => new Map([["label", leaf], ["confirm", leaf], ["parameters", tree(listOf(action, "parameters"), fieldTree)]]))],
    ["menus", tree(bodies("menu"), (menu) => new Map([["label", leaf], ["items", tree(itemsDeep(menu), () => leaf)]]))],
    ...allPartKinds.map(({ kind, words: { group, tree: ids } }): [string, Tree] => [group, tree(bodies(kind), (body) => ids(body as unknown as Parameters<typeof ids>[0]))]),
    ["roles", tree(bodies("role"), () => labelled)],
    ["packs", tree(bodies("pack"), () => new Map([["label", leaf], ["description", leaf]]))],
  ]);
}

export function checkTranslations(loading: Loading): void {
  const known = knownIds(loading);
  for (const { body, file, path, pack } of documentsOf(loading, "translation")) {
    const origin = { file, pointer: "" };
    const named = path.replace(/^i18n\/(.*)\.json$/, "$1");
    for (const key of ["language", "name"] as const) if (body[key] !== named) loading.problems.add(at(origin, key), "name", `The ${key} "${body[key]}" differs from the file name "${named}.json"`, `Write "${named}".`);
    if (pack !== LOCAL_PACK && body.language === loading.words.languageOf(pack)) loading.warnings.add(at(origin, "language"), "surplus", `"${body.language}" is the language of the pack's own documents`, "Change the words in the documents.");
    for (const [group, ids] of known) visit(loading, (body as unknown as Record<string, unknown>)[group] as TranslationDocument["entities"], ids, at(origin, group));
  }
}

function visit(loading: Loading, words: unknown, known: Tree, origin: Origin): void {
  if (words === null || typeof words !== "object") return;
  for (const [id, below] of Object.entries(words)) {
    const next = known.get(id);
    if (next) visit(loading, below, next, at(origin, id));
    else loading.problems.add(at(origin, id), "unknownId", `There is nothing with the id "${id}" to translate here`, suggest(id, known.keys(), "Use the id of a node that exists."));
  }
}
