/** What people add to a record beside its fields: comments, notes, files; the timeline of all of it, and who looks at the record. */
import { ACTIVITY_LIMITS } from "../../runtime/activity/limits";
import type { PostKind, PostChange, NewPost } from "../../runtime/activity/posts";
import { TIMELINE_KINDS, type TimelineKind } from "../../runtime/activity/timeline";
import { FILE_LIMITS } from "../../runtime/files/limits";
import { AppError } from "../../runtime/kernel";
import { route, type Call, type JsonSchema, type Route } from "../route";

type RecordParams = { entity: string; id: string };
type PartParams = RecordParams & { part: string };
type AnyCall<P = RecordParams, Q = unknown, B = unknown> = Call<P, Q, B>;

const uuid: JsonSchema = { type: "string", format: "uuid" };
const uuids: JsonSchema = { type: "array", maxItems: ACTIVITY_LIMITS.files, uniqueItems: true, items: uuid };
const string = (maxLength: number): JsonSchema => ({ type: "string", maxLength });
const body = (properties: Record<string, JsonSchema>, ...required: string[]): JsonSchema => ({ type: "object", additionalProperties: false, properties, ...(required.length ? { required } : {}) });
const record: JsonSchema = { type: "object", properties: { entity: string(60), id: uuid }, required: ["entity", "id"] };
const part: JsonSchema = { type: "object", properties: { entity: string(60), id: uuid, part: uuid }, required: ["entity", "id", "part"] };
/** Twice what is taken, so that the sentence about the limit is ours. */
const text: JsonSchema = { type: "string", maxLength: ACTIVITY_LIMITS.body * 2, description: "Markdown; people are named as @[Name](user:id)" };
const page: Readonly<Record<string, JsonSchema>> = { limit: { type: "integer", minimum: 1, maximum: ACTIVITY_LIMITS.page }, cursor: { type: "string", maxLength: 500, description: "nextCursor of the page before" } };

const calling = ({ model, ctx, db, tx }: AnyCall<never>) => ({ model, ctx, db, tx });
const at = (call: AnyCall<RecordParams, never, never>) => [calling(call as never), call.params.entity, call.params.id] as const;

const LIST_OF: Readonly<Record<PostKind, TimelineKind>> = { comment: "comments", note: "notes" };

/** The same routes for comments and notes; only notes may be private. */
function postRoutes(kind: PostKind): Route[] {
  const things = LIST_OF[kind];
  const url = `/records/:entity/:id/${things}`;
  const tag = kind === "comment" ? "Comments" : "Notes";
  const privacy: Record<string, JsonSchema> = kind === "note" ? { private: { type: "boolean", description: "For the author and those above him in the tree of units and positions" } } : {};
  return [
    route({
      method: "GET", url, tag, summary: `${tag} of a record, newest first`, policy: "signedIn", params: record, query: page,
      handler: async (call: AnyCall<RecordParams, { limit?: number; cursor?: string }>) => {
        const { items, nextCursor } = await call.runtime.activity.timeline(...at(call as never), { ...call.query, kinds: [things] });
        return { items, nextCursor };
      },
    }),
    route({
      method: "POST", url, tag, summary: `Write a ${kind}`, policy: "signedIn", status: 201, params: record, body: body({ body: text, files: { ...uuids, description: "Ids of uploads" }, ...privacy }, "body"),
      handler: async (call: AnyCall<RecordParams, unknown, NewPost>) => call.runtime.activity.addPost(...at(call as never), kind, call.body),
    }),
    route({
      method: "GET", url: `${url}/:part`, tag, summary: `One ${kind}`, policy: "signedIn", params: part,
      handler: async (call: AnyCall<PartParams>) => call.runtime.activity.post(...at(call as never), kind, call.params.part),
    }),
    route({
      method: "PATCH", url: `${url}/:part`, tag, summary: `Change a ${kind} of one's own; the earlier wording is kept`, policy: "signedIn", params: part,
      body: body({ body: text, version: { type: "integer", minimum: 1 }, addFiles: uuids, removeFiles: uuids, ...privacy }),
      handler: async (call: AnyCall<PartParams, unknown, PostChange>) => call.runtime.activity.editPost(...at(call as never), kind, call.params.part, call.body),
    }),
    route({
      method: "DELETE", url: `${url}/:part`, tag, summary: `Delete a ${kind}`, policy: "signedIn", status: 204, params: part,
      handler: async (call: AnyCall<PartParams>) => call.runtime.activity.removePost(...at(call as never), kind, call.params.part),
    }),
    route({
      method: "GET", url: `${url}/:part/edits`, tag, summary: `Earlier wordings of a ${kind}`, policy: "signedIn", params: part,
      handler: async (call: AnyCall<PartParams>) => ({ items: await call.runtime.activity.postEdits(...at(call as never), kind, call.params.part) }),
    }),
    route({
      method: "POST", url: `${url}/:part/reactions`, tag, summary: "Put a reaction on it, or take it off", policy: "signedIn", params: part, body: body({ emoji: string(40), on: { type: "boolean", default: true } }, "emoji"),
      handler: async (call: AnyCall<PartParams, unknown, { emoji: string; on?: boolean }>) => call.runtime.activity.react(...at(call as never), kind, call.params.part, call.body.emoji, call.body.on ?? true),
    }),
  ];
}

