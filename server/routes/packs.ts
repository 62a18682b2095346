/** Packs: those that lie ready on the server by name, others as files in the body. Installing is idempotent by content. */
import { LOCAL_PACK } from "../../runtime/model/source";
import { label } from "../../runtime/model/accessors";
import { authorOf, DATA_PLANS, effectivePack, packSource, shippedPackNames, shippedPacks, withRequired, type DataPlan, type PackSource } from "../../runtime/publish";
import { keepArchive, packsOfArchive } from "../pack-archives";
import { route, type Call, type JsonSchema } from "../route";

const tag = "packs";
const READ = { system: "metadata.read" } as const;
const INSTALL = { system: "packs.install" } as const;

const name: JsonSchema = { type: "string", minLength: 1, maxLength: 48 };
const chosen: Readonly<Record<string, JsonSchema>> = {
  names: { type: "array", maxItems: 100, items: name, description: "Packs that lie ready on the server.", examples: [["core", "crm"]] },
  archives: { type: "array", maxItems: 20, items: { type: "string", format: "uuid" }, description: "Packs uploaded to /packs/archives within the last day." },
  packs: {
    type: "array", maxItems: 20, description: "Packs given here.",
    items: { type: "object", additionalProperties: false, required: ["files"], properties: { files: { type: "object", additionalProperties: { type: "string" }, description: "Path inside the pack → text." } } },
  },
};
const body = (more: Readonly<Record<string, JsonSchema>> = {}): JsonSchema => ({ type: "object", additionalProperties: false, properties: { ...chosen, ...more }, anyOf: [{ required: ["names"] }, { required: ["packs"] }, { required: ["archives"] }] });
const answers: Readonly<Record<string, JsonSchema>> = {
  decisions: { type: "object", maxProperties: 10_000, additionalProperties: { enum: ["mine", "theirs", "both"] }, description: "Id of a conflict of the plan → whose value counts.", examples: [{ "crm/entities/deal/entity.json#fields/stage/label": "mine" }] },
  prefer: { enum: ["mine", "theirs"], description: "For conflicts without a decision of their own." },
};
const confirmDestructive: JsonSchema = { type: "boolean", description: "Yes to steps that take data out of sight." };

interface Chosen {
  readonly names?: readonly string[];
  readonly archives?: readonly string[];
  readonly packs?: readonly { readonly files: Readonly<Record<string, string>> }[];
  readonly demo?: boolean;
  readonly orInstall?: boolean;
  readonly confirmDestructive?: boolean;
  readonly decisions?: Readonly<Record<string, "mine" | "theirs" | "both">>;
  readonly prefer?: "mine" | "theirs";
}

async function named(call: Call<unknown, unknown, Chosen>): Promise<readonly PackSource[]> {
  const { runtime, body: chosenPacks } = call;
  const shipped = await shippedPacks(runtime.packsFolder, chosenPacks.names ?? []);
  const uploaded = await Promise.all((chosenPacks.archives ?? []).map((id) => packsOfArchive(call, id)));
  return [...shipped, ...uploaded.flat(), ...(chosenPacks.packs ?? []).map(({ files }) => packSource(new Map(Object.entries(files))))];
}

/** The same, with required packs that are missing and lie ready. */
async function complete(call: Call<unknown, unknown, Chosen>): Promise<readonly PackSource[]> {
  return withRequired(call.runtime.packsFolder, await named(call), new Set((await call.runtime.packs.list()).map((pack) => pack.name)));
}

/** What people read about an installed pack and the records it brings along. */
function wordsOf({ model, ctx }: Call, name: string) {
  const pack = model.packs.find((candidate) => candidate.name === name);
  const seeds = model.documents.filter(({ kind, pack: owner }) => kind === "seed" && owner === name).map(({ body: { name: seed, label: text, entity, demo = false } }) => ({ name: seed, label: text, entity, demo }));
  return { label: label(pack?.label, ctx.language) || name, description: label(pack?.description, ctx.language), licence: pack?.licence ?? null, capabilities: pack?.capabilities ?? null, seeds };
}

