/** /metadata/usages and /metadata/rename: what hangs on a field or entity, and the documents that change when one is called otherwise. */
import { listDocuments, type DocumentChange } from "../../runtime/publish";
import { countInstances, measureImpact } from "../../runtime/publish/impact";
import { route, type Call, type Route } from "../route";

const text = (maxLength: number) => ({ type: "string", minLength: 1, maxLength });
const changes = {
  type: "array", maxItems: 1_000, description: "Changes that are not published yet and count already.",
  items: { type: "object", additionalProperties: false, required: ["kind", "name", "document"], properties: { kind: text(40), name: text(200), pack: text(48), document: { type: ["object", "null"] } } },
};

interface Wanted {
  readonly entity: string;
  /** Absent = the whole entity. */
  readonly field?: string;
  readonly changes?: readonly DocumentChange[];
}

/** A name nobody gives: what is mended under it is what names the field. */
const NOBODYS = "zzUsage";

export const metadataRenameRoutes: readonly Route[] = [
  route({
    method: "POST", url: "/metadata/usages", summary: "What hangs on a field or a whole entity: documents that name it, values, saved views, processes under way", tag: "metadata", policy: { system: "metadata.read" }, idempotent: false,
    body: { type: "object", required: ["entity"], additionalProperties: false, properties: { entity: text(200), field: text(200) } },
    async handler({ runtime, db, model, body: { entity, field } }: Call<unknown, unknown, Wanted>) {
      const { mentions } = await runtime.publisher.rename(field === undefined ? { entity, to: NOBODYS } : { entity, field, to: NOBODYS }, []);
      const documents = field === undefined ? listDocuments((await runtime.publisher.files()).files).filter(({ name }) => name === entity || name.startsWith(`${entity}.`)) : [];
      return { ...(await measureImpact(db, model, entity, field, mentions)), documents };
    },
  }),
  route({
    method: "POST", url: "/metadata/rename", summary: "The documents that change when a field, or an entity, is called otherwise, with everything mended that names it; nothing is published", tag: "metadata", policy: { system: "metadata.publish" }, idempotent: false,
    body: { type: "object", required: ["entity", "to"], additionalProperties: false, properties: { entity: text(200), field: text(200), to: { ...text(60), pattern: "^[a-z][A-Za-z0-9]*$", examples: ["dueOn"] }, changes } },
    async handler({ runtime, db, model, body: { entity, field, to, changes: given = [] } }: Call<unknown, unknown, Wanted & { to: string }>) {
      const mended = await runtime.publisher.rename(field === undefined ? { entity, to } : { entity, field, to }, given);
      return { ...mended, instances: await countInstances(db, model, mended.mentions) };
    },
  }),
];
