/**
 * The words of a module: every text of its documents that people read, with its place in a translation document. Pure.
 *
 * - *word path*: where a translation document has the text, by ids: entities, trip, fields, cost, label.
 */
import type { StudioDocument } from "./documents";

export interface WordSource {
  readonly kind: string;
  readonly name: string;
  readonly document: StudioDocument;
}

export interface Word {
  readonly kind: string;
  /** Name of the document. */
  readonly name: string;
  readonly path: readonly string[];
  readonly text: string;
}

type Node = Readonly<Record<string, unknown>>;
type Emit = (path: readonly string[], text: unknown) => void;

const nodes = (holder: unknown, key: string): readonly Node[] => {
  const list = (holder as Node | undefined)?.[key];
  return Array.isArray(list) ? (list as Node[]) : [];
};
const idOf = (node: Node): string => String(node["id"]);

function fieldWords(node: Node, path: readonly string[], emit: Emit): void {
  for (const key of ["label", "help", "placeholder"]) emit([...path, key], node[key]);
  for (const choice of nodes(node["options"], "choices")) emit([...path, "choices", idOf(choice)], choice["label"]);
  for (const rule of nodes(node, "invalidWhen")) emit([...path, "invalidWhen", idOf(rule)], rule["message"]);
}

function entityWords(document: Node, id: string, emit: Emit): void {
  const path = ["entities", id];
  for (const key of ["label", "plural", "description"]) emit([...path, key], document[key]);
  for (const field of [...nodes(document, "fields"), ...nodes(document, "recordTypes").flatMap((type) => nodes(type, "fields"))]) fieldWords(field, [...path, "fields", idOf(field)], emit);
  for (const key of ["recordTypes", "memberRoles"]) for (const node of nodes(document, key)) emit([...path, key, idOf(node)], node["label"]);
}

const labelsOf = (group: string, lists: readonly string[] = [], keys: readonly string[] = ["label"]) => (document: Node, emit: Emit): void => {
  const path = [group, idOf(document)];
  for (const key of keys) emit([...path, key], document[key]);
  for (const list of lists) for (const node of nodes(document, list)) emit([...path, list, idOf(node)], node["label"]);
};

const deep = (node: Node): readonly Node[] => nodes(node, "items").flatMap((item) => [item, ...deep(item)]);

/** Steps with what is to be done in them, buttons that start and decide, questions, lanes and ways. */
function processWords(document: Node, emit: Emit): void {
  labelsOf("processes", ["pools", "lanes", "flows", "nodes"], ["label", "description"])(document, emit);
  const path = ["processes", idOf(document)];
  const steps = nodes(document, "nodes");
  for (const start of nodes(document, "starts")) if (start["kind"] === "hand") emit([...path, "starts", idOf(start)], start["label"]);
  for (const variable of [...nodes(document, "variables"), ...nodes(document, "pools").flatMap((pool) => nodes(pool, "variables")), ...steps.flatMap((node) => nodes(node, "variables"))]) emit([...path, "variables", idOf(variable)], variable["label"]);
  for (const node of steps) {
    emit([...path, "descriptions", idOf(node)], node["description"]);
    for (const decision of nodes(node["options"], "decisions")) emit([...path, "decisions", idOf(decision)], decision["label"]);
    for (const notice of nodes(node["options"], "notifications")) emit([...path, "notifications", idOf(notice)], notice["text"]);
    for (const file of nodes(node["options"], "attachments")) emit([...path, "attachments", idOf(file)], file["label"]);
  }
}

const KINDS: Readonly<Record<string, (document: Node, emit: Emit) => void>> = {
  entity: (document, emit) => entityWords(document, idOf(document), emit),
  extension: (document, emit) => entityWords(document, String(document["extends"]), emit),
  form: (document, emit) => {
    labelsOf("forms", ["tabs", "related"])(document, emit);
    for (const section of [...nodes(document, "tabs").flatMap((tab) => nodes(tab, "sections")), ...nodes(document, "side")]) emit(["forms", idOf(document), "sections", idOf(section)], section["label"]);
  },
  list: labelsOf("lists", ["columns", "quickFilters"]),
  board: labelsOf("boards"), calendar: labelsOf("calendars"), timeline: labelsOf("timelines"), tree: labelsOf("trees"),
  action: (document, emit) => {
    labelsOf("actions", [], ["label", "confirm"])(document, emit);
    for (const field of nodes(document, "parameters")) fieldWords(field, ["actions", idOf(document), "parameters", idOf(field)], emit);
  },
  role: labelsOf("roles"),
  menu: (document, emit) => {
    labelsOf("menus")(document, emit);
    for (const item of deep(document)) emit(["menus", idOf(document), "items", idOf(item)], item["label"]);
  },
  report: labelsOf("reports", ["measures"], ["label", "description"]),
  dashboard: (document, emit) => {
    labelsOf("dashboards", ["tabs", "filters"], ["label", "description"])(document, emit);
    for (const widget of nodes(document, "tabs").flatMap((tab) => nodes(tab, "widgets"))) {
      const path = ["dashboards", idOf(document), "widgets", idOf(widget)];
      for (const key of ["label", "text"]) emit([...path, key], widget[key]);
      for (const measure of nodes(widget, "measures")) emit([...path, "measures", idOf(measure)], measure["label"]);
    }
  },
  process: processWords,
  notification: labelsOf("notifications", [], ["label", "description", "title", "text"]),
  decision: labelsOf("decisions"), template: labelsOf("templates"), clock: labelsOf("clocks"), workingCalendar: labelsOf("workingCalendars"),
  pack: labelsOf("packs", [], ["label", "description"]),
};

export function wordsOf(sources: readonly WordSource[]): readonly Word[] {
  return sources.flatMap(({ kind, name, document }) => {
    const found: Word[] = [];
    KINDS[kind]?.(document, (path, text) => {
      if (typeof text === "string" && text !== "") found.push({ kind, name, path, text });
    });
    // Buttons of several steps may share an id, and then their words.
    return found.filter((word, index) => found.findIndex((other) => other.path.join("\n") === word.path.join("\n")) === index);
  });
}

export function wordAt(translation: StudioDocument | undefined, path: readonly string[]): string | undefined {
  const found = path.reduce<unknown>((node, step) => (typeof node === "object" && node !== null && Object.hasOwn(node, step) ? (node as Node)[step] : undefined), translation);
  return typeof found === "string" ? found : undefined;
}

/** The translation with a word set; an empty one is taken away with what it leaves empty. */
export function withWord(translation: StudioDocument, [step, ...rest]: readonly string[], text: string): StudioDocument {
  if (step === undefined) return translation;
  const { [step]: before, ...others } = translation as Record<string, unknown>;
  if (rest.length === 0) return text === "" ? others : { ...translation, [step]: text };
  const below = withWord((typeof before === "object" && before !== null ? before : {}) as StudioDocument, rest, text);
  return Object.keys(below).length === 0 ? others : { ...translation, [step]: below };
}
