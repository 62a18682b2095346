/**
 * Metadata: documents, drafts, publishing, revisions. PUT and DELETE collect changes in the caller's own draft; publish makes them
 * count, for everybody and at once. Publishing is compare-and-swap, so it needs no Idempotency-Key (and has its own transaction).
 */
import { actorId, AppError, type Ctx } from "../../runtime/kernel";
import { label } from "../../runtime/model/accessors";
import type { Label } from "../../runtime/model/types";
import { authorOf, draftsOfOthers, dropDraft, listDocuments, readDraft, saveDraft, viewDocument, EDITABLE_KINDS, type Decisions, type DocumentChange, type Draft } from "../../runtime/publish";
import { listPacks } from "../../runtime/publish/made-here";
import { route, type Call, type JsonSchema } from "../route";

const READ = { system: "metadata.read" } as const;
const PUBLISH = { system: "metadata.publish" } as const;
const tag = "metadata";

const text = (maxLength: number): JsonSchema => ({ type: "string", minLength: 1, maxLength });
const revision: JsonSchema = { type: "integer", minimum: 0, maximum: 2_147_483_647 };
const address = { kind: text(40), name: text(200) };
const pack = text(48);
const params: JsonSchema = { type: "object", properties: address, required: ["kind", "name"] };
const numbers = (...names: string[]): JsonSchema => ({ type: "object", properties: Object.fromEntries(names.map((name) => [name, revision])), required: names });
const changes: JsonSchema = {
  type: "array", maxItems: 1_000, description: "Instead of the caller's draft.",
  items: { type: "object", additionalProperties: false, required: ["kind", "name", "document"], properties: { kind: { ...address.kind, examples: [EDITABLE_KINDS[0]] }, name: address.name, pack, document: { type: ["object", "null"], description: "The whole document; null deletes it." } } },
};
const object = (properties: Record<string, JsonSchema>, required: readonly string[] = []): JsonSchema => ({ type: "object", additionalProperties: false, properties, required });
const confirmDestructive: JsonSchema = { type: "boolean", description: "Yes to steps that take data out of sight." };

const baseRevision: JsonSchema = { ...revision, description: "The revision the author began from." };
const merge: JsonSchema = { type: "boolean", description: "Merge with what others published since baseRevision; what both changed differently is refused with questions." };
const decisions: JsonSchema = { type: "object", maxProperties: 1_000, additionalProperties: { type: "string", enum: ["mine", "theirs", "both"] }, description: "Answers to the questions of a merge, by id." };

type Address = { kind: string; name: string };
type InPack = { pack?: string };
type Began = InPack & { baseRevision?: number };
type WithChanges = { changes?: readonly DocumentChange[] };

/** @throws AppError right:missing for a caller that is nobody, since a draft belongs to somebody. */
function personOf(ctx: Ctx): string {
  const id = actorId(ctx.principal);
  if (id === null) throw new AppError("right:missing", "A draft belongs to a person.", { remedy: "Sign in as a user." });
  return id;
}

const draftOf = ({ db, ctx }: Call): Promise<Draft | undefined> => readDraft(db, personOf(ctx));

async function changesOf(call: Call<unknown, unknown, WithChanges>): Promise<readonly DocumentChange[]> {
  return call.body.changes ?? (await draftOf(call as Call))?.changes ?? [];
}

const sameDocument = (a: Address & InPack, b: Address & InPack): boolean => a.kind === b.kind && a.name === b.name && (a.pack === undefined || b.pack === undefined || a.pack === b.pack);

/** What people call a role, or a document that stands beside entities (process, decision, dashboard …). */
function titleOf({ model, ctx }: Call, { kind, name }: { readonly kind: string; readonly name: string }): { readonly label?: string } {
  const parts: Readonly<Record<string, readonly { readonly name: string; readonly label?: Label }[]>> = { ...model.parts, role: [...model.roles.values()] };
  const found = parts[kind]?.find((part) => part.name === name)?.label;
  return found ? { label: label(found, ctx.language) } : {};
}

