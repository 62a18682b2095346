/** One occurrence becomes notifications: rules that fit, people they name, of these who may hear of it, each in his own words. */
import type { NotificationModel } from "../model/kinds/notification/model";
import { EVENTS } from "./events";
import { mayBeTold } from "./may-hear";
import type { Occurrence, Reader, Telling } from "./occurrence";
import { asProduct, factPaths, recipientsOf, type Facts } from "./recipients";
import { fill, valuesFor, wordsIn } from "./render";
import { chosenModes, type Modes } from "./settings";
import { writeNews } from "./write";

/** Rules that fit, the more telling ones first. */
export function rulesFor(rules: readonly NotificationModel[], occurrence: Occurrence): NotificationModel[] {
  const fitting = rules.filter((rule) => rule.entity === occurrence.entity.name && (occurrence.rule === undefined || occurrence.rule === rule.id) && EVENTS[rule.on.event].fits(occurrence, rule.on));
  return fitting.sort((a, b) => EVENTS[a.on.event].rank - EVENTS[b.on.event].rank);
}

/** Returns how many people were told. Nobody is told of one occurrence twice. */
export async function tell(telling: Telling, occurrence: Occurrence, mergeSeconds: number): Promise<number> {
  const told = new Set<string>();
  for (const rule of rulesFor(telling.model.parts.notification, occurrence)) {
    const facts = await factsOf(telling, occurrence, rule);
    if (!facts) continue;
    for (const userId of await recipientsOf(telling, rule.to, occurrence, facts)) {
      if (told.has(userId) || (userId === occurrence.actorId && !rule.self)) continue;
      if (await tellOne(telling, occurrence, rule, userId, mergeSeconds)) told.add(userId);
    }
  }
  return told.size;
}

/** The record now; undefined when it is gone, or does not fulfil the rule's condition. */
async function factsOf(telling: Telling, { entity, recordId, verb }: Occurrence, rule: NotificationModel): Promise<Facts | undefined> {
  const filter = { field: "id", op: "eq", value: recordId } as const;
  const page = await telling.queries.list(asProduct(telling), entity.name, { fields: factPaths(rule).filter((path) => entity.fieldByName.has(path)), filter: rule.when ? { all: [filter, rule.when] } : filter, limit: 1, trash: verb === "delete" });
  return page.items[0];
}

async function tellOne(telling: Telling, occurrence: Occurrence, rule: NotificationModel, userId: string, mergeSeconds: number): Promise<boolean> {
  const reader = await telling.reader(userId);
  if (!reader) return false;
  const modes: Modes = { ...rule.channels, ...(await chosenModes(telling.db, userId)).get(rule.id) };
  if (Object.values(modes).every((mode) => mode === "off") || !(await mayBeTold(telling, reader, occurrence, rule))) return false;
  await writeNews(telling, reader, { entity: occurrence.entity.id, recordId: occurrence.recordId, modes, line: await lineOf(telling, reader, occurrence, rule) }, mergeSeconds);
  return true;
}

async function lineOf(telling: Telling, reader: Reader, occurrence: Occurrence, rule: NotificationModel) {
  const [title, text] = [wordsIn(rule.title, reader.language), rule.text ? wordsIn(rule.text, reader.language) : ""];
  const values = await valuesFor(telling, reader, occurrence, [title, text]);
  return { rule: rule.id, title: fill(title, values), text: fill(text, values), at: occurrence.at.toISOString(), actor: occurrence.actorId };
}
