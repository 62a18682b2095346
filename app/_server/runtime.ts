import "server-only";
import type { Auth } from "../../runtime/auth/service";
import type { Condition } from "../../runtime/expressions/condition";
import type { Page } from "../../runtime/queries";
import type { AppModel, SortItem } from "../../runtime/model/types";
import type { ClientModel, ClientUser } from "../../runtime/model/client";
import type { Principal } from "../../runtime/kernel/principal";
import type { View } from "../../runtime/views/rows";

/** What `server/main.ts` puts on globalThis for pages; the only door from Next to the runtime. */
export interface PageRuntime {
  /** Sign-in, for app/api/auth. */
  readonly auth: Auth;
  model(): AppModel;
  /** Who the cookies belong to; null when nobody is signed in or the session was ended. */
  session(cookieHeader: string): Promise<PageSession | null>;
  clientModel(principal: Principal, user: ClientUser, language: string): ClientModel;
  /** A page of records with their number; undefined when the query is refused. */
  records(principal: Principal, user: Pick<ClientUser, "language" | "timeZone">, entity: string, query: PageQuery): Promise<(Omit<Page, "items"> & { readonly items: readonly (Record<string, unknown> & { readonly id: string })[] }) | undefined>;
  /** Saved views of an entity that the person may read, so that a list begins without asking for them. */
  views(principal: Principal, entity: string): Promise<{ readonly items: readonly View[]; readonly default: string | null }>;
}

/** What a page asks of a list. The filter comes from an address: it is checked like that of any request. */
export interface PageQuery {
  readonly fields?: readonly string[];
  readonly sort?: readonly SortItem[];
  readonly filter?: Condition;
  readonly q?: string;
  readonly limit?: number;
  readonly deleted?: boolean;
}

export interface PageSession {
  readonly principal: Principal;
  readonly user: { readonly id: string; readonly name: string; readonly email: string; readonly language: string; readonly timeZone: string };
}

const DOOR = Symbol.for("metaloom.runtime");

/** Throws when Next was started alone: pages need the server around them. */
export function getRuntime(): PageRuntime {
  const runtime = (globalThis as { [DOOR]?: PageRuntime })[DOOR];
  if (!runtime) throw new Error("Pages were started without the server. Use `npm run dev` or `npm start`.");
  return runtime;
}
