/** What `metaloom doctor` looks at. A *check* gives one finding; a *problem* keeps the product from working, a *warning* does not. */
import { accessSync, constants, mkdirSync } from "node:fs";
import { connect } from "node:net";
import { sql } from "kysely";
import { appliedMigrations, hasTrigrams, pendingMigrations, readMigrations } from "../runtime/db/migrate";
import { openDatabase } from "../runtime/db/open";
import type { Database } from "../runtime/db/pool";
import { isAppError, type AppError } from "../runtime/kernel";
import { schemasOf } from "../runtime/workspaces/name";
import { keepWorkspaces } from "../runtime/workspaces/registry";
import { describeEnvMistakes, readEnv, type Env } from "../server/env";

export interface Finding {
  readonly name: string;
  readonly status: "ok" | "warning" | "problem";
  readonly message: string;
  readonly remedy?: string;
}

const NODE = [20, 19] as const;
const CLOCK_LIMIT_MS = 5_000;
const fine = (name: string, message: string): Finding => ({ name, status: "ok", message });
const warning = (name: string, message: string, remedy: string): Finding => ({ name, status: "warning", message, remedy });
const problem = (name: string, message: string, remedy?: string): Finding => ({ name, status: "problem", message, remedy });

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > NODE[0] || (major === NODE[0] && minor >= NODE[1])) return fine("node", `Node ${version}.`);
  return problem("node", `Node ${version} is too old.`, `Install Node ${NODE.join(".")} or later.`);
}

function checkDataDir({ dataDir }: Env): Finding {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.R_OK | constants.W_OK);
    return fine("data", `The data directory ${dataDir} can be written.`);
  } catch {
    return problem("data", `The data directory ${dataDir} cannot be written.`, "Change its owner or rights, or name another one in METALOOM_DATA.");
  }
}

async function checkServer(database: Database): Promise<Finding> {
  const [row] = await database.run<{ version: string; number: number; encoding: string }>(
    sql`select current_setting('server_version') as version, current_setting('server_version_num')::int as number, current_setting('server_encoding') as encoding`);
  if (row!.number < 150_000) return problem("database", `PostgreSQL ${row!.version} is too old.`, "Use version 15 or later.");
  if (row!.encoding !== "UTF8") return problem("database", `The database has the encoding ${row!.encoding}.`, "Make it anew with encoding UTF8.");
  return fine("database", database.kind === "embedded" ? `The embedded database answers (PostgreSQL ${row!.version}).` : `PostgreSQL ${row!.version} answers.`);
}

async function checkMigrations(database: Database): Promise<Finding> {
  const applied = await appliedMigrations(database);
  if (!applied) return warning("migrations", "The database is empty.", "`metaloom migrate` or `metaloom serve` makes the tables.");
  const pending = pendingMigrations(readMigrations(), applied);
  if (pending.length === 0) return fine("migrations", `The schema is up to date (version ${applied.length}).`);
  return warning("migrations", `${pending.length} migrations are not applied yet.`, "`metaloom migrate` or `metaloom serve` applies them.");
}

async function checkWorkspaces(database: Database): Promise<Finding[]> {
  const workspaces = await keepWorkspaces(database);
  if (workspaces.length === 0) return [];
  const behind: string[] = [];
  for (const { name, isReady } of workspaces) {
    const applied = await appliedMigrations(database.inSchemas(schemasOf(name)));
    if (!isReady || !applied || pendingMigrations(readMigrations(), applied).length > 0) behind.push(name);
  }
  if (behind.length === 0) return [fine("workspaces", `${workspaces.length} workspaces besides the default one are up to date.`)];
  return [warning("workspaces", `The tables of these workspaces are not complete: ${behind.join(", ")}.`, "`metaloom migrate` or `metaloom serve` completes them.")];
}

async function checkTrigrams(database: Database): Promise<Finding> {
  if (await hasTrigrams(database)) return fine("pg_trgm", "Search finds parts of words by index.");
  return warning("pg_trgm", "The extension pg_trgm is not installed: search in large tables is slower.", "`metaloom migrate` installs it when it may; else ask for `create extension pg_trgm`.");
}

async function checkClock(database: Database): Promise<Finding> {
  const before = Date.now();
  const [row] = await database.run<{ now: string }>(sql`select now() as now`);
  const difference = Math.round(Math.abs(Date.parse(row!.now) - (before + Date.now()) / 2));
  if (difference <= CLOCK_LIMIT_MS) return fine("clock", "This machine and the database agree about the time.");
  return warning("clock", `This machine and the database differ by ${difference / 1000} seconds.`, "Let both follow a time server (NTP).");
}

function checkSmtp(smtpUrl: string | undefined): Promise<Finding> | Finding {
  if (!smtpUrl) return warning("smtp", "No mail server is set: letters are not sent.", "Set SMTP_URL.");
  const { hostname, port, protocol } = new URL(smtpUrl);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) || (protocol === "smtps:" ? 465 : 587), timeout: 5_000 });
    const settle = (finding: Finding) => {
      socket.destroy();
      resolve(finding);
    };
    const unreachable = () => settle(problem("smtp", `The mail server ${hostname} cannot be reached.`, "Check SMTP_URL and the firewall."));
    socket.once("connect", () => settle(fine("smtp", `The mail server ${hostname} answers.`))).once("error", unreachable).once("timeout", unreachable);
  });
}

const fromError = (name: string, error: AppError): Finding => problem(name, error.message, error.remedy);

async function checkDatabase(env: Env): Promise<Finding[]> {
  let database: Database | undefined;
  const findings: Finding[] = [];
  try {
    database = await openDatabase({ databaseUrl: env.databaseUrl, dataDir: env.dataDir, max: 1, whenBusy: "share", snapshot: false });
    for (const check of [checkServer, checkMigrations, checkTrigrams, checkClock]) findings.push(await check(database));
    findings.push(...(await checkWorkspaces(database)));
  } catch (error) {
    if (!isAppError(error)) throw error;
    findings.push(fromError(findings.length === 1 ? "migrations" : "database", error));
  } finally {
    await database?.close();
  }
  return findings;
}

/** Looks at everything, in the environment of this process unless told another; never throws for what it finds. */
export async function examine(source?: Readonly<Record<string, string | undefined>>): Promise<Finding[]> {
  const node = checkNode(process.versions.node);
  let env: Env;
  try {
    env = readEnv(source);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return [node, problem("environment", describeEnvMistakes(error))];
  }
  const data = checkDataDir(env);
  const database = data.status === "problem" && !env.databaseUrl ? [] : await checkDatabase(env);
  return [node, fine("environment", "The environment is in order."), data, ...database, await checkSmtp(env.smtpUrl)];
}
