/** /me: what a person keeps at hand on every device: favourites, recent records, settings of the screens. */
import { addFavourite, addRecent, changeDeskSettings, readDesk, removeFavourite, type Desk, type DeskSettings, type Place } from "../../runtime/auth/desk";
import { AppError, type Ctx } from "../../runtime/kernel";
import { actorId } from "../../runtime/kernel/principal";
import { titlesOf } from "../../runtime/queries/titles";
import { route, type Call, type JsonSchema, type Route } from "../route";

type PlaceParams = { entity: string; id: string };

const place: JsonSchema = { type: "object", properties: { entity: { type: "string", maxLength: 60 }, id: { type: "string", format: "uuid" } }, required: ["entity", "id"] };

function userOf({ principal }: Ctx): string {
  const id = principal.kind === "staff" || principal.kind === "apiKey" ? actorId(principal) : null;
  if (id === null) throw new AppError("right:missing", "This is for people who are signed in.");
  return id;
}

interface ShownPlace extends Place {
  readonly title: string | null;
}

/** Names and titles as the caller may see them now; what he may not see, or what is gone, is left out. */
async function shown({ model, ctx, db }: Call, places: readonly Place[]): Promise<ShownPlace[]> {
  const names = new Map([...model.entities.values()].map((entity) => [entity.id, entity.name]));
  const known = places.flatMap(({ entity, id }) => (names.has(entity) ? [{ entity: names.get(entity)!, id }] : []));
  const titles = new Map<string, Map<string, string | null>>();
  for (const name of new Set(known.map(({ entity }) => entity))) titles.set(name, await titlesOf({ model, ctx, db }, name, known.filter(({ entity }) => entity === name).map(({ id }) => id)));
  return known.flatMap(({ entity, id }) => (titles.get(entity)!.has(id) ? [{ entity, id, title: titles.get(entity)!.get(id)! }] : []));
}

const answer = async (call: Call, { settings, favourites, recent }: Desk): Promise<unknown> => ({ settings, favourites: await shown(call, favourites), recent: await shown(call, recent) });

/** @throws AppError resource:notFound for a record the caller does not see. */
async function placeOf({ model, ctx, db }: Call<unknown, unknown, unknown>, { entity, id }: PlaceParams): Promise<Place> {
  const found = model.entities.get(entity);
  if (!found || !(await titlesOf({ model, ctx, db }, entity, [id])).has(id)) throw new AppError("resource:notFound", "There is no such record, or you may not see it.");
  return { entity: found.id, id };
}

export const deskRoutes: readonly Route[] = [
  route({ method: "GET", url: "/me/desk", tag: "Desk", summary: "My favourites, recent records and settings of the screens", policy: "signedIn", handler: async (call: Call) => answer(call, await readDesk(call.db, userOf(call.ctx))) }),
  route({
    method: "PATCH", url: "/me/settings", tag: "Desk", summary: "Change settings of my screens", policy: "signedIn", idempotent: false,
    body: { type: "object", additionalProperties: false, properties: { theme: { enum: ["system", "light", "dark"] }, density: { enum: ["comfortable", "compact"] }, tourDone: { type: "boolean" } } },
    handler: async ({ runtime, ctx, body }: Call<unknown, unknown, DeskSettings>) => (await changeDeskSettings(runtime.db, userOf(ctx), body)).settings,
  }),
  route({
    method: "PUT", url: "/me/favourites/:entity/:id", tag: "Desk", summary: "Put a star on a record", policy: "signedIn", status: 204, idempotent: false, params: place,
    async handler(call: Call<PlaceParams>) {
      await addFavourite(call.runtime.db, userOf(call.ctx), await placeOf(call, call.params));
    },
  }),
  route({
    method: "DELETE", url: "/me/favourites/:entity/:id", tag: "Desk", summary: "Take the star from a record", policy: "signedIn", status: 204, idempotent: false, params: place,
    async handler({ runtime, model, ctx, params: { entity, id } }: Call<PlaceParams>) {
      // Also of a record one may not see any more: the star is one's own.
      const found = model.entities.get(entity);
      if (found) await removeFavourite(runtime.db, userOf(ctx), { entity: found.id, id });
    },
  }),
  route({
    method: "PUT", url: "/me/recent/:entity/:id", tag: "Desk", summary: "Note that I opened a record", policy: "signedIn", status: 204, idempotent: false, params: place,
    async handler(call: Call<PlaceParams>) {
      await addRecent(call.runtime.db, userOf(call.ctx), await placeOf(call, call.params));
    },
  }),
];
