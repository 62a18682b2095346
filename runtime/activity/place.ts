/** A *place*: one record somebody may read, with the letters he has for each thing inside it. Everything in this folder starts here. */
import type { Queryable } from "../db/pool";
import { readingOf } from "../queries/caller";
import type { Queries } from "../queries";
import type { Ctx } from "../kernel/context";
import { AppError } from "../kernel/errors";
import type { AppModel, EntityModel, Thing, Verb } from "../model/types";
import { LETTER } from "../permissions/scopes";
import { THINGS } from "../permissions/things";

export interface ActivityCall {
  readonly model: AppModel;
  readonly ctx: Ctx;
  readonly db: Queryable;
}

export interface Place {
  readonly entity: EntityModel;
  readonly id: string;
  readonly version: number;
  /** Letters of crud, by thing. */
  readonly may: Readonly<Record<Thing, string>>;
}

const VERBS: readonly Verb[] = ["create", "read", "update", "delete"];
/** One question for each thing and verb, and where its answer stands. */
const QUESTIONS = THINGS.flatMap((thing) => VERBS.map((verb) => ({ thing, verb })));

/** @throws AppError record:notFound, entity:notFound for whoever may not read the record; records in the trash have no activity. */
export async function placeOf(queries: Queries, call: ActivityCall, entityName: string, id: string): Promise<Place> {
  const { entity, things } = readingOf(call.model, call.ctx.principal).access(entityName);
  const [found] = await queries.read(call, entityName, [id], { paths: ["id", "version"], trusted: true, trash: "without", lock: false, questions: QUESTIONS.map(({ thing, verb }) => things[thing][verb]) });
  if (!found) throw new AppError("record:notFound", "There is no such record, or you may not see it.", { remedy: "Check the id; the record may have been deleted." });
  const letters = (wanted: Thing): string => QUESTIONS.map(({ thing, verb }, i) => (thing === wanted && found.answers[i] ? LETTER[verb] : "")).join("");
  return { entity, id, version: Number(found.record["version"]), may: { comments: letters("comments"), notes: letters("notes"), files: letters("files") } };
}

const WORDS: Readonly<Record<Thing, Readonly<Record<string, string>>>> = {
  comments: { r: "see comments of", c: "write comments on", u: "change comments of", d: "delete comments of" },
  notes: { r: "see notes of", c: "write notes on", u: "change notes of", d: "delete notes of" },
  files: { r: "see files of", c: "add files to", u: "replace files of", d: "delete files of" },
};

/** @throws AppError right:missing unless the caller has the letter. */
export function demand(place: Place, thing: Thing, letter: string): void {
  if (!place.may[thing].includes(letter)) throw denied(place, thing, letter);
}

export const denied = (place: Place, thing: Thing, letter: string): AppError =>
  new AppError("right:missing", `You may not ${WORDS[thing][letter]} this ${place.entity.name}.`, { remedy: "Ask an administrator for the right, or somebody who may." });

export const noPart = (what: string): AppError => new AppError("resource:notFound", `There is no such ${what}, or you may not see it.`, { remedy: "It may have been deleted; read the list again." });
