/**
 * Records: the writing half of the gateway. A *call* says who asks, in which revision, and perhaps in which transaction. Each verb
 * works by itself (one statement, or its own transaction) or inside a given one.
 */
import { sql } from "kysely";
import type { Ctx } from "../kernel/context";
import { isAppError } from "../kernel/errors";
import { isStaleSchema } from "../db/failures";
import type { Database, Queryable, Tx } from "../db/pool";
import { computationOf, storageOf } from "../fields/traits";
import type { AppModel, EntityModel } from "../model/types";
import { readingOf } from "../queries/caller";
import type { Queries } from "../queries";
import { period, renderNumber, type Reset } from "../fields/autonumber/number";
import { answerShape, type AnswerShape } from "./answer";
import { saveChildren, withChildren } from "./children";
import type { Values } from "./input";
import { updateDirectly } from "./direct-update";
import { saveLinks } from "./links";
import { purgeRecord, removeAll, removeRecord, restoreRecord } from "./remove";
import { createRecord, currentRecord, needsTransaction, updateRecord, type SaveContext, type Saved, type SaveOptions } from "./save";
import { emptyRollups, hasDependents, settle, type Touched } from "./settle";
import type { SecretBox } from "../kernel/secret-box";
import { createAll, updateAll, type ChangedRow, type NewRow } from "./save-many";
import { refuseCycles } from "./acyclic";
import { saveApart } from "./apart";
import { attachFiles } from "./files";

export interface RecordCall {
  readonly model: AppModel;
  readonly ctx: Ctx;
  readonly tx?: Tx;
}

/** What the answer has in it: fields and paths as in a list; everything when left out. */
export interface Answer {
  readonly fields?: readonly string[];
}

/** A save inside a transaction: what it touched is settled when the outermost verb ends. */
interface Unit extends SaveContext {
  readonly touched: Touched[];
}

export interface RecordDeps {
  readonly db: Database;
  readonly queries: Queries;
  readonly box: SecretBox;
  /** What follows records in the transaction that writes them; nothing when left out. */
  readonly follower?: Follower;
}

/** Hears of records as they are once everything computed is settled. */
export interface Follower {
  concerns(model: AppModel, entity: EntityModel): boolean;
  written(place: { readonly model: AppModel; readonly db: Queryable; readonly now: Date }, touched: readonly Touched[]): Promise<void>;
}

export type Records = ReturnType<typeof createRecords>;