export const metadataRoutes = [
  route({
    method: "GET", url: "/metadata", summary: "All documents that can be changed, the caller's draft, and which documents others are changing", tag, policy: READ,
    handler: async (call: Call) => {
      const { revision: head, files } = await call.runtime.publisher.files();
      const draft = await draftOf(call);
      const items = listDocuments(files).map((item) => ({ ...item, ...titleOf(call, item), draft: draft?.changes.some((change) => sameDocument(item, change)) ?? false }));
      return { revision: head, items, packs: listPacks(files), draft: draft ?? null, others: await draftsOfOthers(call.db, personOf(call.ctx)) };
    },
  }),
  route({
    method: "GET", url: "/metadata/:kind/:name", summary: "One document as it counts, with what the pack brought and what the caller drafted; or as it was in a former revision", tag, policy: READ, params, query: { pack, revision },
    handler: async (call: Call<Address, InPack & { revision?: number }>) => {
      const { revision: former, ...query } = call.query;
      const { revision: head, files } = await call.runtime.publisher.files(former);
      const wanted = { ...call.params, ...query };
      if (former !== undefined) return { revision: head, ...viewDocument(files, wanted) };
      const draft = await draftOf(call as Call);
      const change = draft?.changes.find((candidate) => sameDocument(wanted, candidate));
      const drafted = change ? { draft: { document: change.document, baseRevision: draft!.baseRevision } } : {};
      try {
        return { revision: head, ...viewDocument(files, wanted), ...drafted };
      } catch (error) {
        // A document that so far only the draft holds.
        if (!change || !(error instanceof AppError) || error.code !== "resource:notFound") throw error;
        return { revision: head, ...wanted, ...(change.pack !== undefined && { pack: change.pack }), document: null, ...drafted };
      }
    },
  }),
  route({
    method: "GET", url: "/metadata/:kind/:name/versions", summary: "Revisions in which one document changed, newest first", tag, policy: READ, params, query: { pack },
    handler: async (call: Call<Address, InPack>) => ({ items: await call.runtime.publisher.versions({ ...call.params, ...call.query }) }),
  }),
  route({
    method: "PUT", url: "/metadata/:kind/:name", summary: "Puts a document into the caller's draft", tag, policy: PUBLISH, params, query: { pack, baseRevision }, body: { type: "object" },
    handler: (call: Call<Address, Began, Record<string, unknown>>) => saveChange(call as Call<Address, Began>, call.body),
  }),
  route({
    method: "DELETE", url: "/metadata/:kind/:name", summary: "Notes in the caller's draft that a document goes, or that a pack's document loses its local changes", tag, policy: PUBLISH, params, query: { pack, baseRevision },
    handler: (call: Call<Address, Began>) => saveChange(call, null),
  }),
  route({
    method: "DELETE", url: "/metadata/draft", summary: "Forgets the caller's draft", tag, policy: PUBLISH,
    handler: async (call: Call) => ({ dropped: await dropDraft(call.db, personOf(call.ctx)) }),
  }),
  route({
    method: "POST", url: "/metadata/validate", summary: "Problems of the draft, or of the changes given", tag, policy: READ, body: object({ changes }), idempotent: false,
    handler: async (call: Call<unknown, unknown, WithChanges>) => call.runtime.publisher.validate(await changesOf(call)),
  }),
  route({
    method: "POST", url: "/metadata/plan", summary: "What publishing would do to the tables: steps, locks, rows, what is destructive", tag, policy: READ, body: object({ changes }), idempotent: false,
    handler: async (call: Call<unknown, unknown, WithChanges>) => call.runtime.publisher.plan(await changesOf(call)),
  }),
  route({
    method: "POST", url: "/metadata/publish", summary: "Publishes the draft, or the changes given: one transaction, at once on every node", tag, policy: PUBLISH, idempotent: false,
    body: object({ changes, baseRevision, merge, decisions, summary: { type: "string", maxLength: 500 }, confirmDestructive }),
    handler: publish,
  }),
  route({
    method: "POST", url: "/metadata/rollback", summary: "Makes the documents of a former revision the newest ones; what came since is kept out of sight", tag, policy: PUBLISH, idempotent: false,
    body: object({ revision, baseRevision: revision, confirmDestructive }, ["revision"]),
    handler: (call: Call<unknown, unknown, { revision: number; baseRevision?: number; confirmDestructive?: boolean }>) => call.runtime.publisher.rollback({ ...call.body, author: authorOf(call.ctx) }),
  }),
  route({
    method: "POST", url: "/metadata/rollback/plan", summary: "What going back to a revision would change: documents, and steps on the tables", tag, policy: READ, body: object({ revision }, ["revision"]), idempotent: false, reads: true,
    handler: async ({ runtime, body }: Call<unknown, unknown, { revision: number }>) => {
      const plan = await runtime.publisher.planRollback(body.revision);
      return { ...plan, documents: await runtime.publisher.compare(plan.baseRevision, body.revision) };
    },
  }),
  route({
    method: "GET", url: "/metadata/hidden", summary: "Data that dropped entities and fields left behind", tag, policy: READ,
    handler: async (call: Call) => ({ items: await call.runtime.publisher.hidden() }),
  }),
  route({
    method: "POST", url: "/metadata/purge", summary: "Removes hidden data for ever; refused with a count until confirmed", tag, policy: PUBLISH, idempotent: false,
    body: object({ entity: text(200), field: text(200), confirmDestructive }, ["entity"]),
    handler: (call: Call<unknown, unknown, { entity: string; field?: string; confirmDestructive?: boolean }>) => call.runtime.publisher.purge({ ...call.body, author: authorOf(call.ctx) }),
  }),
  route({
    method: "GET", url: "/metadata/revisions", summary: "Revisions, newest first", tag, policy: READ, query: { limit: { type: "integer", minimum: 1, maximum: 200 }, before: revision },
    handler: async (call: Call<unknown, { limit?: number; before?: number }>) => ({ items: await call.runtime.publisher.revisions(call.query) }),
  }),
  route({
    method: "GET", url: "/metadata/revisions/:revision", summary: "One revision with its plan", tag, policy: READ, params: numbers("revision"),
    handler: (call: Call<{ revision: number }>) => call.runtime.publisher.revision(Number(call.params.revision)),
  }),
  route({
    method: "GET", url: "/metadata/revisions/:from/compare/:to", summary: "What differs between two revisions, down to single properties", tag, policy: READ, params: numbers("from", "to"),
    handler: async (call: Call<{ from: number; to: number }>) => {
      const [from, to] = [Number(call.params.from), Number(call.params.to)];
      return { from, to, items: await call.runtime.publisher.compare(from, to) };
    },
  }),
];

