/** `metaloom pack promote`: what was made on this installation as one archive, which `pack plan`, `pack upgrade --install` and the screen of packs take elsewhere. */
import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { AppError, systemPrincipal, type Ctx } from "../../runtime/kernel";
import { newId } from "../../runtime/kernel/ids";
import { loadAppModel } from "../../runtime/model/server";
import { packsArchive } from "../../runtime/packs/archive/archive";
import { makePromotion } from "../../runtime/packs/promotion/promotion";
import { promotionItems } from "../../runtime/packs/promotion/select";
import { listPacks, loadFiles } from "../../runtime/publish";
import type { Command, Input } from "../command";
import { withRuntime } from "../runtime";
import { refusals } from "./pack-answer";

const listed = (value: Input["options"][string]): readonly string[] => (Array.isArray(value) ? value : []);

/** "product:code" → { product: "code" }; what says no field is left out. */
const keysOf = (wishes: readonly string[]): Readonly<Record<string, string>> => Object.fromEntries(wishes.flatMap((wish) => { const [entity, field] = wish.split(":"); return entity && field ? [[entity, field]] : []; }));

export const promote: Command = {
  about: "Write what was made here as one archive for another installation: everything, or chosen items with what they need",
  usage: "--list | --out <file.tgz> [--item <id>]… [--data <entity[:key]>]… [--key <entity:field>]…", arity: [0, 0],
  options: {
    list: { type: "boolean", about: "Show the items that can be chosen" },
    out: { type: "string", value: "file", about: "Archive to write, ending in .tgz" },
    item: { type: "string", value: "id", multiple: true, about: 'One item of the list, for example "role:auditor"; everything unless given' },
    data: { type: "string", value: "entity", multiple: true, about: "Reference data: the records of this entity go along with their rows, without secrets and files; found again by its unique field, or entity:field" },
    key: { type: "string", value: "entity:field", multiple: true, about: "Records of this entity stay here, but references to them go along, found there by this field" },
  },
  run: (input) => withRuntime(input, (runtime) => refusals(async () => {
    const { files } = await runtime.publisher.files();
    const items = promotionItems(files, listPacks(files).filter(({ madeHere }) => madeHere).map(({ name }) => name));
    if (input.options["list"] === true) return { document: { ok: true, items: items.map(({ id }) => id) }, text: items.map(({ id }) => id).join("\n") || "Nothing was made here." };
    const out = input.options["out"];
    if (typeof out !== "string" || !out.endsWith(".tgz")) throw new AppError("input:invalid", "Say where the archive is written.", { remedy: "Give --out with a file that ends in .tgz, or --list." });
    const ctx: Ctx = { principal: systemPrincipal("command-line"), channel: "cli", now: new Date(), timeZone: "UTC", language: "en", requestId: newId() };
    const promotion = await makePromotion(
      { files, items, load: (candidate) => loadFiles(loadAppModel, 1, candidate), queries: runtime.queries, call: { model: runtime.live.current(), ctx, db: runtime.db } },
      { items: listed(input.options["item"]), data: listed(input.options["data"]).map((one) => one.split(":")[0]!), keys: keysOf([...listed(input.options["data"]), ...listed(input.options["key"])]) },
    );
    if (promotion.packs.length === 0) throw new AppError("state:wrong", "There is nothing to promote.", { remedy: "Make something first, or name reference data." });
    await writeFile(resolve(out), packsArchive(promotion.packs), { flag: "wx" });
    const along = [...promotion.along].map(([id, why]) => ({ id, why }));
    const records = Object.fromEntries(promotion.records);
    const lines = [
      `Wrote ${resolve(out)}: ${promotion.packs.map(({ name }) => name).join(", ")}.`, ...along.map(({ id, why }) => `  + ${id} (${why})`),
      ...Object.entries(records).map(([entity, count]) => `  ${entity}: ${count} records`), ...promotion.leftOut.map((field) => `  ${field} stays here`),
    ];
    return { document: { ok: true, file: resolve(out), packs: promotion.packs.map(({ name }) => name), items: promotion.chosen, along, records, leftOut: promotion.leftOut }, text: lines.join("\n") };
  })),
};
