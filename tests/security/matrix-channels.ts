/** The doors of the matrix: the gateway in this process, and the real server over HTTP with an API key or a session cookie. */
import { Readable } from "node:stream";
import { sql } from "kysely";
import { runAction } from "../../runtime/actions/run";
import { bulk, copyRecord, mergeRecords } from "../../runtime/entities/bulk";
import { explainAccess } from "../../runtime/entities/explain";
import { readHistory } from "../../runtime/entities/history";
import { listMembers, listShares, setMember, shareRecord, unshareRecord } from "../../runtime/entities/members";
import { parseOptions } from "../../runtime/exchange/plan";
import { tableKind } from "../../runtime/exchange/read";
import { jobView, loadJob } from "../../runtime/exchange/jobs";
import { visibleEvents } from "../../runtime/events/visible";
import { AppError, isAppError, type Ctx } from "../../runtime/kernel";
import { newId } from "../../runtime/kernel/ids";
import { exportRecords, type Export } from "../../runtime/exchange/export";
import { checkCondition } from "../../runtime/queries/filter";
import { searchWithParts } from "../../runtime/activity/find-parts";
import type { Runtime } from "../../runtime/server";
import type { Case } from "./matrix-cases";
import type { Who } from "./matrix-rights";
import { journalOf } from "./matrix-stream";
import { matrixWorld } from "./matrix-world";
import { USERS } from "./worlds";

export interface Outcome {
  readonly status: number;
  readonly body: unknown;
}

export type ChannelName = "gateway" | "key" | "cookie";

/** What a channel is called in the journal, and who acts in it. */
export const JOURNAL_OF: Readonly<Record<ChannelName, { readonly channel: string; readonly kind: string }>> = { gateway: { channel: "api", kind: "staff" }, key: { channel: "api", kind: "apiKey" }, cookie: { channel: "ui", kind: "staff" } };

/** To whom shares are given and who becomes a member: never the reader of the case. */
export const GRANTEE = USERS[1]!;
const JOURNAL = journalOf(matrixWorld());
const PLAIN = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

export async function byGateway(runtime: Runtime, who: Who, shared: readonly string[], asked: Case, items: readonly string[]): Promise<Outcome> {
  const principal = { kind: "staff" as const, userId: who.id, name: "Reader", sessionId: newId(), roles: who.roles, teams: who.teams, units: who.units, unitTree: who.unitTree, sharedEntities: shared };
  const ctx: Ctx = { principal, channel: "api", now: new Date(), timeZone: "UTC", language: "en", requestId: newId() };
  try {
    return { status: 200, body: PLAIN(await ask(runtime, ctx, asked, items)) };
  } catch (error) {
    if (!isAppError(error)) return { status: 500, body: String(error) };
    return { status: error.status, body: PLAIN({ code: error.code, message: error.message, errors: error.issues }) };
  }
}

