/** A generated pack: so many entities with so many fields each, of every plain type, with references in a ring, a form and a list each. */
import { canonicalText } from "../../runtime/model/canonical";
import { packSource, type PackSource } from "../../runtime/publish";

const TYPES = ["text", "integer", "decimal", "date", "dateTime", "boolean", "email", "longText"] as const;

export function generatedPack(name: string, entities: number, fields: number): PackSource {
  const files = new Map([["pack.json", canonicalText("pack", { id: name, name, version: "1.0.0", label: name, language: "en", requires: { core: "^1.0.0" } })]]);
  for (let i = 0; i < entities; i++) {
    const entity = `${name}E${i}`;
    const list = [
      { id: "name", name: "name", type: "text", label: "Name", required: true, searchable: true },
      { id: "next", name: "next", type: "reference", label: "Next", options: { entity: `${name}E${(i + 1) % entities}` } },
      ...Array.from({ length: Math.max(0, fields - 2) }, (_, k) => ({ id: `f${k}`, name: `f${k}`, type: TYPES[k % TYPES.length]!, label: `Field ${k}`, ...(k % 10 === 0 ? { index: true } : {}) })),
    ];
    files.set(`entities/${entity}/entity.json`, canonicalText("entity", { id: entity, name: entity, label: `Entity ${i}`, titleField: "name", fields: list }));
    files.set(`entities/${entity}/form.main.json`, canonicalText("form", { id: `${entity}.main`, name: "main", entity, label: "Main", default: true, tabs: [{ id: "t", label: "General", sections: [{ id: "s", columns: 2, fields: list.map(({ id }) => ({ id, field: id })) }] }] }));
    files.set(`entities/${entity}/list.main.json`, canonicalText("list", { id: `${entity}.list`, name: "main", entity, label: "All", default: true, columns: list.slice(0, 6).map(({ id }) => ({ id, field: id })) }));
  }
  return packSource(files);
}
