/** Settings of a service task: everything they name must be there, and nothing may be written that means nothing. */
import type { Condition } from "../../../expressions/condition";
import { isServiceName, serviceDefinitions, WEB_METHODS, type ServiceSetting } from "../../../workflow/services";
import { checkFilter } from "../../check-condition";
import { entityOfDocument } from "../../check-screens";
import { at, documentsOf, typeOf } from "../../loading";
import { findField } from "../../paths";
import type { Origin } from "../../problem";
import { suggest } from "../../schema-problems";
import { WRITABLE_SYSTEM_FIELDS } from "../../system-fields";
import type { EntityModel } from "../../types";
import type { CheckContext } from "../part";

interface Scope {
  readonly context: CheckContext;
  /** Entity the service works on. */
  readonly entity: EntityModel | undefined;
  readonly origin: Origin;
}

export function checkService(service: string, settings: Readonly<Record<string, unknown>>, ofProcess: EntityModel | undefined, origin: Origin, context: CheckContext): void {
  const { problems } = context.loading;
  if (!isServiceName(service)) return problems.add(at(origin, "service"), "unknownService", `There is no service "${service}"`, suggest(service, Object.keys(serviceDefinitions)));
  const known: readonly ServiceSetting[] = serviceDefinitions[service].settings;
  const place = at(origin, "settings");
  for (const name of Object.keys(settings)) if (!known.some((one) => one.name === name)) problems.add(at(place, name), "unknownKey", `The service "${service}" has no setting "${name}"`, suggest(name, known.map((one) => one.name), "Take it away."));
  const named = settings["entity"];
  const template = documentsOf(context.loading, "template").find(({ body }) => body.name === settings["template"])?.body;
  const entity = typeof named === "string" ? entityOfDocument(context.loading, named, place) : template ? context.loading.entities.get(template.entity) : ofProcess;
  if (template && template.entity !== ofProcess?.name && settings["record"] === undefined) problems.add(place, "missing", `It is not said which record of "${template.entity}" is meant`, 'Add "record".');
  if (typeof named !== "string" && known.some((one) => one.kind === "entity" && !one.required) && !ofProcess) problems.add(place, "missing", "It is not said which record is meant", 'Name the "entity" of the process, or "entity" and "record" here.');
  if (typeof named === "string" && named !== ofProcess?.name && known.some((one) => one.name === "record") && settings["record"] === undefined) problems.add(place, "missing", `It is not said which record of "${named}" is meant`, 'Add "record".');
  for (const setting of known) {
    const value = settings[setting.name];
    if (value !== undefined) CHECKS[setting.kind](value, { context, entity, origin: at(place, setting.name) });
    else if (setting.required) problems.add(place, "missing", `The setting "${setting.name}" is missing`, `Add "${setting.name}".`);
  }
}

const says = (what: string, remedy: string, fits: (value: unknown) => boolean) => (value: unknown, { context, origin }: Scope): void => {
  if (!fits(value)) context.loading.problems.add(origin, "format", what, remedy);
};
const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);
/** `{ "value": … }` or `{ "formula": "…" }`. */
const isSource = (value: unknown): boolean => isObject(value) && Object.keys(value).length === 1 && ("value" in value || isText(value["formula"]));

function checkSources(value: unknown, { context, origin }: Scope): void {
  if (!isObject(value)) return context.loading.problems.add(origin, "format", "Names with values are expected here", 'Write { "name": { "value": 1 } }.');
  for (const [name, source] of Object.entries(value)) if (!isSource(source)) context.loading.problems.add(at(origin, name), "format", `It is not said where the value of "${name}" comes from`, 'Write { "value": … } or { "formula": "…" }.');
}

const CHECKS: Readonly<Record<ServiceSetting["kind"], (value: unknown, scope: Scope) => void>> = {
  entity: says("The name of an entity is expected here", 'Write it like "deal".', isText),
  formula: says("A formula is expected here", 'Write it like "record.id".', isText),
  name: says("The name of a variable is expected here", 'Write it like "order".', isText),
  number: says("A whole number is expected here", "Write it like 10.", (value) => Number.isInteger(value) && (value as number) > 0),
  text: says("A text or a formula is expected here", 'Write "…" or { "formula": "…" }.', (value) => isText(value) || (isObject(value) && isText(value["formula"]))),
  method: says("A method is expected here", `Use one of: ${WEB_METHODS.join(", ")}.`, (value) => (WEB_METHODS as readonly unknown[]).includes(value)),
  values: checkSources,
  condition(value, { context, entity, origin }) {
    if (!isObject(value)) context.loading.problems.add(origin, "format", "A condition is expected here", 'Write it like { "field": "stage", "op": "eq", "value": "won" }.');
    else if (entity) checkFilter(context.loading, value as unknown as Condition, entity, origin, paramsIn(value));
  },
  fields(value, scope) {
    checkSources(value, scope);
    const { entity, context: { loading }, origin } = scope;
    if (!entity || !isObject(value)) return;
    for (const name of Object.keys(value)) {
      const found = findField(entity, name);
      if (!found.ok) loading.problems.add(at(origin, name), found.code, found.message, found.remedy);
      else if (typeOf(loading, found.field)?.traits?.computed || (found.field.system && !WRITABLE_SYSTEM_FIELDS.includes(name))) loading.problems.add(at(origin, name), "computed", `The field "${name}" of "${entity.name}" is made by the product`, "Set another field.");
    }
  },
  action(value, { context, entity, origin }) {
    const actions = entity && (context.screens.actions.get(entity.name) ?? []).map((action) => action.name);
    if (!isText(value) || !actions?.includes(value)) context.loading.problems.add(origin, "unknownAction", `There is no action "${String(value)}" of the entity`, suggest(String(value), actions ?? [], "Name one of its actions."));
  },
  template(value, { context, origin }) {
    const names = documentsOf(context.loading, "template").map(({ body }) => body.name);
    if (!isText(value) || !names.includes(value)) context.loading.problems.add(origin, "unknownTemplate", `There is no template "${String(value)}"`, suggest(String(value), names, "Add a template of documents."));
  },
  fileField(value, { context, entity, origin }) {
    const names = entity?.fields.filter((field) => typeOf(context.loading, field)?.traits?.files).map(({ name }) => name) ?? [];
    if (!isText(value) || !names.includes(value)) context.loading.problems.add(origin, "unknownField", `There is no field for files "${String(value)}"`, suggest(String(value), names, "Name a field of the record that holds files, or take this away."));
  },
  process(value, { context, origin }) {
    const names = documentsOf(context.loading, "process").map(({ body }) => body.name);
    if (!isText(value) || !names.includes(value)) context.loading.problems.add(origin, "unknownProcess", `There is no process "${String(value)}"`, suggest(String(value), names));
  },
};

/** Names of variables a condition asks for. */
function paramsIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(paramsIn);
  if (!isObject(node)) return [];
  return [...(isText(node["param"]) ? [node["param"]] : []), ...Object.values(node).flatMap(paramsIn)];
}
