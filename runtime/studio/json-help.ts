/**
 * What the grammar says of a place in a document: keys that may stand there, values it may have, what it means. Pure; the schemas come
 * from the server, those of a field's options from its type.
 *
 * - *path*: keys and indices from the top of the document to the place.
 */
import { isFieldTypeName } from "../fields/index";
import { fieldOptionSchemas } from "../fields/options";

export type Schema = Readonly<Record<string, unknown>>;
/** File name → schema. */
export type Grammar = Readonly<Record<string, Schema>>;
export type Path = readonly (string | number)[];

export interface KeyOffer {
  readonly name: string;
  readonly description: string;
  readonly needed: boolean;
  /** What stands behind the colon to begin with, as JSON. */
  readonly start: string;
}

interface Place {
  readonly file: string;
  readonly schema: Schema;
}

const isSchema = (value: unknown): value is Schema => typeof value === "object" && value !== null && !Array.isArray(value);

function resolved(grammar: Grammar, { file, schema }: Place, depth = 0): Place {
  const ref = schema["$ref"];
  if (typeof ref !== "string" || depth > 8) return { file, schema };
  const [name = "", fragment = ""] = ref.split("#");
  const target = name || file;
  const found = fragment.split("/").slice(1).reduce<unknown>((node, step) => (isSchema(node) ? node[step] : undefined), grammar[target]);
  if (!isSchema(found)) return { file, schema };
  // What is said beside the reference is nearer to the place.
  const { $ref: _ref, ...beside } = schema;
  const next = resolved(grammar, { file: target, schema: found }, depth + 1);
  return { file: next.file, schema: { ...next.schema, ...beside } };
}

/** The schema and those it may be instead. */
function branches(grammar: Grammar, place: Place): readonly Place[] {
  const at = resolved(grammar, place);
  const others = [...((at.schema["oneOf"] ?? at.schema["anyOf"] ?? []) as readonly unknown[]), at.schema["then"], at.schema["else"]].filter(isSchema).flatMap((schema) => branches(grammar, { file: at.file, schema }));
  return [at, ...others];
}

function step(grammar: Grammar, at: Place, key: string | number, holder: unknown): readonly Place[] {
  return branches(grammar, at).flatMap((one): readonly Place[] => {
    if (typeof key === "number") return isSchema(one.schema["items"]) ? [{ file: one.file, schema: one.schema["items"] }] : [];
    const properties = one.schema["properties"];
    const own = isSchema(properties) ? properties[key] : undefined;
    const type = isSchema(holder) ? holder["type"] : undefined;
    if (key === "options" && typeof type === "string" && isFieldTypeName(type)) return [{ file: one.file, schema: { ...(isSchema(own) ? own : {}), ...(fieldOptionSchemas[type] as Schema) } }];
    if (isSchema(own)) return [{ file: one.file, schema: own }];
    return isSchema(one.schema["additionalProperties"]) ? [{ file: one.file, schema: one.schema["additionalProperties"] }] : [];
  });
}

/** Schemas that hold at the end of the path; several where a value may be of several forms. */
export function schemasAt(grammar: Grammar, kind: string, path: Path, document: unknown): readonly Schema[] {
  const file = `${kind}.schema.json`;
  const top = grammar[file];
  if (!top) return [];
  let places: readonly Place[] = [{ file, schema: top }];
  let holder = document;
  for (const key of path) {
    places = places.flatMap((place) => step(grammar, place, key, holder));
    holder = isSchema(holder) || Array.isArray(holder) ? (holder as Record<string | number, unknown>)[key] : undefined;
  }
  return places.flatMap((place) => branches(grammar, place)).map(({ schema }) => schema);
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

function startOf(grammar: Grammar, schema: Schema): string {
  const { schema: at } = resolved(grammar, { file: "common.schema.json", schema });
  const [example] = (at["examples"] ?? []) as readonly unknown[];
  if (at["type"] === "boolean") return "true";
  if (at["type"] === "array") return "[]";
  if (at["type"] === "object") return "{}";
  return example !== undefined && typeof example !== "object" ? JSON.stringify(example) : at["type"] === "integer" || at["type"] === "number" ? "0" : '""';
}

/** Keys that may be added to the object at the path. */
export function keysAt(grammar: Grammar, kind: string, path: Path, document: unknown, present: readonly string[]): readonly KeyOffer[] {
  const offers = new Map<string, KeyOffer>();
  for (const schema of schemasAt(grammar, kind, path, document)) {
    const needed = new Set((schema["required"] ?? []) as readonly string[]);
    for (const [name, property] of Object.entries((schema["properties"] ?? {}) as Record<string, Schema>)) {
      if (!present.includes(name) && !offers.has(name) && isSchema(property)) offers.set(name, { name, description: text(resolved(grammar, { file: `${kind}.schema.json`, schema: property }).schema["description"]), needed: needed.has(name), start: startOf(grammar, property) });
    }
  }
  return [...offers.values()].sort((a, b) => Number(b.needed) - Number(a.needed));
}

/** Values the grammar names for the place, as JSON. */
export function valuesAt(grammar: Grammar, kind: string, path: Path, document: unknown): readonly string[] {
  const values = schemasAt(grammar, kind, path, document).flatMap((schema): readonly unknown[] => [...((schema["enum"] ?? []) as readonly unknown[]), ...("const" in schema ? [schema["const"]] : []), ...(schema["type"] === "boolean" ? [true, false] : [])]);
  return [...new Set(values.map((value) => JSON.stringify(value)))];
}

/** What the key at the end of the path means, with an example. */
export function meaningAt(grammar: Grammar, kind: string, path: Path, document: unknown): { readonly description: string; readonly example?: string } | undefined {
  for (const schema of schemasAt(grammar, kind, path, document)) {
    const description = text(schema["description"]);
    const [example] = (schema["examples"] ?? []) as readonly unknown[];
    if (description) return { description, ...(example === undefined ? {} : { example: JSON.stringify(example) }) };
  }
  return undefined;
}
