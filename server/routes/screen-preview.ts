/** /metadata/preview: the screens as changed documents would make them, for somebody with certain roles, before anything is published. */
import { actorId, AppError } from "../../runtime/kernel";
import type { DocumentChange } from "../../runtime/publish";
import { route, type Call, type Route } from "../route";

interface Wanted {
  readonly changes: readonly DocumentChange[];
  readonly roles?: readonly string[];
}

const text = (maxLength: number) => ({ type: "string", minLength: 1, maxLength });

export const screenPreviewRoutes: readonly Route[] = [
  route({
    method: "POST", url: "/metadata/preview", summary: "The model of screens as changed documents would make it, for the caller or for somebody with the given roles; shows no records", tag: "metadata", policy: { system: "metadata.publish" }, idempotent: false,
    body: {
      type: "object", required: ["changes"], additionalProperties: false,
      properties: {
        changes: { type: "array", maxItems: 1_000, items: { type: "object", additionalProperties: false, required: ["kind", "name", "document"], properties: { kind: text(40), name: text(200), pack: text(48), document: { type: ["object", "null"] } } } },
        roles: { type: "array", maxItems: 20, uniqueItems: true, items: text(100), description: "Looks as somebody with these roles.", examples: [["observer"]] },
      },
    },
    async handler({ runtime, ctx, body }: Call<unknown, unknown, Wanted>) {
      const { principal } = ctx;
      if (principal.kind === "system") throw new AppError("right:missing", "A preview is for a person.", { remedy: "Sign in as a user." });
      const model = await runtime.publisher.candidate(body.changes);
      const looker = body.roles ? { ...principal, roles: [...body.roles].sort() } : principal;
      return runtime.clientModel(looker, { id: actorId(principal) ?? "", name: principal.name, email: "", language: ctx.language, timeZone: ctx.timeZone }, ctx.language, model);
    },
  }),
];
