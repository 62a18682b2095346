/** Who asks, which record it is about, and as whom he may act. Whoever may not see a record gets the answer for one that is not there. */
import { sql } from "kysely";
import type { Queryable, Tx } from "../db/pool";
import { sys } from "../db/schemas";
import { dayIn } from "../kernel/days";
import { AppError, isAppError } from "../kernel/errors";
import { actorId, type Principal } from "../kernel/principal";
import type { EntityModel } from "../model/types";
import type { RowRule } from "../permissions/scopes";
import { readingOf } from "../queries/caller";
import type { CollegialCall, CollegialDeps } from "./deps";

export interface PersonView {
  readonly id: string;
  readonly title: string;
}

export function personIn({ ctx }: CollegialCall): string {
  const id = actorId(ctx.principal);
  if (id === null) throw new AppError("right:missing", "Only people take part.");
  return id;
}

export const within = <T>(deps: CollegialDeps, call: CollegialCall, work: (tx: Tx) => Promise<T>): Promise<T> => (call.tx ? work(call.tx) : deps.db.transaction(work));

export const noRecord = (): AppError => new AppError("record:notFound", "There is no such record, or you may not see it.", { remedy: "Check the id; the record may have been deleted." });
export const noResolution = (): AppError => new AppError("resource:notFound", "There is no such vote, approval, signing or acquaintance, or you may not see it.", { remedy: "Read the list again." });

export interface Reached {
  readonly record: Readonly<Record<string, unknown>>;
  readonly answers: readonly boolean[];
}

/** The record as somebody may read it (with `paths`), and answers to questions about it; undefined when he may not. */
export async function reach(deps: CollegialDeps, call: CollegialCall, entity: EntityModel, id: string, { principal = call.ctx.principal, paths = ["id"], questions = [] }: { readonly principal?: Principal; readonly paths?: readonly string[]; readonly questions?: readonly RowRule[] } = {}): Promise<Reached | undefined> {
  try {
    return (await deps.queries.read({ model: call.model, ctx: { ...call.ctx, principal }, db: call.db }, entity.name, [id], { paths, trusted: true, trash: "without", lock: false, questions }))[0];
  } catch (error) {
    if (isAppError(error) && error.status === 404) return undefined;
    throw error;
  }
}

/** Kinds the caller may begin on a record he reads. @throws AppError record:notFound, entity:notFound. */
export async function place(deps: CollegialDeps, call: CollegialCall, entityName: string, id: string, paths: readonly string[] = ["id"]) {
  const { entity, collegial } = readingOf(call.model, call.ctx.principal).access(entityName);
  const kinds = [...collegial.keys()];
  const found = await reach(deps, call, entity, id, { paths, questions: kinds.map((kind) => collegial.get(kind)!) });
  if (!found) throw noRecord();
  return { entity, record: found.record, mayBegin: kinds.filter((_, i) => found.answers[i]) };
}


/** The caller first, then those he stands in for by actions of this kind. */
export async function selvesOf(deps: CollegialDeps, call: CollegialCall, kind: string): Promise<readonly string[]> {
  const me = personIn(call);
  return [me, ...(await deps.actsFor(me, dayIn(call.ctx.now, call.ctx.timeZone), kind, call.db))];
}

export async function peopleNamed(db: Queryable, ids: readonly (string | null)[]): Promise<(id: string | null) => PersonView | null> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const rows = wanted.length ? await db.run<{ id: string; name: string }>(sql`select id, name from ${sys("users")} where id = any(${wanted}::uuid[])`) : [];
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (id) => (id === null ? null : { id, title: names.get(id) ?? "" });
}
