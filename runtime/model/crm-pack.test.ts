/** Promises of the pack `crm` that need no database. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { packDocuments } from "../../tests/helpers/fixtures";
import { loadAppModel } from "./server";
import type { AppModel } from "./types";

const LANGUAGES = ["en", "ru", "tr", "uk"];
const documents = packDocuments("core", "crm");
const result = loadAppModel({ revision: 1, documents });

/** Every label below a value, with the path that leads to it. */
function labelsBelow(value: unknown, path: string): [string, Record<string, string>][] {
  if (value === null || typeof value !== "object") return [];
  if (value instanceof Map || "entries" in value && typeof (value as { entries: unknown }).entries === "function" && !Array.isArray(value)) return [...(value as Map<string, unknown>)].flatMap(([key, item]) => labelsBelow(item, `${path}/${key}`));
  if (typeof (value as { en?: unknown }).en === "string") return [[path, value as Record<string, string>]];
  return Object.entries(value).flatMap(([key, item]) => labelsBelow(item, `${path}/${key}`));
}

const words = (model: AppModel) => [
  ...[...model.entities.values()].filter((entity) => entity.pack === "crm").flatMap((entity) => labelsBelow({ ...entity, fieldByName: null }, entity.name)),
  ...(["lists", "forms", "actions"] as const).flatMap((kind) => [...model[kind].values()].flat().flatMap((item) => labelsBelow(item, `${kind}/${item.id}`))),
  ...model.menus.flatMap((menu) => labelsBelow(menu, `menus/${menu.id}`)),
  ...[...model.roles.values()].flatMap((role) => labelsBelow(role.label, `roles/${role.id}`)),
  ...Object.entries(model.parts).flatMap(([kind, items]) => labelsBelow(items, `parts/${kind}`)),
  ...model.packs.flatMap((pack) => labelsBelow(pack, `packs/${pack.id}`)),
];

describe("the pack crm", () => {
  it("loads together with core, without problems or warnings", () => {
    expect(result).toMatchObject({ ok: true, warnings: [] });
  });

  it("has every word in English, Russian, Ukrainian and Turkish", () => {
    if (!result.ok) throw new Error("does not load");
    const found = words(result.model);
    expect(found.length).toBeGreaterThan(500);
    expect(found.filter(([, label]) => LANGUAGES.some((language) => !label[language])).map(([path]) => path)).toEqual([]);
  });

  it("has boards with words in four languages too", () => {
    const boards = documents.filter(({ path }) => /board\.\w+\.json$/.test(path)).map(({ text }) => (JSON.parse(text) as { id: string }).id);
    expect(boards.length).toBeGreaterThanOrEqual(2);
    for (const language of LANGUAGES.slice(1)) {
      const translation = JSON.parse(readFileSync(`metadata/packs/crm/i18n/${language}.json`, "utf8")) as { boards: Record<string, { label?: string }> };
      expect(boards.filter((id) => !translation.boards[id]?.label), language).toEqual([]);
    }
  });

  it("brings what the requirement PK-1 names", () => {
    if (!result.ok) throw new Error("does not load");
    const { entities, roles, actions, menus } = result.model;
    for (const name of ["organisation", "licence", "contact", "lead", "deal", "dealLine", "product", "activity"]) expect(entities.has(name), name).toBe(true);
    expect(entities.get("deal")!.recordTypes.map((type) => type.name)).toEqual(["sales", "renewal"]);
    expect(entities.get("activity")!.recordTypes.map((type) => type.name)).toEqual(["call", "meeting", "letter", "task"]);
    for (const name of ["salesPerson", "salesAssistant", "marketing", "headOfSales", "observer"]) expect(roles.has(name), name).toBe(true);
    expect(actions.get("lead")!.map((action) => action.name)).toContain("convert");
    expect(menus.map((menu) => menu.name)).toContain("sales");
  });

  it("and every other pack hold JSON only", () => {
    const files = readdirSync("metadata", { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((file) => !file.endsWith(".json"))).toEqual([]);
  });
});
