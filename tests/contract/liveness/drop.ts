/**
 * Takes one property (LIVENESS_DROP, as the ledger names it) out of every document as it is read, as if the product ignored it. Walks schema
 * and document side by side, the way `schemaProperties` walks the schemas. Says in the file LIVENESS_SEEN that it took something.
 */
import { appendFileSync } from "node:fs";
import { grammarSchemas } from "../../../runtime/model/schemas";

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json => value !== null && typeof value === "object" && !Array.isArray(value);

const target = process.env["LIVENESS_DROP"] ?? "";
const option = /^option:(\w+)#\/(\w+)(?:\/(\w+))?$/.exec(target);

function take(from: Json, key: string): void {
  if (!(key in from)) return;
  delete from[key];
  if (process.env["LIVENESS_SEEN"]) appendFileSync(process.env["LIVENESS_SEEN"], ".");
}

/** Options are schemas of their own, by the type of the field. */
function dropOption(field: Json): void {
  const [, type, name, inner] = option ?? [];
  const options = field["options"];
  if (!name || field["type"] !== type || !isObject(options)) return;
  if (inner === undefined) take(options, name);
  else for (const item of Array.isArray(options[name]) ? options[name] : []) if (isObject(item)) take(item, inner);
}

function walk(file: string, schema: unknown, path: string, node: unknown): void {
  if (!isObject(schema) || node === null || typeof node !== "object") return;
  if (typeof schema["$ref"] === "string") {
    const [name = "", fragment = ""] = schema["$ref"].split("#");
    const other = name === "" ? file : name.replace(".schema.json", "");
    const found = fragment.split("/").slice(1).reduce<unknown>((at, step) => (at as Json)[step], grammarSchemas[`${other}.schema.json`]);
    walk(other, found, fragment, node);
  }
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  if (Array.isArray(node)) for (const item of node) walk(file, schema["items"], path, item);
  else {
    const members = node as Json;
    for (const [key, child] of Object.entries(properties)) {
      if (child === true) continue;
      if (`${file}#${path}/${key}` === target) take(members, key);
      else walk(file, child, `${path}/${key}`, members[key]);
    }
    if (isObject(schema["additionalProperties"])) for (const [key, item] of Object.entries(members)) if (!(key in properties)) walk(file, schema["additionalProperties"], path, item);
    if (file === "field" && path === "") dropOption(members);
  }
  for (const key of ["then", "else"]) walk(file, schema[key], path, node);
}

export const dropKey = (kind: string, body: unknown): void => walk(kind, grammarSchemas[`${kind}.schema.json`], "", body);
