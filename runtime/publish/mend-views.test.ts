import { expect, test } from "vitest";
import { documentOf, loadDocuments, packDocuments } from "../../tests/helpers/fixtures";
import { mendedView } from "./mend-views";

const reference = (name: string, entity: string) => ({ id: name, name, type: "reference", label: name, options: { entity } });
const text = (name: string) => ({ id: name, name, type: "text", label: name });
const entity = (name: string, fields: readonly object[]) => documentOf("fleet", `entities/${name}/entity.json`, { id: name, name, label: name, plural: `${name}s`, fields });

test("a saved view that asks about records which lead here is mended with the names of theirs", () => {
  const loaded = loadDocuments([...packDocuments("core"), documentOf("fleet", "pack.json", { id: "fleet", name: "fleet", version: "1.0.0", label: "Fleet", language: "en" }), entity("vehicle", [text("plate")]), entity("trip", [text("plate"), reference("vehicle", "vehicle")])]);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const [vehicle, trip] = ["vehicle", "trip"].map((name) => loaded.model.entities.get(name)!);
  const view = { filter: { all: [{ field: "plate", op: "isEmpty" }, { some: { entity: "trip", field: "vehicle" }, where: { field: "plate", op: "isEmpty" } }] } };
  const renames = new Map([[trip!, new Map([["vehicle", "van"], ["plate", "number"]])]]);
  expect(mendedView(view, vehicle, loaded.model, renames, new Map([["trip", "tour"]]))).toEqual({ filter: { all: [{ field: "plate", op: "isEmpty" }, { some: { entity: "tour", field: "van" }, where: { field: "number", op: "isEmpty" } }] } });
});
