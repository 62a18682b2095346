import { AppError } from "../kernel/errors";
import type { Condition } from "../expressions/condition";
import { fieldType } from "../fields/index";
import { relationOf } from "../fields/traits";
import { readingOf } from "../queries/caller";
import { readableEntity, type Queries, type QueryContext } from "../queries";
import type { Values } from "./input";

/** One record that looks like the one being typed, and the rule that says so. */
export interface Duplicate {
  readonly id: string;
  readonly title: unknown;
  readonly rule: string;
}

/**
 * Likely duplicates of a record that is not saved yet: for each duplicate rule whose fields are all filled, readable records with the same
 * values. `except` leaves out the record itself. Values that do not fit their type match nothing; saving will say what is wrong with them.
 */
export async function findDuplicates(queries: Queries, query: QueryContext, entityName: string, values: Values, except?: string): Promise<Duplicate[]> {
  const reading = readingOf(query.model, query.ctx.principal);
  const entity = readableEntity(reading, entityName);
  const found = new Map<string, Duplicate>();
  for (const rule of entity.duplicateRules) {
    if (rule.fields.some((name) => reading.access(entityName).fields.get(name)?.read !== "full")) continue;
    const tests = rule.fields.map((name) => sameValue(entityName, query, name, values[name]));
    if (tests.some((test) => test === undefined)) continue;
    const page = await queries.list(query, entityName, { filter: { all: tests as Condition[] }, fields: ["id", entity.titleField], limit: 10 });
    for (const item of page.items) if (item["id"] !== except) found.set(String(item["id"]), { id: String(item["id"]), title: item[entity.titleField] ?? null, rule: rule.id });
  }
  return [...found.values()];
}

function sameValue(entityName: string, { model }: QueryContext, name: string, value: unknown): Condition | undefined {
  const field = model.entities.get(entityName)?.fieldByName.get(name);
  if (!field) throw new AppError("internal", `The duplicate rule of ${entityName} names no field ${name}.`);
  const parsed = fieldType(field.type).parse(value ?? null, field.options);
  if (!parsed.ok || fieldType(field.type).isEmpty(parsed.value)) return undefined;
  const operand = relationOf(field) === "one" ? (parsed.value as { id: string }).id : parsed.value;
  return { field: name, op: "eq", value: operand as never };
}
