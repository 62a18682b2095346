import type { Condition } from "../../expressions/condition";
import type { Json, Values } from "../../workflow/definition/types";
import { PROCESS_STORE_LIMITS } from "../limits";
import { conditionOfNow, entityNamed, formerFields } from "../former-names";
import { servant } from "../running";
import type { Service } from "./service";

export const findRecords: Service = async (call) => {
  const { run, settings } = call;
  const entity = entityNamed(run.model, String(settings["entity"]));
  const former = entity ? await formerFields(run.tx, run.model, entity) : new Map<string, string>();
  const filter = settings["filter"] === undefined ? {} : { filter: filled(conditionOfNow(settings["filter"], former), call.variables) as unknown as Condition };
  const limit = Math.min(Number(settings["limit"] ?? PROCESS_STORE_LIMITS.found), PROCESS_STORE_LIMITS.found);
  const { items } = await run.hand.queries.list({ model: run.model, ctx: await servant(run), db: run.tx }, entity?.name ?? String(settings["entity"]), { ...filter, limit });
  return { done: { [String(settings["as"])]: JSON.parse(JSON.stringify(items)) as Json } };
};

/** `{ "param": "name" }` → the value of the variable. */
function filled(node: Json, variables: Values): Json {
  if (Array.isArray(node)) return node.map((one: Json) => filled(one, variables));
  if (node === null || typeof node !== "object") return node;
  const { param } = node as { readonly param?: Json };
  if (typeof param === "string" && Object.keys(node).length === 1) return idOf(variables[param] ?? null);
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, filled(value as Json, variables)]));
}

const idOf = (value: Json): Json => (value !== null && typeof value === "object" && "id" in value ? (value as { readonly id: Json }).id : value);
