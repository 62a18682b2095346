/** Files added to records, found by their names: only on records the caller reads, and where he may see their files. */
import { sql } from "kysely";
import { label } from "../model/accessors";
import type { Queries } from "../queries";
import type { Hit } from "../queries/global-search";
import { readingOf } from "../queries/caller";
import { fieldType } from "../fields/index";
import { sys } from "../db/schemas";
import type { ActivityCall } from "./place";
import { visibleParts } from "./visible-parts";

/** Newest files that are looked through for those the caller may see. */
const CANDIDATES = 200;
const WORD = { en: "File", ru: "Файл", uk: "Файл", tr: "Dosya" };

/** Records with such a file, at most `limit`, the newest file first. */
export async function findFiles(queries: Queries, call: ActivityCall, text: string, limit: number, only?: string): Promise<Hit[]> {
  const { db, model, ctx } = call;
  const reading = readingOf(model, ctx.principal);
  const entities = new Map([...model.entities.values()].filter(({ name }) => reading.access(name).rows.read.length > 0).map((entity) => [entity.id, entity]));
  const wanted = only === undefined ? undefined : (model.entities.get(only)?.id ?? "");
  const rows = await db.run<{ part: string; entity: string; record_id: string; name: string }>(sql`select a.id as part, a.entity, a.record_id, f.name from ${sys("attachments")} a
    join ${sys("files")} f on f.attachment_id = a.id and f.number = a.last_number
    where a.post_id is null and f.state = 'attached' and position(lower(${text.trim()}) in lower(f.name)) > 0 ${wanted === undefined ? sql`` : sql`and a.entity = ${wanted}`}
    order by a.id desc limit ${CANDIDATES}`);
  const news = rows.flatMap((row) => {
    const entity = entities.get(row.entity);
    return entity ? [{ entity, recordId: row.record_id, kind: "file" as const, part: row.part }] : [];
  });
  const seen = await visibleParts(queries, call, news);
  const shown = [...new Map(rows.filter(({ part }) => seen.has(part)).reverse().map((row) => [row.record_id, row])).values()].reverse().slice(0, limit);
  return Promise.all(
    shown.map(async ({ entity, record_id: id, name: file }): Promise<Hit> => {
      const { name, titleField, fieldByName } = entities.get(entity)!;
      const readsTitle = reading.access(name).fields.get(titleField)?.read === "full";
      const [found] = readsTitle ? await queries.read(call, name, [id], { paths: [titleField], trusted: false, trash: "without", lock: false, questions: [] }) : [];
      const title = found ? fieldType(fieldByName.get(titleField)!.type).toText(found.record[titleField] as never, fieldByName.get(titleField)!.options) : null;
      return { entity: name, id, title, snippet: { field: "files", label: label(WORD, ctx.language), text: file } };
    }),
  );
}