export function createRecords({ db, queries, box, follower }: RecordDeps) {
  const reaches = (model: AppModel, entity: EntityModel): boolean => hasDependents({ model }, entity) || follower?.concerns(model, entity) === true;
  const direct = (call: RecordCall): SaveContext => ({ model: call.model, ctx: call.ctx, db: call.tx ?? db, queries });

  /** Runs `work` in the call's transaction or in a new one, and settles computed values at its end. */
  async function together<T>(call: RecordCall, work: (unit: SaveContext) => Promise<T>): Promise<T> {
    const run = async (tx: Tx) => {
      const unit: Unit = { model: call.model, ctx: call.ctx, db: tx, queries, touched: [] };
      const result = await work(unit);
      await settle(unit, unit.touched);
      await follower?.written({ model: unit.model, db: tx, now: unit.ctx.now }, unit.touched);
      return result;
    };
    return call.tx ? run(call.tx) : db.transaction(run);
  }

  const touch = (save: SaveContext, entity: EntityModel, saved: Pick<Saved, "id" | "before"> & { after: Values | null }): void => {
    if ("touched" in save && reaches(save.model, entity)) (save as Unit).touched.push({ entity, id: saved.id, before: saved.before, after: saved.after });
  };

  const entityOf = (save: SaveContext, name: string): EntityModel => readingOf(save.model, save.ctx.principal).access(name).entity;

  async function createIn(save: SaveContext, entityName: string, body: unknown, options: SaveOptions = {}): Promise<Saved> {
    const entity = entityOf(save, entityName);
    const [numbers] = await nextNumbers(save, entity, 1);
    const saved = await createRecord(save, entityName, body, { ...options, computed: { ...emptyRollups(entity), ...numbers } });
    await followUp(save, entity, saved, options.pointer);
    return saved;
  }

  async function updateIn(save: SaveContext, entityName: string, id: string, body: Record<string, unknown>, options: SaveOptions & { version?: number } = {}): Promise<Saved> {
    const saved = await updateRecord(save, entityName, id, body, options);
    await followUp(save, entityOf(save, entityName), saved, options.pointer);
    return saved;
  }

  async function createAllIn(save: SaveContext, entityName: string, rows: readonly NewRow[]): Promise<void> {
    const entity = entityOf(save, entityName);
    const numbers = await nextNumbers(save, entity, rows.length);
    const saved = await createAll(save, entityName, rows.map(({ body, options }, i) => ({ body, options: { ...options, computed: { ...emptyRollups(entity), ...numbers[i] } } })));
    for (const [i, one] of saved.entries()) await followUp(save, entity, one, rows[i]!.options.pointer);
  }

  async function updateAllIn(save: SaveContext, entityName: string, rows: readonly ChangedRow[]): Promise<void> {
    const saved = await updateAll(save, entityName, rows);
    for (const [i, one] of saved.entries()) await followUp(save, entityOf(save, entityName), one, rows[i]!.options.pointer);
  }

  async function removeAllIn(save: SaveContext, entityName: string, ids: readonly string[]): Promise<void> {
    for (const removed of await removeAll(save, entityName, ids)) touch(save, removed.entity, { id: removed.id, before: removed.before, after: null });
  }

  async function followUp(save: SaveContext, entity: EntityModel, saved: Saved, pointer?: string): Promise<void> {
    await refuseCycles(save, entity, saved, pointer);
    await saveApart(save, box, entity, saved);
    await attachFiles(save, entity, saved, pointer);
    await saveLinks(save, entity, saved.id, saved.given, pointer);
    await saveChildren(save, verbs, saved, entity.name, pointer);
    touch(save, entity, saved);
  }

  async function removeIn(save: SaveContext, entityName: string, id: string, version?: number): Promise<void> {
    for (const removed of await removeRecord(save, entityName, id, version)) touch(save, removed.entity, { id: removed.id, before: removed.before, after: null });
  }

  async function read(call: RecordCall, entityName: string, id: string, { paths, children }: AnswerShape): Promise<Record<string, unknown>> {
    const save = direct(call);
    return withChildren(save, entityName, id, await currentRecord(save, entityName, id, paths), children);
  }

  /** For who has no right on the entity at all, nothing is said about its fields; the verb refuses. */
  function shapeOf(call: RecordCall, entityName: string, fields: readonly string[] | undefined): AnswerShape {
    const reading = readingOf(call.model, call.ctx.principal);
    const { rows } = reading.access(entityName);
    return rows.read.length || rows.create.length ? answerShape(reading, entityName, fields) : {};
  }

  /**
   * The record as it stands after a write; as the write itself answered where its writer may not read it (any more), or where a
   * publish on another node came between: what is committed must not be answered as if it had failed.
   */
  async function written(call: RecordCall, entityName: string, { id, record }: Pick<Saved, "id" | "record">, shape: AnswerShape = {}): Promise<Record<string, unknown>> {
    return read(call, entityName, id, shape).catch((error: unknown) => {
      if ((isAppError(error) && error.status === 404) || (!call.tx && isStaleSchema(error))) return record;
      throw error;
    });
  }

  const verbs = {
    together,
    createIn,
    updateIn,
    removeIn,
    createAllIn,
    updateAllIn,
    removeAllIn,
    written,

    /** Creates a record and gives it as the caller may see it, child rows included. @throws AppError input:invalid, right:missing, conflict:unique. */
    async create(call: RecordCall, entityName: string, body: unknown, { fields, ...options }: SaveOptions & Answer = {}): Promise<Record<string, unknown>> {
      const access = readingOf(call.model, call.ctx.principal).access(entityName);
      const { entity } = access;
      const shape = shapeOf(call, entityName, fields);
      const save: SaveOptions = { ...options, paths: shape.paths };
      const simple = !call.tx && !counts(entity) && !reaches(call.model, entity) && !needsTransaction(access, namesOf(body)) && !shape.children?.size;
      if (simple) return (await createRecord(direct(call), entityName, body, { ...save, computed: emptyRollups(entity) })).record;
      return written(call, entityName, await together(call, (unit) => createIn(unit, entityName, body, save)), shape);
    },

    /** Changes a record. `version` (or body.version) protects from overwriting what others changed. */
    async update(call: RecordCall, entityName: string, id: string, body: Record<string, unknown>, { fields, version }: { version?: number } & Answer = {}): Promise<Record<string, unknown>> {
      const access = readingOf(call.model, call.ctx.principal).access(entityName);
      const shape = shapeOf(call, entityName, fields);
      const options = { version, paths: shape.paths };
      const simple = !call.tx && !reaches(call.model, access.entity) && !needsTransaction(access, namesOf(body)) && !shape.children?.size;
      if (simple) return (await updateDirectly(direct(call), entityName, id, body, options)) ?? (await updateRecord(direct(call), entityName, id, body, options)).record;
      return written(call, entityName, await together(call, (unit) => updateIn(unit, entityName, id, body, options)), shape);
    },

    /** Changes a record by a rule, in the call's transaction where it has one; nobody looks at the record. */
    async change(call: RecordCall, entityName: string, id: string, body: Record<string, unknown>): Promise<void> {
      const access = readingOf(call.model, call.ctx.principal).access(entityName);
      const simple = !reaches(call.model, access.entity) && !needsTransaction(access, namesOf(body));
      if (simple && (await updateDirectly(direct(call), entityName, id, body, { paths: ["id"] }))) return;
      await together(call, (unit) => updateIn(unit, entityName, id, body, { byRule: true, silent: true }));
    },

    /** One record with its child rows. */
    async get(call: RecordCall, entityName: string, id: string, { fields }: Answer = {}): Promise<Record<string, unknown>> {
      return read(call, entityName, id, shapeOf(call, entityName, fields));
    },

    /** To the trash, with its child rows. @throws AppError conflict:inUse when others refer to it and the reference restricts. */
    async remove(call: RecordCall, entityName: string, id: string, version?: number): Promise<void> {
      await together(call, (unit) => removeIn(unit, entityName, id, version));
    },

    /** Out of the trash, with the child rows that went with it. */
    async restore(call: RecordCall, entityName: string, id: string): Promise<Record<string, unknown>> {
      await together(call, async (unit) => {
        for (const back of await restoreRecord(unit, entityName, id)) touch(unit, back.entity, { id: back.id, before: null, after: back.after });
      });
      return written(call, entityName, { id, record: { id } });
    },

    /** For ever; only from the trash. */
    async purge(call: RecordCall, entityName: string, id: string): Promise<void> {
      await together(call, (unit) => purgeRecord(unit, entityName, id));
    },
  };
  return verbs;
}

