/** The pack "office" on a test database behind a real HTTP server on loopback, with people and their API keys. */
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import multipart from "@fastify/multipart";
import Fastify, { type FastifyInstance } from "fastify";
import { openFileStore } from "../../runtime/files/open";
import type { FileStore } from "../../runtime/files/store";
import type { Runtime } from "../../runtime/server";
import { createAuthenticate } from "../../server/auth/authenticate";
import { problemOf, toAppError } from "../../server/problem";
import { registerRoutes } from "../../server/register";
import { routes } from "../../server/routes";
import { addPerson, staffOf } from "./auth";
import { contextOf, openTestRuntime, type Person } from "./runtime";
import type { TestDatabase, TestDatabaseKind } from "./test-databases";

export interface OfficePerson extends Person {
  readonly key: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- bodies of many routes; each test says what it expects
  readonly body: any;
}

export interface Office {
  readonly test: TestDatabase;
  readonly runtime: Runtime;
  readonly app: FastifyInstance;
  readonly url: string;
  person(...roles: string[]): Promise<OfficePerson>;
  ask(who: OfficePerson, method: string, path: string, body?: unknown): Promise<Answer>;
  /** A multipart request; `file` is its content and name. */
  send(who: OfficePerson, path: string, file: { readonly name: string; readonly bytes: Uint8Array | string } | undefined, fields?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

export async function openOffice(open: TestDatabaseKind["open"], store?: FileStore, packs: readonly string[] = ["office"]): Promise<Office> {
  const test = await open();
  const runtime = await openTestRuntime(test.database, packs, { fileStore: store ?? openFileStore({ dataDir: test.dataDir }), dataFolder: test.dataDir, log: (level, message, details) => level === "error" && console.error(message, details) });
  const app = Fastify() as unknown as FastifyInstance;
  await app.register(multipart, { limits: { fileSize: 100 * 1024 * 1024, files: 10, fields: 20, parts: 30 } });
  app.setErrorHandler((error, request, reply) => {
    const known = toAppError(error);
    if (known.status === 500) console.error(known.cause ?? known);
    return reply.code(known.status).header("content-type", "application/problem+json").send(problemOf(known, String(request.id)));
  });
  registerRoutes(app, { runtime, authenticate: createAuthenticate(runtime.auth) }, routes);
  await app.listen({ port: 0, host: "127.0.0.1" });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/api/v1`;
  const answerOf = async (response: Response): Promise<Answer> => {
    const text = await response.text();
    const isJson = (response.headers.get("content-type") ?? "").includes("json");
    return { status: response.status, headers: response.headers, text, body: isJson && text ? JSON.parse(text) : undefined };
  };
  return {
    test, runtime, app, url,
    async person(...roles) {
      const person = await addPerson(runtime.auth, roles);
      const staff = await staffOf(runtime.auth, person);
      const { key } = await runtime.auth.createApiKey(staff, { name: "test", roles, readOnly: false });
      return { id: person.id, ctx: contextOf(staff), key };
    },
    async ask(who, method, path, body) {
      const json = body === undefined ? {} : { body: JSON.stringify(body) };
      return answerOf(await fetch(url + path, { method, headers: { authorization: `Bearer ${who.key}`, ...(body === undefined ? {} : { "content-type": "application/json" }) }, ...json }));
    },
    async send(who, path, file, fields = {}) {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      if (file) form.append("file", new Blob([file.bytes as BlobPart]), file.name);
      return answerOf(await fetch(url + path, { method: "POST", headers: { authorization: `Bearer ${who.key}` }, body: form }));
    },
    async close() {
      await runtime.imports.stopWorker();
      await runtime.events.close();
      await app.close();
      await runtime.live.close();
      await runtime.auth.close();
      await test.close();
    },
  };
}

/** Folder of the disk store. */
export const filesFolder = (office: Office): string => join(office.test.dataDir, "files");
