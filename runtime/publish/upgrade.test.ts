import { describe, expect, it } from "vitest";
import { diffDocument, type JsonObject } from "../model/patch";
import type { Choice } from "../model/merge";
import { packSource } from "./pack-folder";
import { upgradeFiles } from "./upgrade";

const text = (body: object): string => `${JSON.stringify(body, null, 2)}\n`;
const manifest = (version: string): string => text({ id: "crm", name: "crm", version, label: "CRM" });
const field = (id: string, more: object = {}): JsonObject => ({ id, name: id, type: "text", label: id.toUpperCase(), ...more });
const entity = (...fields: JsonObject[]): JsonObject => ({ id: "deal", name: "deal", label: "Deal", plural: "Deals", titleField: "a", fields });
const PATCH = "local/patches/crm.entity.deal.json";
const DEAL = "entities/deal/entity.json";

function installed(base: JsonObject, ours: JsonObject, more: Record<string, string> = {}): Map<string, string> {
  const patch = diffDocument(base, ours, { kind: "entity", name: "deal", pack: "crm" });
  return new Map(Object.entries({ "packs/crm/pack.json": manifest("1.0.0"), [`packs/crm/${DEAL}`]: text(base), [PATCH]: text(patch), ...more }));
}
const version2 = (documents: Record<string, object>) => packSource(new Map([["pack.json", manifest("2.0.0")], ...Object.entries(documents).map(([path, body]) => [path, text(body)] as const)]));
const upgrade = (files: Map<string, string>, documents: Record<string, object>, choice?: Choice) => upgradeFiles(files, [version2(documents)], () => choice);

describe("the upgrade of a pack", () => {
  const base = entity(field("a"), field("b"));

  it("keeps local changes and takes the new version's, with no question where they do not meet", () => {
    const ours = entity(field("a", { label: "Mine" }), field("b"), field("own"));
    const result = upgrade(installed(base, ours), { [DEAL]: entity(field("a", { help: "New help" }), field("b", { label: "B2" }), field("new")) });
    expect(result.conflicts).toEqual([]);
    expect(JSON.parse(result.files.get(PATCH)!)).toMatchObject({ changes: [{ insert: { id: "own" } }, { node: "fields/a", set: { label: "Mine" } }] });
    expect(JSON.parse(result.files.get(`packs/crm/${DEAL}`)!)).toMatchObject({ fields: [{ help: "New help" }, { label: "B2" }, { id: "new" }] });
  });

  it("asks where both changed one property, and does as told", () => {
    const files = installed(base, entity(field("a", { label: "Mine" }), field("b")));
    const next = { [DEAL]: entity(field("a", { label: "Theirs" }), field("b")) };
    expect(upgrade(files, next).conflicts).toMatchObject([{ id: `crm/${DEAL}#fields/a/label`, base: "A", theirs: "Theirs", ours: "Mine" }]);
    expect(upgrade(files, next, "theirs").files.has(PATCH)).toBe(false);
    expect(upgrade(files, next, "mine").files.get(PATCH)).toContain("Mine");
  });

  it("keeps a changed document that the new version lacks as one of our own, or lets it go", () => {
    const files = installed(base, entity(field("a", { label: "Mine" }), field("b")));
    const kept = upgrade(files, {});
    expect(kept.conflicts).toMatchObject([{ kind: "removedThere", path: "" }]);
    expect(JSON.parse(kept.files.get(`local/${DEAL}`)!)).toMatchObject({ fields: [{ label: "Mine" }, { id: "b" }] });
    expect([...upgrade(files, {}, "theirs").files.keys()]).toEqual(["packs/crm/pack.json"]);
  });

  it("joins a document of our own with one of the same id that the new version brings", () => {
    const role = { id: "sales", name: "sales", label: "Sales", entities: {} };
    const files = installed(base, base, { "local/roles/sales.json": text({ ...role, label: "Our sales" }) });
    const result = upgrade(files, { [DEAL]: base, "roles/sales.json": role });
    expect(result.files.has("local/roles/sales.json")).toBe(false);
    expect(result.conflicts).toMatchObject([{ id: "crm/roles/sales.json#label", ours: "Our sales", theirs: "Sales" }]);
    expect(JSON.parse(result.files.get("local/patches/crm.role.sales.json")!)).toMatchObject({ changes: [{ node: "", set: { label: "Our sales" } }] });
  });

  it("changes nothing but the pack when nothing was changed here", () => {
    const result = upgrade(new Map([["packs/crm/pack.json", manifest("1.0.0")], ["local/menus/own.json", "{}"]]), { [DEAL]: base });
    expect([...result.files.keys()].sort()).toEqual(["local/menus/own.json", `packs/crm/${DEAL}`, "packs/crm/pack.json"]);
  });
});