const byName: JsonSchema = { type: "object", properties: { name }, required: ["name"] };
const data: JsonSchema = { enum: [...DATA_PLANS], description: "keep = its documents become documents made here; archive = tables go out of sight and come back with the pack; drop = the data goes for ever." };
type Uninstalling<Body> = Call<{ name: string }, unknown, { data: DataPlan } & Body>;

export const packRoutes = [
  route({
    method: "GET", url: "/packs", summary: "Installed packs, and those that lie ready", tag, policy: READ,
    handler: async (call: Call) => ({ items: (await call.runtime.packs.list()).map((pack) => ({ ...pack, ...wordsOf(call, pack.name) })), available: await shippedPackNames(call.runtime.packsFolder) }),
  }),
  route({
    method: "POST", url: "/packs/archives", summary: "Upload a pack as .tgz or .zip; its id serves for a day", tag, policy: INSTALL, status: 201, idempotent: false, consumes: ["multipart/form-data"],
    handler: (call: Call) => keepArchive(call),
  }),
  route({
    method: "POST", url: "/packs/plan", summary: "What installing or upgrading would do", tag, policy: READ, body: body(answers), idempotent: false,
    handler: async (call: Call<unknown, unknown, Chosen>) => call.runtime.packs.plan(await complete(call), call.body),
  }),
  route({
    method: "POST", url: "/packs/install", summary: "Installs packs with their requirements checked, in one transaction", tag, policy: INSTALL, idempotent: false,
    body: body({ demo: { type: "boolean", description: "Demo data too." }, confirmDestructive }),
    handler: async (call: Call<unknown, unknown, Chosen>) => call.runtime.packs.install({ packs: await complete(call), demo: call.body.demo, confirmDestructive: call.body.confirmDestructive, author: authorOf(call.ctx) }),
  }),
  route({
    method: "POST", url: "/packs/upgrade", summary: "Replaces installed packs; local changes are merged with the new versions", tag, policy: INSTALL, idempotent: false, body: body({ confirmDestructive, ...answers, orInstall: { type: "boolean", description: "Packs that are not there yet are installed, instead of refused." } }),
    handler: async (call: Call<unknown, unknown, Chosen>) => call.runtime.packs.upgrade({ packs: await named(call), orInstall: call.body.orInstall, confirmDestructive: call.body.confirmDestructive, decisions: call.body.decisions, prefer: call.body.prefer, author: authorOf(call.ctx) }),
  }),
  route({
    method: "POST", url: "/packs/:name/uninstall-plan", summary: "What uninstalling a pack would take away, with counts; who requires it", tag, policy: READ, params: byName, idempotent: false,
    body: { type: "object", additionalProperties: false, properties: { data }, required: ["data"] },
    handler: (call: Uninstalling<object>) => call.runtime.packs.planUninstall(call.params.name, call.body.data),
  }),
  route({
    method: "POST", url: "/packs/:name/uninstall", summary: "Uninstalls a pack in one transaction; refused while others require it, and without the yes where data goes", tag, policy: INSTALL, params: byName, idempotent: false,
    body: { type: "object", additionalProperties: false, properties: { data, confirmDestructive }, required: ["data"] },
    handler: (call: Uninstalling<{ confirmDestructive?: boolean }>) => call.runtime.packs.uninstall({ name: call.params.name, ...call.body, author: authorOf(call.ctx) }),
  }),
  route({
    method: "GET", url: "/packs/:name/export", summary: "The files of an installed pack, exactly as installed; local = what was made on this installation", tag, policy: READ, params: byName,
    query: { changed: { type: "boolean", description: "With the local changes of its documents worked in." } },
    handler: async (call: Call<{ name: string }, { changed?: boolean }>) => {
      const pack = call.params.name === LOCAL_PACK ? await call.runtime.packs.exportLocal() : await call.runtime.packs.export(call.params.name);
      const files = call.query.changed && pack.name !== LOCAL_PACK ? effectivePack((await call.runtime.publisher.files()).files, pack.name) : pack.files;
      return { name: pack.name, version: pack.version, files: Object.fromEntries(files) };
    },
  }),
];
