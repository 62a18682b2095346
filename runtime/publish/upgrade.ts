/**
 * Upgrade of packs with local changes kept. Pure.
 *
 * base = the installed version, theirs = the new one, ours = base with the local patch. Each changed document is merged by
 * `model/merge`; what results is kept as a patch of the new version. Documents nobody changed here are simply replaced.
 */
import { canonicalText } from "../model/canonical";
import { parseJson } from "../model/json";
import { changesBetween, mergeDocuments, type Choice, type Conflict } from "../model/merge";
import { applyPatch, diffDocument, isObject, type JsonObject } from "../model/patch";
import { kindOf, LOCAL_PACK, type DocumentKind } from "../model/source";
import type { PatchDocument } from "../model/generated/grammar";
import type { PackSource } from "./pack-folder";
import { hashOf, packFiles, packFolder, treePath, type Files } from "./tree";

export interface UpgradeConflict extends Conflict {
  /** `<pack>/<path of the document>#<path in it>`: what a decision names. */
  readonly id: string;
  /** `<pack>/<path>` of the document. */
  readonly file: string;
  /** Changes with the three values, so that a remembered decision counts for just this question. */
  readonly digest: string;
  /** What was decided, if anything. */
  readonly choice?: Choice;
}

export interface Upgrade {
  readonly files: Files;
  readonly conflicts: readonly UpgradeConflict[];
  /** Properties and nodes taken from the new versions of documents changed here, and local ones kept. */
  readonly taken: readonly string[];
  readonly kept: readonly string[];
}

/** The answer to a conflict: by its id, and whether it counts for other values too. */
export type Decide = (conflict: UpgradeConflict) => Choice | undefined;

interface Parsed {
  readonly path: string;
  readonly kind: DocumentKind;
  readonly body: JsonObject;
}

function parsedFiles(files: Files): Parsed[] {
  return [...files].flatMap(([path, text]): Parsed[] => {
    const kind = kindOf(path);
    const json = kind ? parseJson(text) : undefined;
    return kind && json?.ok && isObject(json.value) ? [{ path, kind, body: json.value }] : [];
  });
}

const isTarget = (patch: PatchDocument, { kind, body }: Parsed): boolean => kind === patch.target.kind && [body["id"], body["name"]].includes(patch.target.name);

class Upgrading {
  readonly files: Map<string, string>;
  readonly conflicts: UpgradeConflict[] = [];
  readonly taken: string[] = [];
  readonly kept: string[] = [];
  /** Documents of the new version that met local changes. */
  private readonly merges = new Set<Parsed>();

  constructor(before: Files, private readonly pack: PackSource, private readonly decide: Decide) {
    const folder = packFolder(pack.name);
    this.files = new Map([...[...before].filter(([path]) => !path.startsWith(folder)), ...[...pack.files].map(([path, text]) => [folder + path, text] as const)]);
    this.run(parsedFiles(packFiles(before, pack.name)), parsedFiles(pack.files));
  }

  private run(base: readonly Parsed[], theirs: readonly Parsed[]): void {
    for (const [file, text] of [...this.files]) {
      if (file.startsWith(`${LOCAL_PACK}/patches/`)) this.patch(file, text, base, theirs);
    }
    for (const document of theirs) {
      const before = base.find(({ path }) => path === document.path);
      if (!before) this.collision(document);
      else if (!this.merges.has(document)) this.taken.push(...changesBetween(before.body, document.body).map((path) => `${this.pack.name}/${document.path}#${path}`));
    }
  }

  private patch(file: string, text: string, base: readonly Parsed[], theirs: readonly Parsed[]): void {
    const json = parseJson(text);
    if (!json.ok) return;
    const patch = json.value as PatchDocument; // what is installed has been checked against its schema
    const before = patch.target.pack === this.pack.name ? base.find((document) => isTarget(patch, document)) : undefined;
    if (!before) return;
    const ours = applyPatch(before.body, patch).document;
    const next = theirs.find((document) => document.kind === before.kind && document.body["id"] === before.body["id"]);
    this.files.delete(file);
    if (next) this.keepPatch(file, patch, next, this.merged(next, before.body, ours));
    else this.gone(before, ours);
  }

  private merged(next: Parsed, base: JsonObject, ours: JsonObject): JsonObject {
    this.merges.add(next);
    const file = `${this.pack.name}/${next.path}`;
    const result = mergeDocuments(base, next.body, ours, (conflict) => this.ask(file, conflict));
    this.taken.push(...result.taken.map((path) => `${file}#${path}`));
    this.kept.push(...result.kept.map((path) => `${file}#${path}`));
    return result.document;
  }

  private keepPatch(file: string, patch: PatchDocument, next: Parsed, merged: JsonObject): void {
    const changes = diffDocument(next.body, merged, patch.target);
    if (changes.changes.length > 0) this.files.set(file, canonicalText("patch", { ...patch, changes: changes.changes }));
  }

  /** The new version lacks a document that was changed here: it stays as a document of our own, unless it shall go. */
  private gone(before: Parsed, ours: JsonObject): void {
    const choice = this.ask(`${this.pack.name}/${before.path}`, { path: "", kind: "removedThere", base: before.body, ours, choices: ["mine", "theirs"] });
    if (choice !== "theirs") this.files.set(treePath({ pack: LOCAL_PACK, path: before.path }), canonicalText(before.kind, ours));
  }

  /** The new version brings a document that was made here already: the two become one. */
  private collision(document: Parsed): void {
    const local = treePath({ pack: LOCAL_PACK, path: document.path });
    const json = parseJson(this.files.get(local) ?? "");
    if (!json.ok || !isObject(json.value) || json.value["id"] !== document.body["id"]) return;
    this.files.delete(local);
    const target: PatchDocument["target"] = { kind: document.kind as PatchDocument["target"]["kind"], name: String(document.body["id"]), pack: this.pack.name };
    const id = `${target.pack}.${target.kind}.${target.name}`;
    this.keepPatch(treePath({ pack: LOCAL_PACK, path: `patches/${id}.json` }), { id, target, changes: [] }, document, this.merged(document, {}, json.value));
  }

  private ask(file: string, conflict: Conflict): Choice | undefined {
    const question = { ...conflict, id: `${file}#${conflict.path}`, file, digest: hashOf(JSON.stringify([conflict.kind, conflict.base, conflict.theirs, conflict.ours])) };
    const choice = this.decide(question);
    this.conflicts.push(choice === undefined ? question : { ...question, choice });
    return choice;
  }
}

/** Files with the new versions of packs in place of the installed ones, and every question that arose; undecided ones leave ours standing. */
export function upgradeFiles(files: Files, packs: readonly PackSource[], decide: Decide): Upgrade {
  return packs.reduce<Upgrade>((so, pack) => {
    const step = new Upgrading(so.files, pack, decide);
    return { files: step.files, conflicts: [...so.conflicts, ...step.conflicts], taken: [...so.taken, ...step.taken], kept: [...so.kept, ...step.kept] };
  }, { files, conflicts: [], taken: [], kept: [] });
}
