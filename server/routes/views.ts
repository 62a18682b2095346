/**
 * Saved views of an entity. Own ones and those of a team are rows; sharing one with roles or everybody makes it a list document of the
 * local pack, which is publishing and needs that right.
 */
import { AppError } from "../../runtime/kernel";
import { LOCAL_PACK } from "../../runtime/model/source";
import type { EntityModel, ListModel } from "../../runtime/model/types";
import { rightOfSystem } from "../../runtime/permissions/system";
import { authorOf, viewDocument, type DocumentChange } from "../../runtime/publish";
import { readingOf } from "../../runtime/queries/caller";
import { readableEntity } from "../../runtime/queries";
import { createView, deleteView, listAllViews, listViews, readDefault, readView, saveDefault, updateView } from "../../runtime/views/rows";
import { checkDocument, listDocument, nameOf, type Reach, type ViewDocument, type ViewInput } from "../../runtime/views/shape";
import { route, type Call, type JsonSchema } from "../route";

type OfEntity = { entity: string };
type OfView = OfEntity & { id: string };

const tag = "Views";
const isRow = (id: string): boolean => /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(id);

const entityParams: JsonSchema = { type: "object", properties: { entity: { type: "string", maxLength: 60 } }, required: ["entity"] };
const viewParams: JsonSchema = { type: "object", properties: { entity: { type: "string", maxLength: 60 }, id: { type: "string", minLength: 1, maxLength: 60, description: "Id of a view, or name of a shared list" } }, required: ["entity", "id"] };
const reach: JsonSchema = {
  type: "object", additionalProperties: false, required: ["to"], description: "Who sees it: own, team, roles or everybody; the last two make it metadata",
  properties: { to: { enum: ["own", "team", "roles", "everybody"] }, team: { type: "string", format: "uuid" }, roles: { type: "array", minItems: 1, maxItems: 50, items: { type: "string", maxLength: 60 } } },
};
const properties: Readonly<Record<string, JsonSchema>> = {
  label: { type: "string", minLength: 1, maxLength: 200 },
  kind: { type: "string", pattern: "^[a-z][a-zA-Z0-9]{0,47}$", description: "How it is shown; list unless given" },
  document: { type: "object", description: "As in a list document: columns, sort, filter, quickFilters, groupBy, pageSize" },
  reach,
  default: { type: "boolean", description: "Opened first: by the person, by these roles, or by everybody" },
};

interface Body {
  readonly label?: string;
  readonly kind?: string;
  readonly document?: ViewDocument;
  readonly reach?: Reach;
  readonly default?: boolean;
  readonly version?: number;
}

const entityOf = ({ model, ctx, params }: Call<OfEntity>): EntityModel => readableEntity(readingOf(model, ctx.principal), params.entity);
const isShared = (where: Reach): where is Reach & { to: "roles" | "everybody" } => where.to === "roles" || where.to === "everybody";

/** @throws AppError right:missing */
function mayPublish({ model, ctx }: Pick<Call, "model" | "ctx">): void {
  if (!rightOfSystem(model.roles, ctx.principal, "metadata.publish")) throw new AppError("right:missing", "Sharing with roles or everybody changes the metadata, which you may not do.", { remedy: "Share it with a team, or ask an administrator." });
}

/** The shared list of that name that was made here. @throws AppError resource:notFound */
function sharedList(call: Pick<Call, "model">, entity: EntityModel, name: string): ListModel {
  const found = call.model.lists.get(entity.name)?.find((list) => list.name === name && list.pack === LOCAL_PACK);
  if (!found) throw new AppError("resource:notFound", "There is no such view.", { remedy: "GET /api/v1/views/{entity} lists them." });
  return found;
}

const publish = (call: Pick<Call, "runtime" | "ctx">, changes: readonly DocumentChange[], summary: string): Promise<unknown> => call.runtime.publisher.publish({ changes, summary, author: authorOf(call.ctx) });

const changeOf = (entity: EntityModel, name: string, document: DocumentChange["document"]): DocumentChange => ({ kind: "list", name: `${entity.name}.${name}`, pack: LOCAL_PACK, document });

/** Publishes a view as a list; gives its name. */
async function share(call: Call, entity: EntityModel, view: ViewInput & { default?: boolean }, known?: string): Promise<string> {
  mayPublish(call);
  const name = known ?? nameOf(view.label, new Set(["default", ...(call.model.lists.get(entity.name) ?? []).map((list) => list.name)]));
  const roles = view.reach.to === "roles" ? { roles: [...view.reach.roles] } : {};
  const document = listDocument(entity, name, view, { ...roles, ...(view.default ? { default: true } : {}) });
  await publish(call, [changeOf(entity, name, document as unknown as DocumentChange["document"])], `View "${view.label}" of ${entity.name}`); // a ListDocument is plain JSON
  return name;
}

async function list(call: Call<OfEntity>): Promise<unknown> {
  const entity = entityOf(call);
  const [items, first] = await Promise.all([listViews(call.db, call.ctx, entity), readDefault(call.db, call.ctx, entity)]);
  return { items, default: first };
}

function all({ model, ctx, db }: Call): Promise<unknown> {
  const reading = readingOf(model, ctx.principal);
  return listAllViews(db, ctx, [...model.entities.values()].filter(({ name }) => reading.access(name).rows.read.length > 0)).then((items) => ({ items }));
}