/** Says at once when the address is wrong or the change impossible; problems of content are told by validate. */
async function saveChange(call: Call<Address, Began>, document: DocumentChange["document"]): Promise<unknown> {
  const { baseRevision: began = call.model.revision, ...query } = call.query;
  const change: DocumentChange = { ...call.params, ...query, document };
  const author = personOf(call.ctx);
  const { problems } = await call.runtime.publisher.validate([change]);
  const base = Math.min(began, call.model.revision);
  await saveDraft(call.db, author, change, base);
  return { ...change, baseRevision: base, problems };
}

async function publish(call: Call<unknown, unknown, WithChanges & { baseRevision?: number; merge?: boolean; decisions?: Decisions; summary?: string; confirmDestructive?: boolean }>): Promise<unknown> {
  const { changes: given, ...rest } = call.body;
  const author = authorOf(call.ctx);
  if (given) {
    const published = await call.runtime.publisher.publish({ ...rest, changes: given, author });
    // What was drafted of these documents has become what they are now.
    if (author.id !== null) for (const change of given) await dropDraft(call.db, author.id, change);
    return published;
  }
  const draft = await draftOf(call as Call);
  if (!draft) throw new AppError("state:wrong", "There is nothing to publish: your draft is empty.", { remedy: `Put documents into it first, or send "changes".` });
  return call.runtime.publisher.publish({ baseRevision: draft.baseRevision, ...rest, changes: draft.changes, author, dropDraft: true });
}
