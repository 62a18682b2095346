/** What people added to records, found by its words: comments, notes and names of files; only on records the caller reads, and where he may see such a part. */
import { sql } from "kysely";
import { label } from "../model/accessors";
import type { EntityModel } from "../model/types";
import type { Queries } from "../queries";
import { excerpt, searchEverywhere, type Hit } from "../queries/global-search";
import { readingOf } from "../queries/caller";
import { fieldType } from "../fields/index";
import { sys } from "../db/schemas";
import { ACTIVITY_LIMITS } from "./limits";
import { replaceMentions } from "./mentions";
import type { ActivityCall } from "./place";
import type { PartKind } from "./record-event";
import { seesPost } from "./visible";
import { visibleParts } from "./visible-parts";

/** Newest finds that are looked through for those the caller may see. */
const CANDIDATES = 200;
const WORDS: Readonly<Record<PartKind, Readonly<Record<string, string>>>> = {
  comment: { en: "Comment", ru: "Комментарий", uk: "Коментар", tr: "Yorum" },
  note: { en: "Note", ru: "Заметка", uk: "Нотатка", tr: "Not" },
  file: { en: "File", ru: "Файл", uk: "Файл", tr: "Dosya" },
};

interface Found {
  /** Id of the comment, note or file. Ids grow with time. */
  readonly id: string;
  readonly kind: PartKind;
  /** What it belongs to is what decides who sees it: a file in a comment is seen with the comment. */
  readonly part: string;
  readonly partKind: PartKind;
  readonly entity: string;
  readonly record: string;
  readonly text: string;
}

/** Records of all entities (or of one): those that contain the text, then those to which somebody added it; the records of an entity stand together. */
export async function searchWithParts(queries: Queries, call: ActivityCall, text: string, limit: number, only?: string): Promise<Hit[]> {
  const records = await searchEverywhere(queries, call, text, limit, only);
  const known = new Set(records.map(({ id }) => id));
  const all = [...records, ...(await findParts(queries, call, text, limit, only)).filter(({ id }) => !known.has(id))];
  const order = [...new Set(all.map((hit) => hit.entity))];
  return all.sort((a, b) => order.indexOf(a.entity) - order.indexOf(b.entity));
}

/** Records with such a part, at most `limit`, the newest find first. */
export async function findParts(queries: Queries, call: ActivityCall, text: string, limit: number, only?: string): Promise<Hit[]> {
  const reading = readingOf(call.model, call.ctx.principal);
  const entities = new Map([...call.model.entities.values()].filter(({ name }) => (only === undefined || name === only) && reading.access(name).rows.read.length > 0).map((entity) => [entity.id, entity]));
  const wanted = text.trim();
  if (entities.size === 0 || wanted === "") return [];
  const found = (await Promise.all([postsWith(call, wanted, [...entities.keys()]), filesNamed(call, wanted, [...entities.keys()])])).flat().sort((a, b) => (a.id < b.id ? 1 : -1));
  const seen = await visibleParts(queries, call, found.map(({ entity, record, part, partKind }) => ({ entity: entities.get(entity)!, recordId: record, kind: partKind, part })));
  const shown = new Map<string, Hit["snippet"]>();
  const of = new Map<string, { readonly entity: EntityModel; readonly kind: PartKind }>();
  for (const one of found) {
    const words = seen.has(one.part) && shown.size < limit && !shown.has(one.record) ? wordsOf(one, wanted) : undefined;
    if (words === undefined) continue;
    shown.set(one.record, { field: `${one.kind}s`, label: label(WORDS[one.kind], call.ctx.language), text: words });
    of.set(one.record, { entity: entities.get(one.entity)!, kind: one.kind });
  }
  return Promise.all([...shown].map(async ([id, snippet]) => {
    const { entity, kind } = of.get(id)!;
    return { entity: entity.name, id, title: await titleOf(queries, call, entity, id), part: kind, ...(snippet ? { snippet } : {}) };
  }));
}

/** The newest comments and notes alone are looked through: their texts have no index. */
async function postsWith({ db, ctx }: ActivityCall, wanted: string, entities: readonly string[]): Promise<Found[]> {
  return db.run<Found>(sql`select p.id, p.kind, p.id as part, p.kind as "partKind", p.entity, p.record_id as record, p.body as text
    from (select * from ${sys("posts")} order by id desc limit ${ACTIVITY_LIMITS.searched}) p
    where p.deleted_at is null and p.entity = any(${[...entities]}::text[]) and position(lower(${wanted}) in lower(translate(p.body, '*' || chr(96), ''))) > 0 and ${seesPost(ctx, "p")} order by p.id desc limit ${CANDIDATES}`);
}

async function filesNamed({ db, ctx }: ActivityCall, wanted: string, entities: readonly string[]): Promise<Found[]> {
  return db.run<Found>(sql`select a.id, 'file' as kind, coalesce(p.id, a.id) as part, coalesce(p.kind, 'file') as "partKind", a.entity, a.record_id as record, f.name as text from ${sys("attachments")} a
    join ${sys("files")} f on f.attachment_id = a.id and f.number = a.last_number left join ${sys("posts")} p on p.id = a.post_id
    where f.state = 'attached' and a.entity = any(${[...entities]}::text[]) and position(lower(${wanted}) in lower(f.name)) > 0 and (a.post_id is null or (p.deleted_at is null and ${seesPost(ctx, "p")}))
    order by a.id desc limit ${CANDIDATES}`);
}

/** The words around what was looked for, as they are read; undefined when it stands in nothing that is read (the id of somebody named). */
function wordsOf({ kind, text }: Found, wanted: string): string | undefined {
  if (kind === "file") return text;
  const said = replaceMentions(text, ({ name }) => `@${name}`);
  return excerpt(said.replace(/\*\*|`+|^(?:#+|>|[-*]) /gm, ""), wanted) ?? excerpt(said, wanted);
}

async function titleOf(queries: Queries, call: ActivityCall, { name, titleField, fieldByName }: EntityModel, id: string): Promise<string | null> {
  if (readingOf(call.model, call.ctx.principal).access(name).fields.get(titleField)?.read !== "full") return null;
  const [found] = await queries.read(call, name, [id], { paths: [titleField], trusted: false, trash: "without", lock: false, questions: [] });
  const field = fieldByName.get(titleField)!;
  const value = found?.record[titleField];
  return value === null || value === undefined ? null : fieldType(field.type).toText(value as never, field.options);
}
