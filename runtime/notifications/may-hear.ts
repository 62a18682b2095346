/** May a reader be told of an occurrence by a rule? What he could not find out by looking is not told. */
import { visibleParts } from "../activity/visible-parts";
import { mayHear } from "../events/visible";
import { isAppError } from "../kernel/errors";
import type { NotificationModel } from "../model/kinds/notification/model";
import { readingOf } from "../queries/caller";
import type { Occurrence, Reader, Telling } from "./occurrence";
import { contextOf } from "../mail/reader";

export async function mayBeTold(telling: Telling, reader: Reader, occurrence: Occurrence, rule: Pick<NotificationModel, "on">): Promise<boolean> {
  const { entity, recordId, part, verb } = occurrence;
  const call = { db: telling.db, model: telling.model, ctx: contextOf(reader, telling.now) };
  try {
    if (part) return (await visibleParts(telling.queries, call, [{ entity, recordId, kind: part.kind, part: part.id }])).has(part.id);
    if (!hearsChange(telling, reader, occurrence, rule)) return false;
    const found = await telling.queries.read(call, entity.name, [recordId], { paths: ["id"], trusted: true, trash: verb === "delete" ? "with" : "without", lock: false, questions: [] });
    return found.length > 0;
  } catch (error) {
    // An entity somebody has no right on at all is unknown to him.
    if (isAppError(error) && error.code === "entity:notFound") return false;
    throw error;
  }
}

/** Of a change of named fields hears who sees one of them that changed; of any change, whom the event stream tells it. */
function hearsChange({ model }: Telling, reader: Reader, { entity, changes, verb }: Occurrence, { on }: Pick<NotificationModel, "on">): boolean {
  const access = readingOf(model, reader.principal).access(entity.name);
  const changed = Object.keys(changes);
  const sees = (name: string): boolean => {
    const right = access.fields.get(name);
    return right?.read === "full" && right.when === undefined;
  };
  const wasChanged = (name: string): boolean => changed.includes(entity.fieldByName.get(name)?.id ?? "");
  if (on.event === "changed") return (on.fields ?? []).some((name) => wasChanged(name) && sees(name));
  if (on.event === "assigned") return sees("owner");
  if (on.event === "due") return on.field !== undefined && sees(on.field);
  return verb !== "update" || mayHear(access, { changed });
}
