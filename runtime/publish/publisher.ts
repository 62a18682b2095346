/** Publishing as the rest of the product sees it: validate, plan, publish, revisions, compare, rollback, purge. */
import { applySteps } from "../db/ddl/apply";
import { measureSteps } from "../db/ddl/measure";
import { changeOf } from "../db/ddl/model-shape";
import { planPurge } from "../db/ddl/plan";
import { readState } from "../db/ddl/registry";
import { reduce } from "../db/ddl/state";
import type { StepView } from "../db/ddl/steps";
import { AppError, type Issue } from "../kernel";
import type { Problem } from "../model/problem";
import type { AppModel } from "../model/types";
import { applyChanges, pathsOf, type DocumentAddress, type DocumentChange } from "./changes";
import { commit, confirmed, lock, logEvent, prepare, type Author, type Published, type PublishDeps, type TermMove } from "./commit";
import { compareFiles, type Difference } from "./compare";
import { dropDraft } from "./drafts";
import { invalid, loadFiles } from "./live";
import { meetChanges, mergedOf, refuseOpen, type Decisions, type MergedDocument } from "./meet";
import { renameEntity, renameField, type EntityWish, type Mended, type RenameWish } from "./mend";
import { planSchema, stepsToConfirm, viewSteps } from "./plan";
import { readFiles, readHead, readRevision, readRevisions, readTree, readVersions, type DocumentVersion, type RevisionInfo } from "./store";
import type { Files } from "./tree";