async function ask(runtime: Runtime, ctx: Ctx, asked: Case, items: readonly string[]): Promise<unknown> {
  const call = { model: runtime.live.current(), ctx, db: runtime.db };
  const save = { ...call, queries: runtime.queries };
  const { records } = runtime;
  const copy = (body: object) => ({ ...body });
  switch (asked.verb) {
    case "read": return records.get(call, asked.entity, asked.id);
    case "history": return readHistory(save, asked.entity, asked.id);
    case "members": return { items: await listMembers(save, asked.entity, asked.id) };
    case "shares": return { items: await listShares(save, asked.entity, asked.id) };
    case "access": return explainAccess(save, asked.entity, asked.id);
    case "list": return runtime.queries.list(call, asked.entity, { filter: asked.filter && checkCondition(asked.filter), q: asked.q, trash: asked.trash, limit: 200, count: "exact", fields: asked.fields && ["id", ...asked.fields], sort: asked.sort ? [{ field: asked.sort, direction: asked.descending ? "desc" : "asc" }] : undefined });
    case "aggregate": return { rows: await runtime.queries.aggregate(call, asked.entity, { groupBy: asked.groupBy ? [{ field: asked.groupBy }] : [], measures: [{ as: "m", function: asked.function, field: asked.field }], filter: asked.filter && checkCondition(asked.filter) }) };
    case "export": return exported(await exportRecords(runtime.queries, call, asked.entity, "json", { filter: asked.filter && checkCondition(asked.filter), fields: asked.fields && ["id", ...asked.fields] }));
    case "parts": return asked.list === "files" ? { items: await runtime.activity.files(call, asked.entity, asked.id) } : runtime.activity.timeline(call, asked.entity, asked.id, { kinds: asked.list === "timeline" ? undefined : [asked.list], limit: 100 });
    case "say": return runtime.activity.addPost(call, asked.entity, asked.id, asked.kind, { body: "said", private: asked.private });
    case "resay": return asked.kind === "file" ? runtime.activity.renameFile(call, asked.entity, asked.id, asked.part, "renamed") : runtime.activity.editPost(call, asked.entity, asked.id, asked.kind, asked.part, { body: "said anew" });
    case "unsay": return asked.kind === "file" ? runtime.activity.removeFile(call, asked.entity, asked.id, asked.part) : runtime.activity.removePost(call, asked.entity, asked.id, asked.kind, asked.part);
    case "react": return runtime.activity.react(call, asked.entity, asked.id, asked.kind as "comment", asked.part, "\u{1F44D}", true);
    case "search": return { items: await searchWithParts(runtime.queries, call, asked.q, 20) };
    case "model": return runtime.clientModel(ctx.principal, { id: "", name: "", email: "", language: "en", timeZone: "UTC" }, "en");
    case "dashboard": return { widgets: await runtime.dashboards.data(call, asked.name, {}) };
    case "report": return { data: await runtime.reports.data(call, asked.name) };
    case "told": return runtime.notifications.inbox(call, { limit: 100 });
    case "stream": return { items: (await visibleEvents(runtime.queries, call, JOURNAL)).map(({ row }) => ({ seq: row.position.seq })) };
    case "widgetFile": return textOf(await runtime.dashboards.file(call, "watch", "states", {}, "csv"));
    case "import": return importOne(runtime, ctx, asked);
    case "create": return records.create(call, asked.entity, copy(asked.body));
    case "update": return records.update(call, asked.entity, asked.id, copy(asked.body));
    case "addItem": return records.update(call, asked.entity, asked.id, withItem(items));
    case "delete": return records.remove(call, asked.entity, asked.id);
    case "restore": return records.restore(call, asked.entity, asked.id);
    case "purge": return records.purge(call, asked.entity, asked.id);
    case "bulk": return bulk(records, call, asked.entity, asked.ids, asked.set ? { set: copy(asked.set) } : { delete: true });
    case "copy": return copyRecord(records, call, asked.entity, asked.id, copy(asked.body));
    case "merge": return mergeRecords(records, call, asked.entity, asked.id, { others: [asked.other] });
    case "action": return runAction(records, call, asked.entity, asked.id, asked.action, undefined);
    case "share": return { items: await shareRecord(save, asked.entity, asked.id, { kind: "user", id: GRANTEE, level: asked.level }) };
    case "unshare": return unshareRecord(save, asked.entity, asked.id, "user", GRANTEE);
    case "setMember": return { items: await setMember(save, asked.entity, asked.id, GRANTEE, asked.roles) };
  }
}

/** References stand in a file as objects, so that no title is looked for. */
const REFERENCES = new Set(["client", "rival", "paper", "owner", "team", "unit"]);

/** A file with one record, through the whole import; what the import keeps about itself is put away, so that the rest can be compared. */
async function importOne({ files, imports, live, auth, db }: Runtime, ctx: Ctx, { entity, body }: Extract<Case, { verb: "import" }>): Promise<unknown> {
  auth.invalidate();
  const record = Object.fromEntries(Object.entries(body).map(([name, value]) => [name, REFERENCES.has(name) && value !== null ? { id: value } : value]));
  const file = await files.stage(ctx, { name: "rows.json", bytes: Readable.from([Buffer.from(JSON.stringify([record]))]), kindOf: tableKind });
  try {
    const { id } = await imports.start({ model: live.current(), ctx }, entity, file, parseOptions({ mode: "create", mapping: Object.fromEntries(Object.keys(body).map((name) => [name, name])) }));
    await imports.runOnce();
    const { state, progress } = jobView(await loadJob(db, ctx.principal, id));
    if (state !== "done" || progress.created !== 1) throw new AppError("input:invalid", `The import is ${state} with ${JSON.stringify(progress)}.`);
    return progress;
  } finally {
    for (const table of ["import_rows", "jobs"]) await db.run(sql`delete from ${sql.table(`metaloom.${table}`)}`);
    await db.run(sql`delete from metaloom.files where id = ${file.id}::uuid`);
  }
}

async function textOf({ chunks }: Export): Promise<string> {
  let text = "";
  for await (const chunk of chunks) text += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString();
  return text;
}

const exported = async (file: Export): Promise<unknown> => JSON.parse(await textOf(file)) as unknown;

