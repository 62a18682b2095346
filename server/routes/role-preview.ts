/** /metadata/roles/preview: what a changed role would give and take, person by person, before it is published. */
import { AppError } from "../../runtime/kernel";
import { newId } from "../../runtime/kernel/ids";
import { previewRole, PREVIEW_LIMITS, type DocumentChange } from "../../runtime/publish";
import { sql } from "kysely";
import { sys } from "../../runtime/db/schemas";
import { route, type Call, type Route } from "../route";

interface Wanted {
  readonly role: Readonly<Record<string, unknown>>;
  readonly users?: readonly string[];
}

export const rolePreviewRoutes: readonly Route[] = [
  route({
    method: "POST", url: "/metadata/roles/preview", summary: "What a changed role would give and take: records and fields for each of some people, before it is saved", tag: "metadata", policy: { system: "metadata.publish" }, idempotent: false, reads: true, perMinute: 60,
    body: {
      type: "object", required: ["role"], additionalProperties: false,
      properties: {
        role: { type: "object", description: "The whole role document as it would be.", examples: [{ id: "reader", name: "reader", label: "Reader", entities: {} }] },
        users: { type: "array", maxItems: PREVIEW_LIMITS.people, uniqueItems: true, items: { type: "string", format: "uuid" }, description: "People to look as; holders of the role when left out. Who does not hold it is taken as if it were given." },
      },
    },
    async handler(call: Call<unknown, unknown, Wanted>) {
      const { runtime, ctx, model, body } = call;
      const name = body.role["name"];
      if (typeof name !== "string") throw new AppError("input:invalid", "The role has no name.", { issues: [{ pointer: "/role/name", code: "required", message: "Give the role a name." }] });
      const change: DocumentChange = { kind: "role", name, document: body.role as DocumentChange["document"] };
      const after = await runtime.publisher.candidate([change]);
      const ids = body.users ?? (await holdersOf(call, name));
      const people = (await Promise.all(ids.map((userId) => runtime.auth.principalOf({ userId, place: newId() })))).flatMap((found) => (found.kind === "ok" ? [found.principal] : []));
      return { revision: model.revision, items: await previewRole({ db: runtime.db, before: model, after, ctx, role: name, people }) };
    },
  }),
];

/** Some people who hold the role, those who came last first. */
async function holdersOf({ runtime }: Call<unknown, unknown, Wanted>, role: string): Promise<readonly string[]> {
  const rows = await runtime.db.run(sql<{ id: string }>`select u.id from ${sys("users")} u join ${sys("user_roles")} r on r.user_id = u.id where r.role = ${role} and u.status = 'active' and u.deleted_at is null order by u.last_sign_in_at desc nulls last, u.id limit ${PREVIEW_LIMITS.people}`);
  return rows.map(({ id }) => id);
}
