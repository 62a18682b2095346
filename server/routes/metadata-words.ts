/** /metadata/words: every text of a module that people read, with its translations, for the table of translations. */
import { AppError } from "../../runtime/kernel";
import { listDocuments, viewDocument } from "../../runtime/publish";
import { listPacks } from "../../runtime/publish/made-here";
import { wordsOf } from "../../runtime/studio/words";
import { route, type Call, type Route } from "../route";

export const metadataWordRoutes: readonly Route[] = [
  route({
    method: "GET", url: "/metadata/words", summary: "Texts of one pack's documents and its translation documents", tag: "metadata", policy: { system: "metadata.read" },
    query: { pack: { type: "string", minLength: 1, maxLength: 48, examples: ["crm"] } },
    async handler({ runtime, model, query }: Call<unknown, { pack?: string }>) {
      const { revision, files } = await runtime.publisher.files();
      const pack = listPacks(files).find(({ name }) => name === query.pack);
      if (!pack) throw new AppError("resource:notFound", `There is no pack "${query.pack ?? ""}".`, { remedy: "GET /api/v1/metadata lists the packs." });
      const items = listDocuments(files).map((item) => ({ ...item, document: viewDocument(files, item).document }));
      const own = items.filter((item) => item.pack === pack.name);
      return {
        revision, madeHere: pack.madeHere, language: pack.manifest.language, languages: model.languages,
        words: wordsOf([{ kind: "pack", name: pack.name, document: { ...pack.manifest } }, ...own]),
        // What was translated here of another pack's words counts before its own.
        translations: items.filter(({ kind, pack: of }) => kind === "translation" && (of === pack.name || of === "local")).map(({ name, pack: of, document }) => ({ language: name, pack: of, document })),
      };
    },
  }),
];
