/** The OpenAPI 3.1 document of the installation: routes of the API with the shapes of the entities of one revision. */
import type { AppModel } from "../../runtime/model/types";
import type { JsonSchema, Route } from "../route";
import { allEntitySchemas, english } from "./entities";
import { commonParameters, commonResponses, commonSchemas, securitySchemes } from "./parts";
import { pathsOf, type Paths } from "./paths";

export interface OpenApiDocument {
  readonly openapi: "3.1.0";
  readonly info: JsonSchema;
  readonly servers: readonly JsonSchema[];
  readonly security: readonly JsonSchema[];
  readonly tags: readonly JsonSchema[];
  readonly paths: Paths;
  readonly components: JsonSchema;
}

const ABOUT = `Records of each entity, their metadata and administration.
Errors are problem documents (RFC 9457) with a pointer, a sentence and a remedy for each finding. Limits: docs/limits.md.`;

/** The same for every caller: shapes, never values. `cookieName`: the session cookie of this installation. */
export function openApiDocument(model: AppModel, routes: readonly Route[], cookieName: string): OpenApiDocument {
  const paths = pathsOf(model, routes);
  return {
    openapi: "3.1.0",
    info: { title: "Metaloom", version: "1", summary: "API of this installation", description: ABOUT, "x-revision": model.revision },
    servers: [{ url: "/" }],
    security: [{ apiKey: [] }, { session: [] }],
    tags: tagsOf(model, paths),
    paths,
    components: { schemas: { ...commonSchemas, ...allEntitySchemas(model) }, responses: commonResponses, parameters: commonParameters, securitySchemes: securitySchemes(cookieName) },
  };
}

/** Entities first, as they stand in the model; then the rest of the API. */
function tagsOf(model: AppModel, paths: Paths): JsonSchema[] {
  const used = new Set(Object.values(paths).flatMap((path) => Object.values(path).flatMap((operation) => (operation as { tags: string[] }).tags)));
  const entities = [...model.entities.values()].filter((entity) => used.has(entity.name)).map((entity) => ({ name: entity.name, description: english(entity.description) ?? english(entity.plural) ?? entity.name }));
  return [...entities, ...[...used].filter((name) => !model.entities.has(name)).map((name) => ({ name }))];
}
