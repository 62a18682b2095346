/**
 * Source documents: metadata as it lies in files or rows, before it means anything.
 *
 * - *path*: place inside the pack, "entities/deal/entity.json"; it alone decides the kind.
 * - *key*: `<pack>/<path>`, unique in an installation; problems name it as `file`.
 */
import { didYouMean } from "../kernel/names";
import { kindOf, KNOWN_STEPS, PLACES_IN_WORDS, type DocumentKind } from "./document-kinds";
import { parseJson } from "./json";
import type { Problem } from "./problem";

export interface SourceDocument {
  /** Inside the pack, with "/". */
  readonly path: string;
  /** Name of the pack (its folder); "local" for what was made in this installation. */
  readonly pack: string;
  readonly text: string;
}

export { DOCUMENT_KINDS, documentPath, isOfEntity, kindOf, type DocumentKind } from "./document-kinds";

/** Published in docs/limits.md. */
export const DOCUMENT_LIMITS = { bytes: 1_048_576, documents: 20_000 } as const;

/** The pack of documents and patches made in this installation. */
export const LOCAL_PACK = "local";

/** Tests inside packs (runtime/packs/scenarios) lie beside the documents and mean nothing to the model. */
export const isPackTest = (path: string): boolean => /^tests\/[a-z][a-zA-Z0-9]{0,47}\.json$/.test(path);

export function documentKey(document: Pick<SourceDocument, "pack" | "path">): string {
  return `${document.pack}/${document.path}`;
}

export interface ParsedDocument {
  readonly kind: DocumentKind;
  readonly source: SourceDocument;
  readonly body: Record<string, unknown>;
}

export type ParseResult = { readonly ok: true; readonly document: ParsedDocument } | { readonly ok: false; readonly problem: Problem };

function unknownPlace(source: SourceDocument): Problem {
  const near = source.path.split("/").map((part) => didYouMean(part, KNOWN_STEPS) ?? part).join("/");
  const remedy = near !== source.path && kindOf(near) ? `Did you mean ${near}?` : `Use one of: ${PLACES_IN_WORDS}.`;
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
