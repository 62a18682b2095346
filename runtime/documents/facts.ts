/**
 * What a template reads of a record, asked with the rights of whoever has it filled in: only the fields it names, records it goes
 * through by the way, line items one after another. A field one may not see is one that is not there.
 */
import { storageOf, relationOf, targetsOf } from "../fields/traits";
import { TEMPLATE_LIMITS } from "../expressions/template/parse";
import { AppError } from "../kernel/errors";
import { label } from "../model/accessors";
import type { EntityModel, FieldModel, Label } from "../model/types";
import { QUERY_LIMITS, type Queries, type QueryContext } from "../queries";
import type { Json } from "../expressions/formula";

/** Fields by name with what is wanted below each. */
export interface Wanted extends Map<string, Wanted> {}

interface Asked {
  readonly queries: Queries;
  readonly query: QueryContext;
}

/** Paths below one name as a tree. */
export function wantedOf(paths: readonly (readonly string[])[]): Wanted {
  const root: Wanted = new Map();
  for (const path of paths) {
    let at = root;
    for (const step of path) {
      if (!at.has(step)) at.set(step, new Map());
      at = at.get(step)!;
    }
  }
  return root;
}

/** @throws AppError record:notFound, query:invalid for a field that is not there for the caller, limit:exceeded. */
export async function readFacts({ queries, query }: Asked, entity: EntityModel, id: string, wanted: Wanted): Promise<Readonly<Record<string, Json>>> {
  const { paths } = split(query, entity, wanted);
  const [found] = await queries.read(query, entity.name, [id], { paths: [...new Set(["id", ...paths])], trusted: false, trash: "without", lock: false, questions: [] });
  if (!found) throw new AppError("record:notFound", "There is no such record, or it may not be seen.", { remedy: "Check the id; the record may have been deleted." });
  return complete({ queries, query }, entity, wanted, found.record);
}

interface Split {
  readonly paths: readonly string[];
  readonly lists: readonly { readonly field: FieldModel; readonly wanted: Wanted }[];
}

function split({ model }: QueryContext, entity: EntityModel, wanted: Wanted, before = ""): Split {
  const [paths, lists]: [string[], Split["lists"][number][]] = [[], []];
  for (const [name, below] of wanted) {
    const field = entity.fieldByName.get(name);
    if (field && storageOf(field) === "children") {
      if (before === "") lists.push({ field, wanted: below });
      continue;
    }
    const target = field && relationOf(field) === "one" ? model.entities.get(targetsOf(field)[0] ?? "") : undefined;
    paths.push(before + name);
    const further = new Map([...below].filter(([step]) => step !== "id" && step !== "title"));
    if (target && further.size > 0) paths.push(...split({ model } as QueryContext, target, further, `${before}${name}.`).paths);
  }
  return { paths, lists };
}

/** Flat members ("organisation.city") where they belong, and line items. */
async function complete({ queries, query }: Asked, entity: EntityModel, wanted: Wanted, record: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, Json>>> {
  const full: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(record).sort(([a], [b]) => a.length - b.length)) {
    const steps = path.split(".");
    let at: Record<string, unknown> | null = full;
    for (const step of steps.slice(0, -1)) at = at && ((at[step] = at[step] === null ? null : { ...(at[step] as object) }) as Record<string, unknown> | null);
    if (at) at[steps.at(-1)!] = value;
  }
  for (const { field, wanted: below } of split(query, entity, wanted).lists) {
    const child = query.model.entities.get(targetsOf(field)[0] ?? "")!;
    const rows = await rowsOf({ queries, query }, child, String(field.options["field"]), String(record["id"]), split(query, child, below).paths);
    full[field.name] = [];
    for (const row of rows) (full[field.name] as unknown[]).push(await complete({ queries, query }, child, below, row));
  }
  return JSON.parse(JSON.stringify(full)) as Record<string, Json>;
}

async function rowsOf({ queries, query }: Asked, child: EntityModel, back: string, parent: string, paths: readonly string[]): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const rows: Readonly<Record<string, unknown>>[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await queries.list(query, child.name, { fields: [...new Set(["id", ...paths])], filter: { field: back, op: "eq", value: parent }, sort: [{ field: "id", direction: "asc" }], limit: QUERY_LIMITS.limit, ...(cursor !== undefined && { cursor }) });
    rows.push(...page.items);
    cursor = page.nextCursor;
    if (rows.length > TEMPLATE_LIMITS.rows) throw new AppError("limit:exceeded", `A document takes at most ${TEMPLATE_LIMITS.rows} line items of a list.`, { remedy: "Split the record." });
  }
  return rows;
}

/** Labels of choices, by field. */
export function wordsOf(entity: EntityModel, record: Readonly<Record<string, Json>>, wanted: Wanted, language: string): Readonly<Record<string, Json>> {
  return Object.fromEntries([...wanted.keys()].map((name): readonly [string, Json] => {
    const choices = (entity.fieldByName.get(name)?.options["choices"] ?? []) as readonly { readonly value: string; readonly label: Label }[];
    const wordOf = (value: Json): Json => (value === null || value === undefined ? null : label(choices.find((one) => one.value === value)?.label, language) || value);
    const value = record[name] ?? null;
    return [name, Array.isArray(value) ? (value as readonly Json[]).map(wordOf) : wordOf(value)];
  }));
}