const namesOf = (body: unknown): string[] => (body !== null && typeof body === "object" ? Object.keys(body) : []);

const counts = (entity: EntityModel): boolean => entity.fields.some((field) => computationOf(field) === "counter");

/** Next values of the counters of so many records. The counter row is locked until the transaction ends, so numbers have no gaps. */
async function nextNumbers(save: SaveContext, entity: EntityModel, records: number): Promise<Values[]> {
  const numbers = Array.from({ length: records }, (): Values => ({}));
  if (records === 0) return numbers;
  for (const field of entity.fields) {
    if (computationOf(field) !== "counter" || storageOf(field) !== "columns") continue;
    const { format, reset, start = 1 } = field.options as { format: string; reset?: Reset; start?: number };
    const key = period(format, save.ctx.now, reset, save.ctx.timeZone);
    const [row] = await save.db.run<{ value: number }>(sql`insert into metaloom.counters as c (entity_id, field_id, period, value) values (${entity.id}, ${field.id}, ${key}, ${start + records - 1}) on conflict (entity_id, field_id, period) do update set value = c.value + ${records} returning value`);
    for (const [i, values] of numbers.entries()) values[field.name] = renderNumber(format, row!.value - records + 1 + i, save.ctx.now, save.ctx.timeZone);
  }
  return numbers;
}

