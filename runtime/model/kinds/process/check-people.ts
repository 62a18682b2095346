/** People a process names: those who do its steps, and those who are told of them. */
import { compileLoosely } from "../../../expressions/formula";
import { NAME_PATTERN } from "../../../kernel/names";
import { lacksValue, type StepRecipient } from "../../../workflow/definition/step-card";
import type { ProcessDefinition } from "../../../workflow/definition/types";
import { at } from "../../loading";
import { relationOf, targetsOf } from "../../paths";
import type { Origin, Problems } from "../../problem";
import { suggest } from "../../schema-problems";
import type { EntityModel } from "../../types";
import type { CheckContext } from "../part";

/** What people can be found by. */
export interface PeopleScope {
  readonly entity: EntityModel | undefined;
  readonly definition: ProcessDefinition;
  readonly context: CheckContext;
}

type Check = (value: string, place: Origin, scope: PeopleScope) => void;

const CHECKS: Readonly<Partial<Record<StepRecipient["kind"], Check>>> = {
  role(value, place, { context: { loading, roles } }) {
    if (!roles.has(value)) loading.problems.add(place, "unknownRole", `There is no role "${value}"`, suggest(value, roles.keys()));
  },
  field(value, place, scope) {
    const fields = fieldsWith("user", scope);
    if (!fields.includes(value)) scope.context.loading.problems.add(place, "unknown", `There is no field with a user "${value}"`, suggest(value, fields, "Name a field of the entity that holds a user."));
  },
  formula: (value, place, scope) => checkFormula(value, place, scope, scope.context.loading.warnings),
  superior(value, place, scope) {
    const { problems } = scope.context.loading;
    if (!NAME_PATTERN.test(value)) return checkFormula(value, place, scope, problems);
    if (scope.entity?.fieldByName.has(value)) return checkHolds("user", value, place, scope);
    const names = variablesOf(scope.definition);
    if (!names.includes(value)) problems.add(place, "unknownField", `There is neither a field of the record nor a variable "${value}"`, suggest(value, [...fieldsWith("user", scope), ...names], "Name a field that holds a person, or declare the variable."));
  },
  // Units are data: which of them are there is asked of the database (runtime/processes/people-problems).
  unitHead(value, place, scope) {
    if (scope.entity?.fieldByName.has(value)) checkHolds("unit", value, place, scope);
  },
};

export function checkPeople(all: readonly StepRecipient[] | undefined, origin: Origin, scope: PeopleScope): void {
  all?.forEach((one, i) => {
    if (lacksValue(one)) scope.context.loading.problems.add(at(origin, i), "missing", `"${one.kind}" needs a value`, 'Add "value".');
    if (one.value !== undefined) CHECKS[one.kind]?.(one.value, at(origin, i, "value"), scope);
  });
}

type Held = "user" | "unit";
const WORDS: Readonly<Record<Held, string>> = { user: "person", unit: "unit" };

const fieldsWith = (target: Held, { entity, context: { loading } }: PeopleScope): readonly string[] =>
  entity?.fields.filter((field) => ["one", "many"].includes(relationOf(loading, field) ?? "") && targetsOf(loading, field)[0]?.name === target).map(({ name }) => name) ?? [];

function checkHolds(target: Held, field: string, place: Origin, scope: PeopleScope): void {
  const fields = fieldsWith(target, scope);
  if (!fields.includes(field)) scope.context.loading.problems.add(place, "wrongField", `The field "${field}" holds no ${WORDS[target]}`, suggest(field, fields, `Name a field of the entity that holds a ${WORDS[target]}.`));
}

/** Variables are known when it runs; fields of the record are known now. */
function checkFormula(text: string, place: Origin, scope: PeopleScope, list: Problems): void {
  const compiled = compileLoosely(text);
  if ("fault" in compiled) return list.add(place, "formula", `The formula cannot be read: ${compiled.fault.replace(/\.$/, "")}`, compiled.remedy);
  const { entity } = scope;
  for (const [name, field] of compiled.references) {
    if (name !== "record" || field === undefined || !entity || entity.fieldByName.has(field)) continue;
    list.add(place, "unknownField", `The entity "${entity.name}" has no field "${field}"`, suggest(field, entity.fieldByName.keys(), "Use the name of one of its fields."));
  }
}

/** Names that are declared, or that steps bring. */
function variablesOf({ variables = [], pools = [], nodes }: ProcessDefinition): readonly string[] {
  const declared = [...variables, ...pools.flatMap((pool) => pool.variables ?? []), ...nodes.flatMap((node) => node.variables ?? [])].map(({ name }) => name);
  const brought = nodes.flatMap(({ outputs = [], loop }) => [...outputs.map(({ to }) => to), ...(loop && loop.kind !== "repeat" ? [loop.item, loop.collect?.to].filter((name) => name !== undefined) : [])]);
  return [...new Set([...declared, ...brought])];
}
