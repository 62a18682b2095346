import { actorId } from "../../runtime/kernel";
import { route, type Route } from "../route";

export const modelRoutes: readonly Route[] = [
  route({
    method: "GET", url: "/model", tag: "Model", summary: "Entities, fields, forms, lists and menus as the caller may see them", policy: "signedIn",
    query: { language: { type: "string", maxLength: 20, description: "BCP 47 tag; the caller's own language unless given" } },
    handler: async ({ runtime, ctx, query }) => {
      const { principal } = ctx;
      const name = principal.kind === "system" ? "" : principal.name;
      return runtime.clientModel(principal, { id: actorId(principal) ?? "", name, email: "", language: ctx.language, timeZone: ctx.timeZone }, (query as { language?: string }).language ?? ctx.language);
    },
  }),
];
