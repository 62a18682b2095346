/**
 * A pack out of the metadata of another system. What the reader made of it is checked like any pack, together with core; what does not
 * pass is taken out piece by piece and told in the report, so that the pack is always good.
 */
import { AppError } from "../../kernel";
import { canonicalText } from "../../model/canonical";
import { isObject, type JsonObject } from "../../model/patch";
import type { Problem } from "../../model/problem";
import { loadAppModel } from "../../model/server";
import type { SourceDocument } from "../../model/source";
import { packSource, type PackSource } from "../../publish";
import { readCorteza } from "./corteza";
import { readEspo } from "./espocrm";
import { Fidelity } from "./fidelity";
import { readFrappe } from "./frappe";
import type { ForeignFiles, ForeignSystem } from "./shape";
import { writeDocuments, type WriteOptions, type Written } from "./write";

const READERS: Readonly<Record<string, (files: ForeignFiles, report: Fidelity) => ForeignSystem>> = { espocrm: readEspo, frappe: readFrappe, corteza: readCorteza };
export const FOREIGN_FORMATS = Object.keys(READERS);

export interface Imported {
  readonly pack: PackSource;
  readonly report: Fidelity;
  readonly entities: number;
}

/** Rounds of mending; each takes something out, so the end is reached long before. */
const ROUNDS = 12;

/** @param core documents every pack may refer to. @throws AppError input:invalid when nothing of the format is among the files. */
export function importForeign(format: string, files: ForeignFiles, options: WriteOptions, core: readonly SourceDocument[]): Imported {
  const read = Object.hasOwn(READERS, format) ? READERS[format]! : undefined;
  if (!read) throw new AppError("input:invalid", `There is no format "${format.slice(0, 40)}".`, { remedy: `Use one of: ${FOREIGN_FORMATS.join(", ")}.` });
  const report = new Fidelity();
  const system = read(files, report);
  if (system.entities.length === 0) throw new AppError("input:invalid", `There is no metadata of ${format} among the ${files.size} files.`, { remedy: "Name the folder that holds it: entityDefs, DocTypes, or YAML of modules." });
  const documents = writeDocuments(system, options, report);
  mend(documents, options.name, core, report);
  const entities = documents.filter(({ kind }) => kind === "entity").length;
  return { pack: packSource(new Map(documents.filter(({ body }) => !isGone(body)).map(({ kind, path, body }) => [path, canonicalText(kind, body)]))), report, entities };
}

const gone = new WeakSet<JsonObject>();
const isGone = (body: JsonObject): boolean => gone.has(body);

function mend(documents: readonly Written[], pack: string, core: readonly SourceDocument[], report: Fidelity): void {
  for (let round = 0; round < ROUNDS; round++) {
    const own = documents.filter(({ body }) => !isGone(body)).map(({ path, body }) => ({ pack, path, text: JSON.stringify(body) }));
    const result = loadAppModel({ revision: 0, documents: [...core, ...own] });
    if (result.ok) return;
    let mended = 0;
    // From the end, so that places in lists still hold.
    for (const problem of [...result.problems].reverse()) {
      const document = documents.find(({ path }) => problem.file === `${pack}/${path}`);
      if (document && takeOut(document, problem, report, round)) mended++;
    }
    if (mended === 0) throw new AppError("metadata:invalid", `The pack cannot be made good: ${result.problems[0]!.message}.`, { remedy: "Report this with the files.", issues: result.problems });
  }
}

/** Keys without which a node is none. */
const NEEDED = new Set(["id", "name", "type", "label", "field", "entity", "kind", "fields", "tabs", "sections", "columns", "items", "entities"]);

/** Takes the smallest thing out that holds the problem. False when it was gone already. */
function takeOut({ body, kind, path }: Written, problem: Problem, report: Fidelity, round: number): boolean {
  const steps = problem.pointer.split("/").slice(1).map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const holders: { holder: JsonObject | unknown[]; key: string }[] = [];
  let at: unknown = body;
  for (const step of steps) {
    if (!isObject(at) && !Array.isArray(at)) break;
    holders.push({ holder: at as JsonObject | unknown[], key: step });
    at = (at as Record<string, unknown>)[step];
  }
  // What came back after a first mending goes with the node around it.
  const wide = round >= 4;
  for (const { holder, key } of [...holders].reverse()) {
    const isNode = Array.isArray(holder);
    if (isNode ? isObject(holder[Number(key)]) === false && holder.length > 0 && !(Number(key) in holder) : !Object.hasOwn(holder, key)) continue;
    if (!isNode && (NEEDED.has(key) || wide)) continue;
    if (isNode) holder.splice(Number(key), 1);
    else delete holder[key];
    report.dropped("mended", isNode ? "node" : key, `${path}${problem.pointer}`, `${problem.message}.`);
    return true;
  }
  if (kind === "entity" || kind === "pack") return false;
  gone.add(body);
  report.dropped("mended", kind, path, `${problem.message}.`);
  return true;
}
