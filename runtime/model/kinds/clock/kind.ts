import { definedOnly } from "../../build-field";
import { checkCondition } from "../../check-condition";
import { entityOfDocument } from "../../check-screens";
import { at, documentsOf, type Loading } from "../../loading";
import type { Origin } from "../../problem";
import { suggest } from "../../schema-problems";
import type { EntityModel } from "../../types";
import type { PartKind } from "../part";
import { checkCalendarName } from "../workingCalendar/kind";
import type { ClientClock, ClockEvent, ClockModel } from "./model";

export const clock: PartKind<"clock", ClockModel, ClientClock> = {
  kind: "clock",
  addressed: true,
  words: { group: "clocks", tree: () => new Map([["label", new Map()]]) },
  build: ({ id, name, label, entity, calendar, start, pause, stop, targets, events }, words) => ({
    id, name, label: words.label(label, "label"), entity, calendar, stop, ...definedOnly({ start, pause }), targets: targets as ClockModel["targets"], events: (events ?? []) as readonly ClockEvent[],
  }),
  check(part, origin, { loading }) {
    const entity = entityOfDocument(loading, part.entity, origin);
    checkCalendarName(part.calendar, at(origin, "calendar"), loading);
    for (const list of ["targets", "events"] as const) part[list].forEach(({ id }, i) => {
      if (part[list].findIndex((one) => one.id === id) !== i) loading.problems.add(at(origin, list, i, "id"), "duplicateId", `Two entries have the id "${id}"`, "Choose another id.");
    });
    if (!entity) return;
    if (entity.system) loading.problems.add(at(origin, "entity"), "system", `Records of "${entity.name}" have no clocks`, "Name an entity of your own.");
    for (const key of ["start", "pause", "stop"] as const) checkCondition(loading, part[key], entity, at(origin, key));
    part.targets.forEach(({ when }, i) => checkCondition(loading, when, entity, at(origin, "targets", i, "when")));
    if (part.targets.at(-1)?.when) loading.warnings.add(at(origin, "targets"), "noTarget", "Records that fulfil none of the conditions have no term", 'Add a last target without "when".');
    part.events.forEach((event, i) => checkEvent(event, entity, at(origin, "events", i), loading));
  },
  client: (part, lens) => (lens.reads(part.entity) ? { id: part.id, name: part.name, label: lens.text(part.label), entity: part.entity } : undefined),
};

function checkEvent({ notify, set, process }: ClockEvent, entity: EntityModel, origin: Origin, loading: Loading): void {
  const { problems } = loading;
  if (notify === undefined && set === undefined && process === undefined) problems.add(origin, "missing", "Nothing happens", 'Add "notify", "set" or "process".');
  const rules = documentsOf(loading, "notification").flatMap(({ body }) => (body.entity === entity.name && body.on.event === "clock" ? [body.name] : []));
  if (notify !== undefined && !rules.includes(notify)) problems.add(at(origin, "notify"), "unknownNotification", `There is no notification "${notify}" of "${entity.name}" with the event "clock"`, suggest(notify, rules, "Add one."));
  for (const name of Object.keys(set ?? {})) if (!entity.fieldByName.has(name)) problems.add(at(origin, "set", name), "unknownField", `The entity "${entity.name}" has no field "${name}"`, suggest(name, entity.fieldByName.keys()));
  const processes = documentsOf(loading, "process").flatMap(({ body }) => (body.entity === entity.name ? [body.name] : []));
  if (process !== undefined && !processes.includes(process)) problems.add(at(origin, "process"), "unknownProcess", `There is no process "${process}" about "${entity.name}"`, suggest(process, processes, "Name a process about the entity."));
}
