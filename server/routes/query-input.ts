/** Query strings of record lists → queries. Everything that is wrong gets an issue that names the parameter. */
import { AppError } from "../../runtime/kernel";
import type { SortItem } from "../../runtime/model/types";
import { checkCondition } from "../../runtime/queries/filter";
import { QUERY_LIMITS, type ListQuery } from "../../runtime/queries";
import type { JsonSchema } from "../route";

export const LIST_PARAMETERS: Readonly<Record<string, JsonSchema>> = {
  filter: { type: "string", maxLength: 20_000, description: "Condition as JSON, e.g. {\"field\":\"stage\",\"op\":\"eq\",\"value\":\"new\"}" },
  q: { type: "string", maxLength: QUERY_LIMITS.search, description: "Text to look for in the searchable fields" },
  sort: { type: "string", maxLength: 500, description: "Fields, most important first; - before a field = descending: -amount,name" },
  fields: { type: "string", maxLength: 4000, description: "Fields to give, with paths through references: name,organisation.city" },
  limit: { type: "integer", minimum: 1, maximum: QUERY_LIMITS.limit, description: "Records on a page; as many as the list says, or 50, when left out" },
  cursor: { type: "string", maxLength: 4000, description: "nextCursor of the page before" },
  count: { enum: ["exact", "estimate", "none"], default: "none", description: "How to compute total" },
  list: { type: "string", maxLength: 60, description: "Name of a list whose columns, order and filter apply where the request says nothing else" },
  deleted: { type: "boolean", default: false, description: "The trash instead of the living records" },
};

export interface ListParameters {
  filter?: string;
  q?: string;
  sort?: string;
  fields?: string;
  limit?: number;
  cursor?: string;
  count?: "exact" | "estimate" | "none";
  list?: string;
  deleted?: boolean;
}

function invalid(pointer: string, code: string, message: string, remedy?: string): AppError {
  return new AppError("query:invalid", message, { remedy, issues: [{ pointer, code, message, remedy }] });
}

export function parseFilter(text: string | undefined): ListQuery["filter"] {
  if (text === undefined || text === "") return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw invalid("/filter", "json", "The filter is not valid JSON.", "Write it as JSON and encode it for the address.");
  }
  return checkCondition(parsed, "/filter");
}

/** "-amount,name" → [{amount desc}, {name asc}]. */
export function parseSort(text: string | undefined): SortItem[] | undefined {
  if (!text) return undefined;
  const items = text.split(",").map((part): SortItem => {
    const field = part.trim().replace(/^[-+]/, "");
    if (!field) throw invalid("/sort", "empty", "The sort names an empty field.", "Write -amount,name.");
    return { field, direction: part.trim().startsWith("-") ? "desc" : "asc" };
  });
  if (items.length > QUERY_LIMITS.sort) throw invalid("/sort", "tooMany", `At most ${QUERY_LIMITS.sort} fields can be sorted by.`, "Keep the most important ones.");
  return items;
}

/** Screens and programs ask for the same fields again and again; the same list every time is found again by who keeps something for it. */
const KNOWN_FIELDS = 1_000;
const knownFields = new Map<string, readonly string[]>();

export function parseFields(text: string | undefined): readonly string[] | undefined {
  if (!text) return undefined;
  const known = knownFields.get(text);
  if (known) return known;
  const fields = [...new Set(["id", ...text.split(",").map((part) => part.trim()).filter(Boolean)])];
  if (fields.length > QUERY_LIMITS.fields) throw invalid("/fields", "tooMany", `At most ${QUERY_LIMITS.fields} fields can be asked for.`, "Ask for fewer.");
  if (text.length > 1_000) return fields;
  if (knownFields.size >= KNOWN_FIELDS) knownFields.delete(knownFields.keys().next().value!);
  knownFields.set(text, fields);
  return fields;
}

export function listQuery(input: ListParameters): ListQuery {
  return { filter: parseFilter(input.filter), q: input.q, sort: parseSort(input.sort), fields: parseFields(input.fields), limit: input.limit, cursor: input.cursor, count: input.count, trash: input.deleted };
}
