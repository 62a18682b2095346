import "server-only";
import type { Auth } from "../../runtime/auth/service";
import type { Condition } from "../../runtime/expressions/condition";
import type { Page } from "../../runtime/queries";
import type { GroupKey, Measure } from "../../runtime/queries/aggregate";
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
  /** A page of records with their number; this and the next two are undefined when the question is refused. */
  records(principal: Principal, user: Reader, entity: string, query: PageQuery): Promise<(Omit<Page, "items"> & { readonly items: readonly PageRecord[] }) | undefined>;
  record(principal: Principal, user: Reader, entity: string, id: string): Promise<PageRecord | undefined>;
  /** Groups and measures over records. */
  aggregate(principal: Principal, user: Reader, entity: string, query: PageAggregate): Promise<readonly Record<string, unknown>[] | undefined>;
  /** Saved views of an entity that the person may read, so that a list begins without asking for them. */
  views(principal: Principal, entity: string): Promise<{ readonly items: readonly View[]; readonly default: string | null }>;
}

type Reader = Pick<ClientUser, "language" | "timeZone">;
type PageRecord = Record<string, unknown> & { readonly id: string };

/** What a page asks of a list. The filter comes from an address: it is checked like that of any request. */
export interface PageQuery {
  readonly fields?: readonly string[];
  readonly sort?: readonly SortItem[];
  readonly filter?: Condition;
  readonly q?: string;
  readonly limit?: number;
  readonly deleted?: boolean;
  readonly count?: "exact" | "estimate" | "none";
}

export interface PageAggregate {
  readonly groupBy: readonly GroupKey[];
  readonly measures: readonly Measure[];
  readonly filter?: Condition;
  readonly q?: string;
}

export interface PageSession {
  readonly principal: Principal;
  readonly user: { readonly id: string; readonly name: string; readonly email: string; readonly language: string; readonly timeZone: string };
  /** Where the stream of changes was before anything of the page was read: the browser listens from there on. */
  readonly since: string;
}

const DOOR = Symbol.for("metaloom.runtime");

/** Throws when Next was started alone: pages need the server around them. */
export function getRuntime(): PageRuntime {
  const runtime = (globalThis as { [DOOR]?: PageRuntime })[DOOR];
  if (!runtime) throw new Error("Pages were started without the server. Use `npm run dev` or `npm start`.");
  return runtime;
}