const withItem = (items: readonly string[]) => ({ items: [...items.map((id) => ({ id })), { name: "Added" }] });

interface Request {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

function requestOf(asked: Case, items: readonly string[]): Request {
  const base = "/records/" + asked.entity + ("id" in asked ? "/" + asked.id : "");
  switch (asked.verb) {
    case "read": return { method: "GET", path: base };
    case "history": case "members": case "shares": case "access": return { method: "GET", path: `${base}/${asked.verb}` };
    case "list": {
      const query = new URLSearchParams({ limit: "200", count: "exact" });
      if (asked.filter) query.set("filter", JSON.stringify(asked.filter));
      if (asked.q) query.set("q", asked.q);
      if (asked.trash) query.set("deleted", "true");
      if (asked.fields) query.set("fields", asked.fields.join());
      if (asked.sort) query.set("sort", (asked.descending ? "-" : "") + asked.sort);
      return { method: "GET", path: `${base}?${query}` };
    }
    case "aggregate": return { method: "POST", path: `${base}/aggregate`, body: { groupBy: asked.groupBy ? [{ field: asked.groupBy }] : [], measures: [{ as: "m", function: asked.function, field: asked.field }], filter: asked.filter } };
    case "export": return { method: "GET", path: `/export/${asked.entity}.json?${new URLSearchParams({ ...(asked.filter ? { filter: JSON.stringify(asked.filter) } : {}), ...(asked.fields ? { fields: asked.fields.join() } : {}) })}` };
    case "parts": return { method: "GET", path: `${base}/${asked.list}${asked.list === "files" ? "" : "?limit=100"}` };
    case "say": return { method: "POST", path: `${base}/${asked.kind}s`, body: { body: "said", ...(asked.kind === "note" ? { private: asked.private } : {}) } };
    case "resay": return { method: "PATCH", path: `${base}/${asked.kind}s/${asked.part}`, body: asked.kind === "file" ? { name: "renamed" } : { body: "said anew" } };
    case "unsay": return { method: "DELETE", path: `${base}/${asked.kind}s/${asked.part}` };
    case "react": return { method: "POST", path: `${base}/${asked.kind}s/${asked.part}/reactions`, body: { emoji: "\u{1F44D}" } };
    case "search": return { method: "GET", path: `/search?${new URLSearchParams({ q: asked.q, limit: "20" })}` };
    case "model": return { method: "GET", path: "/model" };
    case "dashboard": return { method: "POST", path: `/dashboards/${asked.name}/data`, body: {} };
    case "report": return { method: "POST", path: `/reports/${asked.name}/data`, body: {} };
    case "told": return { method: "GET", path: "/notifications?limit=100" };
    case "stream": throw new Error("The stream does not end; it is asked at the gateway.");
    case "widgetFile": return { method: "GET", path: "/dashboards/watch/widgets/states/csv" };
    case "import": throw new Error("An import is a job; it is asked at the gateway.");
    case "create": return { method: "POST", path: base, body: asked.body };
    case "update": return { method: "PATCH", path: base, body: asked.body };
    case "addItem": return { method: "PATCH", path: base, body: withItem(items) };
    case "delete": return { method: "DELETE", path: base };
    case "purge": return { method: "DELETE", path: `${base}?purge=true` };
    case "restore": return { method: "POST", path: `${base}/restore`, body: {} };
    case "bulk": return { method: "POST", path: `${base}/bulk`, body: { ids: asked.ids, ...(asked.set ? { set: asked.set } : { delete: true }) } };
    case "copy": return { method: "POST", path: `${base}/copy`, body: asked.body };
    case "merge": return { method: "POST", path: `${base}/merge`, body: { others: [asked.other] } };
    case "action": return { method: "POST", path: `${base}/actions/${asked.action}`, body: {} };
    case "share": return { method: "POST", path: `${base}/shares`, body: { kind: "user", id: GRANTEE, level: asked.level } };
    case "unshare": return { method: "DELETE", path: `${base}/shares/user/${GRANTEE}` };
    case "setMember": return { method: "PUT", path: `${base}/members/${GRANTEE}`, body: { roles: asked.roles } };
  }
}

export async function byHttp(origin: string, credentials: Readonly<Record<string, string>>, asked: Case, items: readonly string[]): Promise<Outcome> {
  const { method, path, body } = requestOf(asked, items);
  const response = await fetch(`${origin}/api/v1${path}`, { method, headers: { ...credentials, origin, ...(body === undefined ? {} : { "content-type": "application/json" }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : (response.headers.get("content-type") ?? "").includes("json") ? (JSON.parse(text) as unknown) : text };
}
