/** Cross-checks of documents that become no typed model: their ids are told apart, and a seed lies in the file of its name. */
import { at, documentsOf, type Loading } from "./loading";

const KINDS = ["extension", "translation", "seed"] as const;

export function checkDocuments(loading: Loading): void {
  for (const kind of KINDS) unique(loading, documentsOf(loading, kind).map(({ body, file }) => ({ id: body.id, file })), kind);
  unique(loading, [...loading.packs].map(([name, pack]) => ({ id: pack.id, file: `${name}/pack.json` })), "pack");
  for (const { body, file, path } of documentsOf(loading, "seed")) {
    const stem = path.split("/").at(-1)!.replace(/\.json$/, "");
    if (stem !== body.name) loading.problems.add(at({ file, pointer: "" }, "name"), "name", `The seed is named "${body.name}" but lies in the file "${stem}.json"`, `Rename the file to "${body.name}.json".`);
  }
}

function unique(loading: Loading, documents: readonly { readonly id: string; readonly file: string }[], kind: string): void {
  const seen = new Map<string, string>();
  for (const { id, file } of documents) {
    const other = seen.get(id);
    if (other !== undefined) loading.problems.add(at({ file, pointer: "" }, "id"), "duplicateId", `The id "${id}" belongs to ${other} already`, `Give this ${kind} another id.`);
    seen.set(id, file);
  }
}
