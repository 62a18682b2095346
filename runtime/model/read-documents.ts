/** First steps of a load: parse, check against the schema, apply local changes, check again. */
import type { Grammar } from "./generated/grammar";
import type { CheckedDocument, LoadInput } from "./loading";
import { applyPatch, type JsonObject } from "./patch";
import type { Problems } from "./problem";
import { findingsOf, shown } from "./schema-problems";
import { documentErrors } from "./schemas";
import { DOCUMENT_LIMITS, documentKey, isPackTest, parseDocument, type ParsedDocument, type SourceDocument } from "./source";

export interface ReadDocuments {
  readonly documents: readonly CheckedDocument[];
  /** Files that no longer are what their text shows. */
  readonly changed: ReadonlySet<string>;
}

function checkShape(kind: ParsedDocument["kind"], body: JsonObject, file: string, problems: Problems): boolean {
  const findings = findingsOf(documentErrors(kind, body));
  for (const finding of findings) problems.take({ file, ...finding });
  return findings.length === 0;
}

function readAll(sources: readonly SourceDocument[], problems: Problems): ParsedDocument[] {
  const seen = new Set<string>();
  return sources.filter((source) => !isPackTest(source.path)).flatMap((source) => {
    const file = documentKey(source);
    if (seen.has(file)) problems.take({ file, pointer: "", code: "duplicate", message: "The document is given twice", remedy: "Keep one." });
    seen.add(file);
    const parsed = parseDocument(source);
    if (!parsed.ok) {
      problems.take(parsed.problem);
      return [];
    }
    const { kind, body } = parsed.document;
    return checkShape(kind, body, file, problems) ? [parsed.document] : [];
  });
}

/** Documents that fit the grammar, changed by the patches; orphans of patches become warnings. */
export function readDocuments(input: LoadInput, problems: Problems, warnings: Problems): ReadDocuments {
  const total = input.documents.length + input.patches.length;
  if (total > DOCUMENT_LIMITS.documents) {
    problems.take({ file: "", pointer: "", code: "tooMany", message: `There are ${total} documents, more than ${DOCUMENT_LIMITS.documents}`, remedy: "Leave packs out." });
    return { documents: [], changed: new Set() };
  }
  const parsed = readAll(input.documents, problems);
  const patches = readAll(input.patches, problems);
  for (const { kind, source } of parsed) if (kind === "patch") problems.take({ file: documentKey(source), pointer: "", code: "misplaced", message: "A pack cannot hold patches", remedy: "Write an extension, or change the document itself." });
  for (const { kind, source } of patches) if (kind !== "patch") problems.take({ file: documentKey(source), pointer: "", code: "misplaced", message: "Only patches belong here", remedy: "Put the document into the pack local." });
  const ids = new Set<unknown>();
  for (const { body, source } of patches) {
    if (ids.has(body["id"])) problems.take({ file: documentKey(source), pointer: "/id", code: "duplicateId", message: `The id ${shown(body["id"])} belongs to another patch`, remedy: "Give one of them another id." });
    ids.add(body["id"]);
  }
  if (problems.size > 0) return { documents: [], changed: new Set() };
  return applyPatches(parsed, patches, problems, warnings);
}

type Local = Map<string, Set<string>>;

function applyPatches(parsed: readonly ParsedDocument[], patches: readonly ParsedDocument[], problems: Problems, warnings: Problems): ReadDocuments {
  const bodies = new Map<ParsedDocument, JsonObject>();
  const locals = new Map<ParsedDocument, Local>();
  for (const patch of patches) {
    const body = patch.body as unknown as Grammar["patch"];
    const file = documentKey(patch.source);
    const target = parsed.find((document) => document.kind === body.target.kind && document.source.pack === body.target.pack && [document.body["id"], document.body["name"]].includes(body.target.name));
    if (!target) {
      warnings.take({ file, pointer: "/target", code: "orphan", message: `The changed document ${body.target.kind} ${shown(body.target.name)} of pack ${shown(body.target.pack)} is gone`, remedy: "Delete the patch, or bring the document back." });
      continue;
    }
    const { document, orphans } = applyPatch(bodies.get(target) ?? target.body, body);
    for (const { index, reason } of orphans) warnings.take({ file, pointer: `/changes/${index}`, code: "orphan", message: reason, remedy: "Delete the change; it has no effect." });
    if (!checkShape(target.kind, document, documentKey(target.source), problems)) {
      problems.take({ file, pointer: "", code: "patchBreaks", message: `With this patch ${documentKey(target.source)} no longer fits its schema`, remedy: "Mend or delete the patch." });
    }
    bodies.set(target, document);
    locals.set(target, markLocal(locals.get(target) ?? new Map(), body));
  }
  const documents = parsed.map((document) => ({
    kind: document.kind, pack: document.source.pack, path: document.source.path, file: documentKey(document.source),
    body: bodies.get(document) ?? document.body, shipped: document.body, local: locals.get(document) ?? new Map(),
  }) as unknown as CheckedDocument); // the schema has just been checked; the generated types say the same
  return { documents, changed: new Set([...bodies.keys()].map((document) => documentKey(document.source))) };
}

function markLocal(local: Local, patch: Grammar["patch"]): Local {
  const mark = (node: string, property: string): void => void local.set(node, (local.get(node) ?? new Set<string>()).add(property.split("/")[0]!));
  for (const change of patch.changes) {
    if (change.insert) mark([change.into?.node, change.into?.property, String(change.insert["id"])].filter(Boolean).join("/"), "*");
    for (const property of [...Object.keys(change.set ?? {}), ...(change.unset ?? [])]) mark(change.node ?? "", property);
  }
  return local;
}

