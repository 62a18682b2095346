/** What is wrong with a process: its drawing (runtime/workflow/check), and what it names that is not there. */
import { checkProcess } from "../../../workflow/check/check-process";
import { compileLoosely } from "../../../expressions/formula";
import { readScript } from "../../../workflow/engine/script";
import type { StepCardOptions } from "../../../workflow/definition/step-card";
import type { ProcessDefinition } from "../../../workflow/definition/types";
import type { UserTaskOptions } from "../../../workflow/nodes/userTask/definition";
import { checkCondition } from "../../check-condition";
import { entityOfDocument } from "../../check-screens";
import { at, documentsOf, typeOf } from "../../loading";
import { findField } from "../../paths";
import type { Origin, Problems } from "../../problem";
import { suggest } from "../../schema-problems";
import { isTimeZone } from "../../time-zone";
import type { EntityModel } from "../../types";
import { checkNamedRoles } from "../named-roles";
import { checkCalendarName } from "../workingCalendar/kind";
import type { CheckContext } from "../part";
import { checkPeople, type PeopleScope } from "./check-people";
import { checkService } from "./check-service";
import type { ProcessModel } from "./model";
import { warnOfRights } from "./rights";

export function checkProcessPart(part: ProcessModel, origin: Origin, context: CheckContext): void {
  const { loading } = context;
  const place = pointerOf(part.definition, origin);
  for (const { severity, area, elements, code, message, remedy } of checkProcess(part.definition)) {
    const list = severity === "error" && area !== "file" ? loading.problems : loading.warnings;
    list.add(place(elements), code, message, remedy ?? "Mend it in the drawing.");
  }
  const entity = part.entity === undefined ? undefined : entityOfDocument(loading, part.entity, origin);
  checkNamedRoles(loading, part.actsAs, context.roles, at(origin, "actsAs"));
  checkStarts(part, entity, origin, context);
  checkCalendarName(part.definition.calendar, at(origin, "calendar"), loading);
  for (const key of ["lanes", "nodes"] as const) part.definition[key]?.forEach(({ calendar }, i) => checkCalendarName(calendar, at(origin, key, i, "calendar"), loading));
  const scope: PeopleScope = { entity, definition: part.definition, context };
  part.definition.lanes?.forEach((lane, i) => checkPeople(lane.responsible, at(origin, "lanes", i, "responsible"), scope));
  warnOfRights(origin, scope);
  part.definition.nodes.forEach((node, i) => {
    const options = at(origin, "nodes", i, "options");
    if (node.type === "userTask") {
      checkPeople(node.options?.responsible, at(options, "responsible"), scope);
      const forms = entity && (context.screens.forms.get(entity.name) ?? []).map((form) => form.name);
      if (node.options?.form !== undefined && !forms?.includes(node.options.form)) loading.problems.add(at(options, "form"), "unknownForm", `There is no form "${node.options.form}" of the record of the process`, suggest(node.options.form, forms ?? [], "Name a form of the entity, and the entity in the process."));
      if (node.options?.collegial !== undefined && !entity) loading.problems.add(at(options, "collegial"), "noRecord", "A collegial action needs a record, and the process is about none", 'Name an entity for the process, or take "collegial" away.');
      if (node.options?.secret && node.options.collegial !== "vote") loading.problems.add(at(options, "secret"), "surplus", "Only a vote can be secret", 'Take "secret" away, or let them vote.');
      checkWeights(node.options ?? {}, at(options, "responsible"), loading.problems);
      if (node.options?.inSequence && node.options.collegial === undefined) loading.problems.add(at(options, "inSequence"), "surplus", '"inSequence" means nothing without a collegial action', 'Take it away, or add "collegial".');
      if (node.options?.completion === "quorum" && node.options.quorum === undefined) loading.problems.add(options, "missing", "It is not said how many people have to finish the task", 'Add "quorum".');
    }
    if (node.type === "manualTask") checkPeople(node.options?.responsible, at(options, "responsible"), scope);
    if (node.type === "userTask" || node.type === "manualTask") checkCard(node.options ?? {}, options, scope);
    if (node.type === "businessRuleTask" && node.options?.decision !== undefined) checkDecisionName(node.options.decision, at(options, "decision"), context);
    if (node.type === "scriptTask") for (const { message, remedy } of readScript(node.options?.script ?? "").faults) loading.problems.add(at(options, "script"), "script", message.replace(/\.$/, ""), remedy);
    if (node.type === "serviceTask" && node.options?.service !== undefined) checkService(node.options.service, node.options.settings ?? {}, entity, options, context);
  });
}

function checkWeights({ responsible = [], collegial, secret }: UserTaskOptions, origin: Origin, problems: Problems): void {
  responsible.forEach(({ weight }, i) => weight !== undefined && collegial === undefined && problems.add(at(origin, i, "weight"), "surplus", '"weight" means nothing without a collegial action', 'Take it away, or add "collegial".'));
  if (secret && new Set(responsible.map(({ weight = 1 }) => weight)).size > 1) problems.add(origin, "weights", "Different weights would tell who voted what", 'Give everybody the same weight, or take "secret" away.');
}

