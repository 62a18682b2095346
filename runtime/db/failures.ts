/** Failures of the database that are not the caller's fault, said in one place. Everything else (23505 …) passes as thrown. */
import { AppError, isAppError } from "../kernel";

const UNREACHABLE = new Set(["ECONNREFUSED", "ECONNRESET", "ENOENT", "ETIMEDOUT", "EPIPE", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "EACCES"]);
const BROKEN = /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout expired|timeout exceeded when trying to connect|Cannot use a pool after calling end)/;

/** SQLSTATE or errno of a thrown thing, "" when it has none. */
export function sqlState(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string" ? error.code : "";
}

/** True when a prepared statement was planned before a publish changed the type of a column it gives. */
export function isStalePlan(error: unknown): boolean {
  return sqlState(error) === "0A000" && error instanceof Error && error.message.includes("cached plan must not change result type");
}

/** True when the transaction lost against another one, or met a stale plan, and may simply be repeated. */
export function isRepeatable(error: unknown): boolean {
  const state = sqlState(error);
  return state === "40001" || state === "40P01" || isStalePlan(error);
}

/** True when a statement named a table or column that is not there: it was made from a model that a publish has replaced meanwhile. */
export function isStaleSchema(error: unknown): boolean {
  const state = sqlState(error) || sqlState((error as { cause?: unknown } | null)?.cause);
  return state === "42703" || state === "42P01";
}

/** True when the connection itself is of no use any more. */
export function isConnectionFailure(error: unknown): boolean {
  const state = sqlState(error);
  return UNREACHABLE.has(state) || state.startsWith("08") || state.startsWith("57P") || state === "53300" || state === "25P03"
    || (error instanceof Error && !state && BROKEN.test(error.message));
}

const unavailable = (message: string, remedy: string, cause: unknown) => new AppError("unavailable:database", message, { remedy, cause });

/** The error to show instead of what pg threw; returns other errors unchanged. */
export function explain(error: unknown): unknown {
  if (isAppError(error)) return error;
  const state = sqlState(error);
  if (isConnectionFailure(error)) {
    return unavailable("The database cannot be reached at the moment.", "Try again in a few seconds; if it goes on, run `metaloom doctor`.", error);
  }
  if (state === "57014") {
    return new AppError("limit:exceeded", "The database stopped this work because it took too long.", { remedy: "Narrow the filter, or ask for less at once.", cause: error });
  }
  if (state === "55P03") return unavailable("Somebody else is changing the same data and has not finished.", "Try again in a few seconds.", error);
  if (isRepeatable(error)) return unavailable("Several people changed the same data at the same moment.", "Try again.", error);
  if (state === "53200" && /max_locks_per_transaction/.test(String((error as { hint?: unknown }).hint))) {
    return unavailable("This touches more tables at once than the database can lock.", "Do it in smaller parts, or set max_locks_per_transaction = 1024 in postgresql.conf and restart the database.", error);
  }
  if (state.startsWith("53")) return unavailable("The database has run out of room, memory or connections.", "Tell the administrator; `metaloom doctor` shows more.", error);
  if (state === "25006") return unavailable("The database takes no changes at the moment.", "Try again when it is back; check that DATABASE_URL names the primary server.", error);
  if (state.startsWith("28") || state === "3D000") {
    return unavailable("The database refused the sign-in of the server.", "Check user, password and database name in DATABASE_URL.", error);
  }
  return error;
}
