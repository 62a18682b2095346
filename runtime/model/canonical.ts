/** Canonical text of a document: keys in the order of the schema (the rest by alphabet), two spaces, a newline at the end. Equal documents have equal text. */
import { grammarSchemas, type JsonSchema } from "./schemas";
import type { DocumentKind } from "./source";

type Json = unknown;

const CONDITION_KEYS = ["all", "any", "not", "some", "where", "entity", "field", "op", "value"];

interface Position {
  readonly file: string;
  readonly schema: JsonSchema;
}

function positionAt(file: string, fragment: string): Position {
  const schema = fragment.split("/").slice(1).reduce<JsonSchema>((node, step) => node[step] as JsonSchema, grammarSchemas[file]!);
  return resolve({ file, schema });
}

/** Follows `$ref`, and for rights the branch that a value may take. */
function resolve({ file, schema }: Position): Position {
  const ref = schema["$ref"];
  if (typeof ref !== "string") return { file, schema };
  const [target, fragment = ""] = ref.split("#") as [string, string?];
  return positionAt(target || file, fragment);
}

function child(at: Position | undefined, schema: unknown): Position | undefined {
  return at && schema !== null && typeof schema === "object" ? resolve({ file: at.file, schema: schema as JsonSchema }) : undefined;
}

function keyOrder(at: Position | undefined): readonly string[] {
  if (at?.file === "condition.schema.json") return CONDITION_KEYS;
  return Object.keys((at?.schema["properties"] ?? {}) as object);
}

function ordered(value: Json, at: Position | undefined): Json {
  if (Array.isArray(value)) return value.map((entry) => ordered(entry, child(at, at?.schema["items"])));
  if (value === null || typeof value !== "object") return value;
  const known = keyOrder(at);
  const rank = (key: string): number => (known.includes(key) ? known.indexOf(key) : known.length);
  const keys = Object.keys(value).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  const properties = (at?.schema["properties"] ?? {}) as Record<string, unknown>;
  const below = (key: string): Position | undefined => (at?.file === "condition.schema.json" ? at : child(at, Object.hasOwn(properties, key) ? properties[key] : at?.schema["additionalProperties"]));
  return Object.fromEntries(keys.map((key) => [key, ordered((value as Record<string, Json>)[key], below(key))]));
}

/** Text of a document of a kind. */
export function canonicalText(kind: DocumentKind, body: Json): string {
  return `${JSON.stringify(ordered(body, positionAt(`${kind}.schema.json`, "")), null, 2)}\n`;
}
