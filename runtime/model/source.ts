/**
 * Source documents: metadata as it lies in files or rows, before it means anything.
 *
 * - *path*: place inside the pack, "entities/deal/entity.json"; it alone decides the kind.
 * - *key*: `<pack>/<path>`, unique in an installation; problems name it as `file`.
 */
import { didYouMean } from "../kernel/names";
import { parseJson } from "./json";
import type { Problem } from "./problem";

export interface SourceDocument {
  /** Inside the pack, with "/". */
  readonly path: string;
  /** Name of the pack (its folder); "local" for what was made in this installation. */
  readonly pack: string;
  readonly text: string;
}

export const DOCUMENT_KINDS = ["pack", "entity", "extension", "form", "list", "board", "action", "role", "menu", "translation", "seed", "patch"] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** Published in docs/limits.md. */
export const DOCUMENT_LIMITS = { bytes: 1_048_576, documents: 20_000 } as const;

/** The pack of documents and patches made in this installation. */
export const LOCAL_PACK = "local";

export function documentKey(document: Pick<SourceDocument, "pack" | "path">): string {
  return `${document.pack}/${document.path}`;
}

const NAME = "[a-z][a-zA-Z0-9]{0,47}";
const PATHS: readonly (readonly [RegExp, DocumentKind])[] = [
  [/^pack\.json$/, "pack"],
  [new RegExp(`^entities/${NAME}/entity\\.json$`), "entity"],
  [new RegExp(`^entities/${NAME}/extension\\.json$`), "extension"],
  [new RegExp(`^entities/${NAME}/form\\.${NAME}\\.json$`), "form"],
  [new RegExp(`^entities/${NAME}/list\\.${NAME}\\.json$`), "list"],
  [new RegExp(`^entities/${NAME}/board\\.${NAME}\\.json$`), "board"],
  [new RegExp(`^entities/${NAME}/action\\.${NAME}\\.json$`), "action"],
  [new RegExp(`^roles/${NAME}\\.json$`), "role"],
  [new RegExp(`^menus/${NAME}\\.json$`), "menu"],
  [/^i18n\/[a-z]{2,3}(-[A-Z]{2})?\.json$/, "translation"],
  [new RegExp(`^seed/${NAME}\\.json$`), "seed"],
  [/^patches\/[A-Za-z0-9][A-Za-z0-9._-]{0,160}\.json$/, "patch"],
];

/** Kind of the document at a path, or undefined when no document lives there. */
export function kindOf(path: string): DocumentKind | undefined {
  return PATHS.find(([pattern]) => pattern.test(path))?.[1];
}

const FOLDERS: Partial<Record<DocumentKind, string>> = { role: "roles", menu: "menus", translation: "i18n", seed: "seed", patch: "patches" };

/** Path of a document: ("role", "sales") → "roles/sales.json", ("form", "main", "deal") → "entities/deal/form.main.json". */
export function documentPath(kind: DocumentKind, name: string, entity = name): string {
  if (kind === "pack") return "pack.json";
  if (kind === "entity" || kind === "extension") return `entities/${entity}/${kind}.json`;
  const folder = FOLDERS[kind];
  return folder ? `${folder}/${name}.json` : `entities/${entity}/${kind}.${name}.json`;
}

export interface ParsedDocument {
  readonly kind: DocumentKind;
  readonly source: SourceDocument;
  readonly body: Record<string, unknown>;
}

export type ParseResult = { readonly ok: true; readonly document: ParsedDocument } | { readonly ok: false; readonly problem: Problem };

const KNOWN_NAMES = ["pack.json", "entity.json", "extension.json", "entities", "roles", "menus", "i18n", "seed", "patches"];

function unknownPlace(source: SourceDocument): Problem {
  const near = source.path.split("/").map((part) => didYouMean(part, KNOWN_NAMES) ?? part).join("/");
  const remedy = near !== source.path && kindOf(near) ? `Did you mean ${near}?` : "Use pack.json, entities/<entity>/entity.json, form.<name>.json, list.<name>.json, board.<name>.json, action.<name>.json, roles/, menus/, i18n/ or seed/.";
  return { file: documentKey(source), pointer: "", code: "unknownFile", message: `No kind of document lives at ${source.path}`, remedy };
}

/** Kind and JSON of one document. Never throws; the problem has line and column. */
export function parseDocument(source: SourceDocument): ParseResult {
  const file = documentKey(source);
  const kind = kindOf(source.path);
  if (!kind) return { ok: false, problem: unknownPlace(source) };
  if (source.text.length > DOCUMENT_LIMITS.bytes) {
    return { ok: false, problem: { file, pointer: "", code: "tooLarge", message: `The document is larger than ${DOCUMENT_LIMITS.bytes} bytes`, remedy: "Split it into several documents." } };
  }
  const json = parseJson(source.text);
  if (!json.ok) {
    return { ok: false, problem: { file, pointer: json.pointer, ...json.place, code: "malformed", message: json.message, remedy: "Mend the JSON at this place." } };
  }
  if (json.value === null || typeof json.value !== "object" || Array.isArray(json.value)) {
    return { ok: false, problem: { file, pointer: "", line: 1, column: 1, code: "type", message: "The document must be a JSON object", remedy: 'Begin with { "id": …, "name": … }.' } };
  }
  return { ok: true, document: { kind, source, body: json.value as Record<string, unknown> } };
}
