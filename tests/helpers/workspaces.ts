/** A server with workspaces over a test database, asked by host name, and the command line beside it. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { readCall } from "../../cli/dispatch";
import { systemPrincipal, isAppError } from "../../runtime/kernel";
import type { Auth } from "../../runtime/auth/service";
import { readEnv, type Env } from "../../server/env";
import { startServer, type RunningServer } from "../../server/main";
import { addPerson, TEST_SECRET } from "./auth";
import type { TestDatabaseKind } from "./test-databases";

export const DOMAIN = "metaloom.test";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- bodies of many routes; each test says what it expects
  readonly body: any;
}

export interface Asked {
  readonly host: string;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** One request to loopback under any host name; fetch would not send it. */
function ask(port: number, method: string, path: string, { host, key, headers = {}, body }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: "127.0.0.1", method, path, headers: { ...headers, host, ...(key === undefined ? {} : { authorization: `Bearer ${key}` }), ...(body === undefined ? {} : { "content-type": "application/json" }) } }, (response) => {
      const pieces: Buffer[] = [];
      response.on("data", (piece: Buffer) => pieces.push(piece)).on("error", reject).on("end", () => {
        const text = Buffer.concat(pieces).toString();
        const isJson = (response.headers["content-type"] ?? "").includes("json");
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, body: isJson && text ? JSON.parse(text) : undefined });
      });
    });
    sent.on("error", reject).end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** An installation with a server that can be stopped and started; the command line works beside it. */
export interface Tenants {
  readonly env: Env;
  readonly kind: string;
  server(): RunningServer;
  start(): Promise<void>;
  stop(): Promise<void>;
  ask(method: string, path: string, asked: Asked): Promise<Answer>;
  metaloom(...words: string[]): Promise<Record<string, unknown>>;
  remove(): Promise<void>;
}

/** A database of that kind for a server: a copy of the templates, since an embedded one belongs to one process. */
async function place(kind: TestDatabaseKind): Promise<{ source: Record<string, string>; remove(): Promise<void> }> {
  if (kind.kind === "postgres") {
    const test = await kind.open();
    return { source: { DATABASE_URL: test.url, METALOOM_DATA: test.dataDir }, remove: () => test.close() };
  }
  const dataDir = mkdtempSync(join(tmpdir(), "metaloom-tenants-"));
  cpSync(join(inject("databases").embeddedTemplate, "pg"), join(dataDir, "pg"), { recursive: true });
  return { source: { DATABASE_URL: "", METALOOM_DATA: dataDir }, remove: async () => rmSync(dataDir, { recursive: true, force: true }) };
}

export async function openTenants(kind: TestDatabaseKind, more: Readonly<Record<string, string>> = {}): Promise<Tenants> {
  const { source, remove } = await place(kind);
  const env = readEnv({ NODE_ENV: "test", METALOOM_SECRET: TEST_SECRET, LOG_LEVEL: "silent", PORT: "0", METALOOM_WORKSPACE_DOMAIN: DOMAIN, ...source, ...more });
  let running: RunningServer | undefined;
  const server = (): RunningServer => running!;
  return {
    env, kind: kind.kind, server,
    async start() {
      running = await startServer({ env, worker: true, pages: false });
    },
    async stop() {
      await running?.close();
      running = undefined;
    },
    ask: (method, path, asked) => ask(Number(new URL(server().url).port), method, path, asked),
    metaloom: (...words) => metaloom(env, ...words),
    async remove() {
      await running?.close();
      await remove();
    },
  };
}

/** The document `metaloom … --json` prints; what it refuses is thrown. */
async function metaloom(env: Env, ...words: string[]): Promise<Record<string, unknown>> {
  const { command, args, options } = await readCall(words);
  const result = await command.run({ args, options, isJson: true, env: () => env, say: () => undefined });
  if (result?.ok === false) throw new Error(JSON.stringify(result.document));
  return result?.document as Record<string, unknown>;
}

export async function refusal(work: Promise<unknown>): Promise<{ code: string; message: string; remedy?: string }> {
  try {
    await work;
  } catch (error) {
    if (isAppError(error)) return { code: error.code, message: error.message, remedy: error.remedy };
    throw error;
  }
  throw new Error("It was not refused.");
}

/** A key of a new person with these roles. */
export async function keyIn(auth: Auth, email: string, ...roles: string[]): Promise<string> {
  const { id } = await addPerson(auth, roles, email);
  return (await auth.createApiKey(systemPrincipal("test"), { name: "test", owner: id, roles })).key;
}
