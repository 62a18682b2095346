/**
 * Paths of the OpenAPI document, from the table of routes. A route of `/records/:entity` whose body or answer depends on the
 * entity (see SHAPES) is written once for each entity; the others stay one path with a parameter `entity`.
 */
import type { ActionModel, AppModel, EntityModel } from "../../runtime/model/types";
import type { JsonSchema, Route } from "../route";
import { actionBody, english, names } from "./entities";
import { CONDITION, json, problems, ref } from "./parts";

type Json = Record<string, unknown>;
export type Paths = Record<string, Json>;

export const BASE = "/api/v1";

interface Shape {
  readonly body?: (entity: string) => JsonSchema;
  readonly answer?: (entity: string) => JsonSchema;
  /** Written through the gateway: system entities have routes of their own for that. */
  readonly writes?: boolean;
  /** Takes If-Match. */
  readonly versioned?: boolean;
}

const record = (entity: string): JsonSchema => ref("schemas", names.record(entity));
const page = (entity: string): JsonSchema => ref("schemas", names.page(entity));

/** What a route of records takes and gives, for an entity. Keys: method and address. */
const SHAPES: Readonly<Record<string, Shape>> = {
  "GET /records/:entity": { answer: page },
  "POST /records/:entity": { writes: true, body: (entity) => ref("schemas", names.create(entity)), answer: record },
  "POST /records/:entity/query": { answer: page },
  "POST /records/:entity/bulk": { writes: true },
  "GET /records/:entity/:id": { answer: record },
  "PATCH /records/:entity/:id": { writes: true, versioned: true, body: (entity) => ref("schemas", names.update(entity)), answer: record },
  "DELETE /records/:entity/:id": { writes: true, versioned: true },
  "POST /records/:entity/:id/restore": { writes: true, answer: record },
  "POST /records/:entity/:id/copy": { writes: true, body: (entity) => ({ ...ref("schemas", names.update(entity)), description: "Values that differ from the original." }), answer: record },
  "POST /records/:entity/:id/merge": { writes: true, answer: record },
};

const ACTION = "POST /records/:entity/:id/actions/:action";
const keyOf = ({ method, url }: Route): string => `${method} ${url}`;

/** What stands in the place of a route: the route itself, or one per entity (and action). */
interface Written {
  readonly route: Route;
  readonly url: string;
  readonly entity?: EntityModel;
  readonly action?: ActionModel;
}

function written(model: AppModel, route: Route): Written[] {
  const key = keyOf(route);
  const entities = [...model.entities.values()];
  if (key === ACTION) return entities.flatMap((entity) => (model.actions.get(entity.name) ?? []).map((action) => ({ route, entity, action, url: route.url.replace(":entity", entity.name).replace(":action", action.name) })));
  const shape = SHAPES[key];
  if (!shape) return [{ route, url: route.url }];
  return entities.filter((entity) => !(shape.writes && entity.system)).map((entity) => ({ route, entity, url: route.url.replace(":entity", entity.name) }));
}

/** All operations, with those of one address together. */
export function pathsOf(model: AppModel, routes: readonly Route[]): Paths {
  const paths: Paths = {};
  const entityNames = [...model.entities.keys()];
  for (const route of routes) {
    for (const item of written(model, route)) {
      const path = BASE + item.url.replace(/:(\w+)/g, "{$1}");
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(item, entityNames) };
    }
  }
  return paths;
}

function operation(item: Written, entityNames: readonly string[]): Json {
  const { route, url, entity, action } = item;
  const needs = typeof route.policy === "object" ? `Needs the right "${route.policy.system}".` : undefined;
  const parameters = parametersOf(item, entityNames);
  const body = bodyOf(item);
  return {
    operationId: `${route.method.toLowerCase()}${url.replace(/:/g, "").replace(/[^A-Za-z0-9]+/g, "_")}`,
    tags: [entity?.name ?? route.tag.toLowerCase()],
    summary: action ? english(action.label) ?? action.name : route.summary,
    ...(needs ? { description: needs } : {}),
    ...(route.policy === "public" ? { security: [] } : {}),
    ...(parameters.length ? { parameters } : {}),
    ...(body ? { requestBody: body } : {}),
    responses: { ...success(item), ...problems(errorsOf(route)) },
  };
}

const isMutation = (route: Route): boolean => route.method !== "GET";

function parametersOf({ route, url, entity }: Written, entityNames: readonly string[]): JsonSchema[] {
  const given = (route.params?.["properties"] ?? {}) as Record<string, JsonSchema>;
  const schemaOf = (name: string): JsonSchema => (name === "entity" ? { type: "string", enum: entityNames } : given[name] ?? { type: "string" });
  const inPath = [...url.matchAll(/:(\w+)/g)].map(([, name]) => ({ name: name!, in: "path", required: true, schema: schemaOf(name!) }));
  const inQuery = Object.entries(route.query ?? {}).map(([name, { description, ...schema }]) => ({ name, in: "query", ...(description ? { description } : {}), schema }));
  const shape = entity && SHAPES[keyOf(route)];
  const headers = [...(isMutation(route) && route.idempotent !== false ? [ref("parameters", "idempotency-key")] : []), ...(shape?.versioned ? [ref("parameters", "if-match")] : [])];
  return [...inPath, ...inQuery, ...headers];
}

function bodyOf({ route, entity, action }: Written): Json | undefined {
  if (!route.body && !route.consumes) return undefined;
  const shape = SHAPES[keyOf(route)];
  const schema = action ? actionBody(action) : (entity && shape?.body?.(entity.name)) ?? withConditions(route.body ?? UPLOAD);
  const content = route.consumes ? Object.fromEntries(route.consumes.map((type) => [type, { schema }])) : json(schema);
  return { required: isRequired(schema), content };
}

const UPLOAD: JsonSchema = { type: "object", required: ["file"], properties: { file: { type: "string", contentMediaType: "application/octet-stream" } } };

const isRequired = (schema: JsonSchema): boolean => schema["required"] !== undefined || schema["anyOf"] !== undefined || schema["$ref"] !== undefined;

/** Routes say of a filter only that it is an object, because the gateway checks it; here it has a name. */
function withConditions(schema: JsonSchema): JsonSchema {
  const properties = schema["properties"] as Record<string, JsonSchema> | undefined;
  return properties?.["filter"] ? { ...schema, properties: { ...properties, filter: ref("schemas", CONDITION) } } : schema;
}

const ANSWERS: Readonly<Record<number, string>> = { 200: "Done.", 201: "Made.", 202: "Accepted; it happens later.", 204: "Done; there is nothing to say." };

function success({ route, entity, action }: Written): Json {
  const status = route.status ?? 200;
  const schema = (entity && action ? actionAnswer(entity.name) : entity && SHAPES[keyOf(route)]?.answer?.(entity.name)) ?? route.response ?? {};
  const content = route.produces ? Object.fromEntries(route.produces.map((type) => [type, {}])) : json(schema);
  return { [status]: { description: ANSWERS[status] ?? "Done.", ...(status === 204 ? {} : { content }) } };
}

const actionAnswer = (entity: string): JsonSchema => ({
  type: "object", required: ["record", "created"],
  properties: { record: record(entity), created: { type: "object", description: "What the steps made, by their names." }, open: { type: "object", description: "The record to show next." } },
});

function errorsOf(route: Route): number[] {
  const statuses = [400, 429, 503];
  if (route.policy !== "public") statuses.push(401, 403);
  if (route.url.includes(":")) statuses.push(404);
  if (isMutation(route)) statuses.push(409);
  if (route.body || route.consumes) statuses.push(413, 415, 422);
  return statuses;
}