function kindsOf(text: string | undefined): TimelineKind[] | undefined {
  if (text === undefined || text === "") return undefined;
  const kinds = text.split(",").map((word) => word.trim());
  const unknown = kinds.find((kind) => !TIMELINE_KINDS.some((known) => known === kind));
  if (unknown !== undefined) throw new AppError("query:invalid", `The timeline has no kind "${unknown.slice(0, 40)}".`, { remedy: `Use ${TIMELINE_KINDS.join(", ")}.`, issues: [{ pointer: "/kinds", code: "choice", message: `The timeline has no kind "${unknown.slice(0, 40)}".`, remedy: `Use ${TIMELINE_KINDS.join(", ")}.` }] });
  return kinds as TimelineKind[];
}

const FILES = "/records/:entity/:id/files";

const fileRoutes: readonly Route[] = [
  route({
    method: "POST", url: FILES, tag: "Files", summary: "Put uploads on a record", policy: "signedIn", status: 201, params: record, body: body({ files: { ...uuids, minItems: 1 } }, "files"),
    handler: async (call: AnyCall<RecordParams, unknown, { files: string[] }>) => ({ items: await call.runtime.activity.addFiles(...at(call as never), call.body.files) }),
  }),
  route({
    method: "GET", url: `${FILES}/:part/versions`, tag: "Files", summary: "Versions of a file, newest first", policy: "signedIn", params: part,
    handler: async (call: AnyCall<PartParams>) => ({ items: await call.runtime.activity.versions(...at(call as never), call.params.part) }),
  }),
  route({
    method: "POST", url: `${FILES}/:part/versions`, tag: "Files", summary: "New contents for a file; the older version stays", policy: "signedIn", status: 201, params: part, body: body({ file: uuid }, "file"),
    handler: async (call: AnyCall<PartParams, unknown, { file: string }>) => call.runtime.activity.addVersion(...at(call as never), call.params.part, call.body.file),
  }),
  route({
    method: "PATCH", url: `${FILES}/:part`, tag: "Files", summary: "Rename a file", policy: "signedIn", params: part, body: body({ name: { type: "string", minLength: 1, maxLength: FILE_LIMITS.name } }, "name"),
    handler: async (call: AnyCall<PartParams, unknown, { name: string }>) => call.runtime.activity.renameFile(...at(call as never), call.params.part, call.body.name),
  }),
  route({
    method: "DELETE", url: `${FILES}/:part`, tag: "Files", summary: "Delete a file with all its versions", policy: "signedIn", status: 204, params: part,
    handler: async (call: AnyCall<PartParams>) => call.runtime.activity.removeFile(...at(call as never), call.params.part),
  }),
];

export const activityRoutes: readonly Route[] = [
  route({
    method: "GET", url: "/records/:entity/:id/timeline", tag: "Activity", summary: "Comments, notes, files and changes of a record in one order, newest first", policy: "signedIn", params: record,
    query: { ...page, kinds: { ...string(100), description: `Any of ${TIMELINE_KINDS.join(", ")}; all unless given` } },
    handler: async (call: AnyCall<RecordParams, { limit?: number; cursor?: string; kinds?: string }>) => call.runtime.activity.timeline(...at(call as never), { ...call.query, kinds: kindsOf(call.query.kinds) }),
  }),
  route({
    method: "GET", url: "/records/:entity/:id/mentionable", tag: "Activity", summary: "People who may see the record, by name", policy: "signedIn", params: record, query: { q: { type: "string", maxLength: 100, default: "" } },
    handler: async (call: AnyCall<RecordParams, { q?: string }>) => ({ items: await call.runtime.activity.mentionable(...at(call as never), call.query.q ?? "") }),
  }),
  route({
    method: "POST", url: "/records/:entity/:id/presence", tag: "Activity", summary: `Say that one looks at the record, and hear who else does; a sign holds ${ACTIVITY_LIMITS.presenceSeconds} seconds`, policy: "signedIn", idempotent: false, params: record,
    body: body({ window: { type: "string", pattern: "^[A-Za-z0-9-]{8,40}$" }, editing: { type: "boolean" }, leaving: { type: "boolean" } }, "window"),
    handler: async (call: AnyCall<RecordParams, unknown, { window: string; editing?: boolean; leaving?: boolean }>) => ({ people: await call.runtime.activity.giveSign(...at(call as never), call.body) }),
  }),
  ...postRoutes("comment"), ...postRoutes("note"), ...fileRoutes,
];
