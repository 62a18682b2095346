import type { Principal } from "./principal";

/** By which door a request came in; kept in the journal. */
export type Channel = "ui" | "api" | "import" | "process" | "portal" | "cli" | "system";

/** What every call into the runtime carries. Frozen for the length of one request. */
export interface Ctx {
  readonly principal: Principal;
  readonly channel: Channel;
  /** Time of the request (UTC); the only clock that rules may see. */
  readonly now: Date;
  /** IANA zone of the user, e.g. "Europe/Kyiv"; relative dates are read in it. */
  readonly timeZone: string;
  /** BCP 47 tag of the user's language, e.g. "en". */
  readonly language: string;
  readonly requestId: string;
}
