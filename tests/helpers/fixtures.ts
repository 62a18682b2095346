/** Fixture packs as documents, with a way to change one member before loading. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadAppModel } from "../../runtime/model/server";
import type { LoadResult } from "../../runtime/model/load";
import type { AppModel } from "../../runtime/model/types";
import type { Problem } from "../../runtime/model/problem";
import type { SourceDocument } from "../../runtime/model/source";

const ROOTS = ["tests/fixtures/packs", "metadata/packs"].map((folder) => fileURLToPath(new URL(`../../${folder}`, import.meta.url)));

function files(folder: string, below = ""): string[] {
  return readdirSync(join(folder, below)).flatMap((name) => {
    const path = below === "" ? name : `${below}/${name}`;
    return statSync(join(folder, path)).isDirectory() ? files(folder, path) : [path];
  });
}

/** Documents of named packs, from tests/fixtures/packs or metadata/packs. */
export function packDocuments(...packs: readonly string[]): SourceDocument[] {
  return packs.flatMap((pack) => {
    const root = ROOTS.map((folder) => join(folder, pack)).find((folder) => {
      try {
        return statSync(folder).isDirectory();
      } catch {
        return false;
      }
    })!;
    // Tests of a pack lie in it, but are none of its documents.
    return files(root).filter((path) => !path.startsWith("tests/")).map((path) => ({ path, pack, text: readFileSync(join(root, path), "utf8") }));
  });
}

/** A document written in a test. */
export function documentOf(pack: string, path: string, body: unknown): SourceDocument {
  return { pack, path, text: JSON.stringify(body, null, 2) };
}

// Documents under edit have any shape a test wants.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Body = any;

/** The documents with one of them changed in place by `edit`. */
export function withEdit(documents: readonly SourceDocument[], file: string, edit: (body: Body) => void): SourceDocument[] {
  return documents.map((document) => {
    if (`${document.pack}/${document.path}` !== file) return document;
    const body: Body = JSON.parse(document.text);
    edit(body);
    return { ...document, text: JSON.stringify(body, null, 2) };
  });
}

/** The model, or a failure that shows the problems. */
export function modelOf(result: LoadResult): AppModel {
  if (!result.ok) throw new Error(`The packs do not load: ${JSON.stringify(result.problems.slice(0, 5), null, 2)}`);
  return result.model;
}

export function loadDocuments(documents: readonly SourceDocument[], patches: readonly SourceDocument[] = []): LoadResult {
  return loadAppModel({ revision: 1, documents, patches });
}

/** Problems of documents that must not load, without their places. */
export function problemsOf(documents: readonly SourceDocument[], patches: readonly SourceDocument[] = []): Pick<Problem, "file" | "pointer" | "code" | "message" | "remedy">[] {
  const result = loadDocuments(documents, patches);
  return result.ok ? [] : result.problems.map(({ file, pointer, code, message, remedy }) => ({ file, pointer, code, message, remedy }));
}