/** Who is told of a step, and the files that go with it. */
function checkCard({ notifications = [], attachments = [] }: StepCardOptions, origin: Origin, scope: PeopleScope): void {
  const { entity, context: { loading } } = scope;
  const { problems } = loading;
  for (const [list, key] of [[notifications, "notifications"], [attachments, "attachments"]] as const) {
    if (list.length > 0 && !entity) problems.add(at(origin, key), "noRecord", "They belong to a record, and the process is about none", `Name an entity for the process, or take "${key}" away.`);
    list.forEach(({ id }, i) => list.findIndex((one) => one.id === id) < i && problems.add(at(origin, key, i, "id"), "duplicateId", `Two of them have the id "${id}"`, "Choose another id."));
  }
  notifications.forEach(({ to, on, before }, i) => {
    checkPeople(to, at(origin, "notifications", i, "to"), scope);
    if (before !== undefined && on !== "dueSoon") problems.add(at(origin, "notifications", i, "before"), "surplus", `"before" means nothing with "${on}"`, 'Take it away, or choose "dueSoon".');
  });
  const fields = entity?.fields.filter((field) => typeOf(loading, field)?.traits?.files).map(({ name }) => name) ?? [];
  attachments.forEach(({ field, required, decisions }, i) => {
    const place = at(origin, "attachments", i);
    if (entity && field !== undefined && !fields.includes(field)) problems.add(at(place, "field"), "unknownField", `There is no field for files "${field}"`, suggest(field, fields, "Name a field of the record that holds files, or take this away."));
    if (decisions !== undefined && !required) problems.add(at(place, "decisions"), "surplus", '"decisions" means nothing while nothing is required', 'Add "required", or take it away.');
  });
}

function checkDecisionName(name: string, origin: Origin, { loading }: CheckContext): void {
  const names = documentsOf(loading, "decision").map(({ body }) => body.name);
  if (!names.includes(name)) loading.problems.add(origin, "unknownDecision", `There is no decision "${name}"`, suggest(name, names, "Add a decision table of that name."));
}

/** Where in the document the first of some elements stands. */
function pointerOf(definition: ProcessDefinition, origin: Origin): (elements: readonly string[]) => Origin {
  const places = new Map<string, Origin>();
  for (const key of ["pools", "lanes", "nodes", "flows", "messageFlows"] as const) definition[key]?.forEach(({ id }, i) => places.has(id) || places.set(id, at(origin, key, i)));
  return (elements) => places.get(elements[0] ?? "") ?? origin;
}

/** Keys that mean something with one kind of start only. */
const BELONGS = { label: "hand", icon: "hand", on: "record", fields: "record", cron: "time", timeZone: "time", map: "webhook", record: "webhook" } as const;

function checkStarts(part: ProcessModel, entity: EntityModel | undefined, origin: Origin, { loading }: CheckContext): void {
  const { problems } = loading;
  const written = (part.definition as unknown as { readonly starts?: readonly Record<string, unknown>[] }).starts ?? [];
  const seen = new Set<string>();
  part.starts.forEach((start, i) => {
    const place = at(origin, "starts", i);
    if (seen.has(start.id)) problems.add(at(place, "id"), "duplicateId", `Two starts have the id "${start.id}"`, "Choose another id.");
    seen.add(start.id);
    for (const [key, kind] of Object.entries(BELONGS)) if (written[i]?.[key] !== undefined && start.kind !== kind) problems.add(at(place, key), "surplus", `"${key}" means nothing with a start of the kind "${start.kind}"`, `Take it away, or choose "${kind}".`);
    if (start.kind === "time") {
      if (!/^(\S+\s+){4}\S+$/.test(start.cron.trim())) problems.add(at(place, "cron"), "cron", "It is not said when it starts", 'Write five parts: minute, hour, day of month, month, day of week; for instance "0 9 * * MON".');
      if (!isTimeZone(start.timeZone)) problems.add(at(place, "timeZone"), "timeZone", `There is no time zone "${start.timeZone}"`, 'Write it like "Europe/Kyiv".');
      return;
    }
    if (start.kind === "webhook") return checkHookStart(start, part, entity, place, problems);
    if (!entity) {
      if (start.kind === "record" || start.when) problems.add(place, "missing", "It is not said which entity the record belongs to", 'Add "entity" to the process.');
      return;
    }
    checkCondition(loading, start.when, entity, at(place, "when"));
    if (start.kind !== "record") return;
    if (start.on === "changed" && start.fields.length === 0) problems.add(place, "missing", '"changed" needs the fields that must change', 'Add "fields", or choose "updated".');
    if (start.on !== "changed" && start.fields.length > 0) problems.add(at(place, "fields"), "surplus", `"fields" means nothing with "${start.on}"`, 'Take it away, or choose "changed".');
    start.fields.forEach((name, f) => {
      const found = findField(entity, name);
      if (!found.ok) problems.add(at(place, "fields", f), found.code, found.message, found.remedy);
      else if (!found.field.audited) problems.add(at(place, "fields", f), "notAudited", `Changes of the field "${name}" are not written down, so they can start nothing`, 'Give the field "audited": true.');
    });
  });
}

function checkHookStart({ map = [], record }: Extract<ProcessModel["starts"][number], { kind: "webhook" }>, { definition }: ProcessModel, entity: EntityModel | undefined, place: Origin, problems: CheckContext["loading"]["problems"]): void {
  const variables = (definition.variables ?? []).map(({ name }) => name);
  const formula = (text: string, where: Origin): void => {
    const compiled = compileLoosely(text);
    if ("fault" in compiled) problems.add(where, "formula", `The formula cannot be read: ${compiled.fault.replace(/\.$/, "")}`, compiled.remedy);
    else for (const [name] of compiled.references) if (name !== "body") problems.add(where, "unknownVariable", `The formula asks for "${name}", and only "body" is known when a call comes`, 'Write it like "body.amount".');
  };
  map.forEach(({ to, from }, i) => {
    if (!variables.includes(to)) problems.add(at(place, "map", i, "to"), "unknownVariable", `The process has no variable "${to}"`, suggest(to, variables, "Declare it among the variables of the process."));
    formula(from, at(place, "map", i, "from"));
  });
  if (record === undefined) return;
  formula(record, at(place, "record"));
  if (!entity) problems.add(at(place, "record"), "missing", "It is not said which entity the record belongs to", 'Add "entity" to the process.');
}