export interface Validation {
  readonly ok: boolean;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

export interface PublishPlan {
  /** The revision the plan was made against. */
  readonly baseRevision: number;
  readonly problems: readonly (Problem | Issue)[];
  readonly warnings: readonly Problem[];
  readonly steps: readonly StepView[];
  /** Those of the steps that need `confirmDestructive`. */
  readonly destructive: readonly StepView[];
  /** Rows of all tables concerned, counted once each. */
  readonly rows: number;
  /** Clocks and terms that would move, by working calendar. */
  readonly moves: readonly TermMove[];
}

export interface PublishRequest {
  readonly changes: readonly DocumentChange[];
  readonly baseRevision?: number;
  /** Merge with what others published since `baseRevision`, instead of being refused because of it. */
  readonly merge?: boolean;
  /** Answers to what the merge asked. */
  readonly decisions?: Decisions;
  readonly summary?: string;
  readonly author: Author;
  readonly confirmDestructive?: boolean;
  /** Forget the author's draft when it is published. */
  readonly dropDraft?: boolean;
}

export interface HiddenData {
  readonly entity: string;
  readonly table: string;
  /** Absent = the whole entity. */
  readonly field?: string;
  readonly name: string;
  readonly hiddenAt: string;
}

export interface Publisher {
  validate(changes: readonly DocumentChange[]): Promise<Validation>;
  plan(changes: readonly DocumentChange[]): Promise<PublishPlan>;
  /** The model as it would be with these changes; nothing is written. @throws AppError metadata:invalid */
  candidate(changes: readonly DocumentChange[]): Promise<AppModel>;
  /** A field, or an entity, under another name with everything that names it mended, on top of changes that are not published; nothing is written. */
  rename(wish: RenameWish | EntityWish, changes: readonly DocumentChange[]): Promise<Mended>;
  publish(request: PublishRequest): Promise<Published & { readonly merged?: readonly MergedDocument[] }>;
  /** Makes the documents of a former revision the newest one. What came since is hidden, not lost. */
  rollback(request: { readonly revision: number; readonly author: Author; readonly baseRevision?: number; readonly confirmDestructive?: boolean }): Promise<Published>;
  /** What going back to a revision would do to the tables; nothing is written. */
  planRollback(revision: number): Promise<PublishPlan>;
  /** Newest first; `before` pages on. */
  revisions(options?: { readonly limit?: number; readonly before?: number }): Promise<readonly RevisionInfo[]>;
  revision(revision: number): Promise<RevisionInfo>;
  compare(from: number, to: number): Promise<readonly Difference[]>;
  /** Revisions in which a document changed, newest first. */
  versions(address: DocumentAddress): Promise<readonly DocumentVersion[]>;
  /** Files of the head, or of a former revision. */
  files(revision?: number): Promise<{ readonly revision: number; readonly files: Files }>;
  /** Data that dropped entities and fields left behind. */
  hidden(): Promise<readonly HiddenData[]>;
  /** Removes hidden data for ever. Without `confirmDestructive` it is refused with the count of what would be lost. */
  purge(request: { readonly entity: string; readonly field?: string; readonly author: Author; readonly confirmDestructive?: boolean }): Promise<{ readonly steps: readonly StepView[] }>;
}

/** Revisions looked through for former versions of a document. */
const VERSIONS = 500;

const noRevision = (revision: number): AppError => new AppError("resource:notFound", `There is no revision ${revision}.`, { remedy: "GET /api/v1/metadata/revisions lists them." });

export function createPublisher(deps: PublishDeps): Publisher {
  const { database } = deps;
  const editing = (changes: readonly DocumentChange[]) => (files: Files) => applyChanges(files, changes);

  async function filesOf(revision: number): Promise<{ tree: Readonly<Record<string, string>>; files: Files }> {
    const tree = await readTree(database, revision);
    if (!tree) throw noRevision(revision);
    return { tree, files: await readFiles(database, tree) };
  }

  return {
    async validate(changes) {
      const { result } = await prepare(deps, { edit: editing(changes) });
      if (!result.ok) return { ok: false, problems: result.problems, warnings: [] };
      return { ok: true, problems: [], warnings: [...result.warnings, ...((await deps.hooks?.notes?.(result.model, changes)) ?? [])] };
    },

    plan: (changes) => planEdit(deps, editing(changes)),

    async candidate(changes) {
      const { result } = await prepare(deps, { edit: editing(changes) });
      if (!result.ok) throw invalid("The documents have problems", result.problems);
      return result.model;
    },

    async rename(wish, changes) {
      const head = await readHead(database);
      const files = applyChanges(await readFiles(database, head.tree), changes);
      const load = (candidate: Files) => loadFiles(deps.load, head.revision, candidate);
      return "field" in wish ? renameField(files, wish, load) : renameEntity(files, wish, load);
    },

    async publish({ changes, dropDraft: forget, summary, author, merge, decisions, baseRevision, confirmDestructive }) {
      const base = merge && baseRevision !== undefined ? (await filesOf(baseRevision)).files : undefined;
      let merged: readonly MergedDocument[] = [];
      const mergeInto = (files: Files, revision: number): Files => {
        const met = meetChanges(base!, files, changes, decisions);
        refuseOpen(met.meetings, revision);
        merged = mergedOf(met);
        return applyChanges(files, met.changes);
      };
      const published = await commit(deps, {
        author, confirmDestructive, ...(base ? { edit: mergeInto } : { edit: editing(changes), baseRevision }),
        summary: summary?.trim() || changes.map((change) => `${change.document === null ? "deletes" : "changes"} ${change.kind} ${change.name}`).join(", ").slice(0, 500),
        also: forget && author.id !== null ? (tx) => dropDraft(tx, author.id!) : undefined,
      });
      return merged.length > 0 ? { ...published, merged } : published;
    },

    async rollback({ revision, ...request }) {
      const { files } = await filesOf(revision);
      return commit(deps, { ...request, edit: () => files, goingBack: true, summary: `Back to revision ${revision}` });
    },

    async planRollback(revision) {
      const { files } = await filesOf(revision);
      return planEdit(deps, () => files, true);
    },

    revisions: ({ limit = 50, before } = {}) => readRevisions(database, limit, before),

    async revision(revision) {
      const found = await readRevision(database, revision);
      if (!found) throw noRevision(revision);
      return found;
    },

    async compare(from, to) {
      const before = await filesOf(from);
      const after = await filesOf(to);
      return compareFiles(before.files, after.files, { before: before.tree, after: after.tree });
    },

    async versions(address) {
      const { tree } = await readHead(database);
      return readVersions(database, pathsOf(await readFiles(database, tree), address), VERSIONS);
    },

    async files(revision) {
      if (revision !== undefined) return { revision, files: (await filesOf(revision)).files };
      const head = await readHead(database);
      return { revision: head.revision, files: await readFiles(database, head.tree) };
    },

    async hidden() {
      const state = await readState(database);
      return state.flatMap((table): HiddenData[] => {
        const on = { entity: table.entityId, table: table.table };
        return [
          ...(table.hiddenAt === undefined ? [] : [{ ...on, name: table.table, hiddenAt: table.hiddenAt }]),
          ...table.fields.flatMap((field) => (field.hiddenAt === undefined ? [] : [{ ...on, field: field.id, name: field.name, hiddenAt: field.hiddenAt }])),
          ...table.links.flatMap((link) => (link.hiddenAt === undefined ? [] : [{ ...on, field: link.fieldId, name: link.table, hiddenAt: link.hiddenAt }])),
        ];
      });
    },

    purge: ({ entity, field, author, confirmDestructive }) => database.transaction(async (tx) => {
      await lock(tx);
      const before = await readState(tx);
      const steps = planPurge(before, entity, field);
      if (steps.length === 0) throw new AppError("resource:notFound", `There is no hidden data of ${field === undefined ? `entity "${entity}"` : `field "${field}" of entity "${entity}"`}.`, { remedy: "GET /api/v1/metadata/hidden lists what there is; use ids." });
      const after = steps.reduce((state, step) => reduce(state, step, ""), before);
      const measured = await measureSteps(tx, steps, before, after, { changeOf, now: "" });
      const views = viewSteps(measured.steps);
      if (confirmDestructive !== true) confirmed(views);
      await applySteps(tx, measured.steps, after);
      await logEvent(tx, "metadata.purged", author, entity, { steps: views.map((step) => step.text) });
      return { steps: views };
    }, { statementTimeoutMs: 0 }),
  };
}

/** What publishing an edit would do, without doing it. Also used for packs. */
export async function planEdit(deps: PublishDeps, edit: (files: Files) => Files | Promise<Files>, goingBack = false): Promise<PublishPlan> {
  const { head, result } = await prepare(deps, { edit });
  const nothing = { baseRevision: head.revision, steps: [], destructive: [], rows: 0, warnings: [], moves: [] };
  if (!result.ok) return { ...nothing, problems: result.problems };
  const plan = await planSchema(deps.database, result.model, { lock: false });
  const steps = viewSteps(plan.steps);
  const rows = new Map(steps.map((step) => [step.entity, step.rows ?? 0]));
  for (const step of steps) rows.set(step.entity, Math.max(rows.get(step.entity) ?? 0, step.rows ?? 0));
  return {
    baseRevision: head.revision, problems: plan.problems, warnings: result.warnings, steps,
    destructive: viewSteps(stepsToConfirm(plan.steps, goingBack)), rows: [...rows.values()].reduce((sum, count) => sum + count, 0),
    moves: (await deps.hooks?.moves?.(deps.live.current(), result.model)) ?? [],
  };
}
