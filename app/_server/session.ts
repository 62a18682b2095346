import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { ClientEntity, ClientModel } from "../../runtime/model/client";
import { getRuntime, type PageQuery, type PageRuntime, type PageSession } from "./runtime";

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

/** The entity of a page's address; undefined when it does not exist for this person. */
export async function findEntity(name: string): Promise<ClientEntity | undefined> {
  const { entities } = await getClientModel();
  return Object.hasOwn(entities, name) ? entities[name] : undefined;
}

/** Saved views of the person for an entity he may read. */
export async function findViews(entity: string): ReturnType<PageRuntime["views"]> {
  const { principal } = await requireSession();
  return getRuntime().views(principal, entity);
}

/** The first page of a list; undefined when the request is refused, which the list then asks for and tells by itself. */
export async function findRecords(entity: string, query: PageQuery): ReturnType<PageRuntime["records"]> {
  const { principal, user } = await requireSession();
  return getRuntime().records(principal, user, entity, query);
}