async function create(call: Call<OfEntity, unknown, Body>): Promise<unknown> {
  const entity = entityOf(call as Call<OfEntity>);
  const { label = "", kind = "list", document, reach: where = { to: "own" } as Reach, default: first } = call.body;
  const view: ViewInput = { label: label.trim(), kind, document: document!, reach: where };
  checkDocument(entity, view);
  if (isShared(where)) return { id: await share(call as Call, entity, { ...view, default: first }), label: view.label, kind, reach: where, shared: true };
  const made = await createView(call.db, call.ctx, entity, view);
  if (first) await saveDefault(call.db, call.ctx, entity, made.id);
  return { ...made, shared: false };
}

/** What a stored view is, whatever it is stored as. */
async function viewOf(call: Call<OfView>, entity: EntityModel): Promise<ViewInput & { default?: boolean }> {
  if (isRow(call.params.id)) return readView(call.db, call.ctx, entity, call.params.id);
  const shared = sharedList(call, entity, call.params.id);
  const { files } = await call.runtime.publisher.files();
  const { label, shownAs = "list", columns, sort, filter, quickFilters, groupBy, pageSize } = viewDocument(files, changeOf(entity, shared.name, null)).document as unknown as ViewDocument & { label: string; shownAs?: string };
  const document = JSON.parse(JSON.stringify({ columns, sort, filter, quickFilters, groupBy, pageSize })) as ViewDocument; // without the keys that are not there
  return { label, kind: shownAs, document, reach: shared.roles ? { to: "roles", roles: shared.roles } : { to: "everybody" }, default: shared.default };
}

async function update(call: Call<OfView, unknown, Body>): Promise<unknown> {
  const plain = call as Call<OfView>;
  const entity = entityOf(plain);
  const { id } = call.params;
  const before = await viewOf(plain, entity);
  const { version, default: first, ...change } = call.body;
  const next = { ...before, ...change, default: first ?? before.default };
  checkDocument(entity, next);
  if (isShared(next.reach)) {
    const name = await share(plain as Call, entity, next, isRow(id) ? undefined : id);
    if (isRow(id)) await deleteView(call.db, call.ctx, entity, id);
    return { id: name, label: next.label, kind: next.kind, reach: next.reach, shared: true };
  }
  if (isRow(id)) return { ...(await updateView(call.db, call.ctx, entity, id, change, version)), shared: false };
  // No longer shared: out of the metadata, into the rows of the person.
  mayPublish(plain);
  const made = await createView(call.db, call.ctx, entity, next);
  await publish(plain, [changeOf(entity, id, null)], `View "${before.label}" of ${entity.name} is no longer shared`);
  return { ...made, shared: false };
}

async function remove(call: Call<OfView>): Promise<void> {
  const entity = entityOf(call);
  const { id } = call.params;
  if (isRow(id)) return deleteView(call.db, call.ctx, entity, id);
  const { label } = await viewOf(call, entity);
  mayPublish(call);
  await publish(call, [changeOf(entity, id, null)], `Deletes the view "${label}" of ${entity.name}`);
}

async function choose(call: Call<OfEntity, unknown, { view: string | null }>): Promise<unknown> {
  const entity = entityOf(call as Call<OfEntity>);
  const { view } = call.body;
  const isList = view !== null && (view === "default" || (call.model.lists.get(entity.name)?.some((known) => known.name === view) ?? false));
  // A view somebody else keeps to himself is not there for the caller.
  if (view !== null && !isList) await readView(call.db, call.ctx, entity, isRow(view) ? view : "00000000-0000-0000-0000-000000000000");
  await saveDefault(call.db, call.ctx, entity, view);
  return { default: view };
}

export const viewRoutes = [
  route({ method: "GET", url: "/views", tag, summary: "Own views and those of one's teams, of all entities one may read: id, entity, label", policy: "signedIn", handler: all }),
  route({ method: "GET", url: "/views/:entity", tag, summary: "Own views and those of one's teams, and which one opens first; shared ones are lists of the model", policy: "signedIn", params: entityParams, handler: list }),
  route({ method: "POST", url: "/views/:entity", tag, summary: "Save a view", policy: "signedIn", params: entityParams, status: 201, idempotent: false, body: { type: "object", additionalProperties: false, properties, required: ["label", "document"] }, handler: create }),
  route({ method: "PUT", url: "/views/:entity/default", tag, summary: "Choose what opens first; null follows the metadata", policy: "signedIn", params: entityParams, body: { type: "object", additionalProperties: false, required: ["view"], properties: { view: { type: ["string", "null"], maxLength: 60 } } }, handler: choose }),
  route({ method: "PATCH", url: "/views/:entity/:id", tag, summary: "Change, rename or share a view", policy: "signedIn", params: viewParams, idempotent: false, body: { type: "object", additionalProperties: false, properties: { ...properties, version: { type: "integer", minimum: 1 } } }, handler: update }),
  route({ method: "DELETE", url: "/views/:entity/:id", tag, summary: "Delete a view", policy: "signedIn", params: viewParams, status: 204, idempotent: false, handler: remove }),
];
