/** /metadata/schemas: the grammar of documents, for editors that offer keys and explain them. */
import { grammarSchemas } from "../../runtime/model/schemas";
import { route, type Route } from "../route";

export const metadataGrammarRoutes: readonly Route[] = [
  route({
    method: "GET", url: "/metadata/schemas", summary: "JSON Schemas of every kind of document, by the name of their file", tag: "metadata", policy: { system: "metadata.read" },
    handler: async () => grammarSchemas,
  }),
];
