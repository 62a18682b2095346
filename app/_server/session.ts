import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { ClientEntity, ClientModel } from "../../runtime/model/client";
import { getRuntime, type PageAggregate, type PageQuery, type PageRuntime, type PageSession } from "./runtime";

/** The session of this request; asked for once however many components need it. */
export const getSession = cache(async (): Promise<PageSession | null> => {
  return getRuntime().session((await headers()).get("cookie") ?? "");
});

/** The session, or off to the sign-in page, which leads back here. */
export const requireSession = cache(async (): Promise<PageSession> => {
  const session = await getSession();
  if (session) return session;
  // Set by server/main.ts: the path and query the browser asked for.
  const path = (await headers()).get("x-metaloom-path");
  redirect(path && path !== "/" ? `/sign-in?next=${encodeURIComponent(path)}` : "/sign-in");
});

/** The model as the signed-in person sees it, in the language chosen on this device or in the profile. */
export const getClientModel = cache(async (): Promise<ClientModel> => {
  const { principal, user } = await requireSession();
  const chosen = (await cookies()).get("language")?.value;
  return getRuntime().clientModel(principal, user, chosen ?? user.language);
});

/** Texts of models, for as long as the models live: one for all persons with the same rights. */
const texts = new WeakMap<ClientModel["entities"], string>();

/**
 * The model without the person, as JSON: React takes one text apart much faster than ten thousand small values, on the server as well
 * as in the browser.
 */
export async function getModelText(): Promise<string> {
  const { user: _user, ...model } = await getClientModel();
  let text = texts.get(model.entities);
  if (text === undefined) texts.set(model.entities, (text = JSON.stringify(model)));
  return text;
}

/** The entity of a page's address; undefined when it does not exist for this person. An address with a former name leads to the one of now. */
export async function findEntity(name: string): Promise<ClientEntity | undefined> {
  const { entities } = await getClientModel();
  if (Object.hasOwn(entities, name)) return entities[name];
  const now = Object.values(entities).find(({ formerNames }) => formerNames?.includes(name));
  const path = now && (await headers()).get("x-metaloom-path");
  if (now && path?.startsWith(`/${name}`)) redirect(`/${now.name}${path.slice(name.length + 1)}`);
  return undefined;
}

/** Saved views of the person for an entity he may read. */
export async function findViews(entity: string): ReturnType<PageRuntime["views"]> {
  const { principal } = await requireSession();
  return getRuntime().views(principal, entity);
}

/** One record, as the API gives it; undefined when it is not for this person, which the screen then finds out by itself. */
export async function findRecord(entity: string, id: string): ReturnType<PageRuntime["record"]> {
  const { principal, user } = await requireSession();
  return getRuntime().record(principal, user, entity, id);
}

/** Is this the whole document? Else somebody comes from another page, where the screen shows at once what it knows and asks for the rest. */
export const isFirstVisit = async (): Promise<boolean> => (await headers()).get("x-metaloom-visit") === "first";

/** Groups and measures over records; undefined when the question is refused. */
export async function findGroups(entity: string, query: PageAggregate): ReturnType<PageRuntime["aggregate"]> {
  const { principal, user } = await requireSession();
  return getRuntime().aggregate(principal, user, entity, query);
}

/** The first page of a list; undefined when the request is refused, which the list then asks for and tells by itself. */
export async function findRecords(entity: string, query: PageQuery): ReturnType<PageRuntime["records"]> {
  const { principal, user } = await requireSession();
  return getRuntime().records(principal, user, entity, query);
}
