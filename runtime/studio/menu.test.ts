import { describe, expect, test } from "vitest";
import { changeEntries, moveEntry, newEntry, targetOf, withTarget, type MenuDocument } from "./menu";

const menu: MenuDocument = { id: "fleet", name: "fleet", label: "Fleet", items: [{ id: "vehicle", entity: "vehicle" }, { id: "more", label: "More", items: [{ id: "trip", entity: "trip", list: "open", icon: "route" }] }] };

describe("the menu of a module", () => {
  test("an entry says where it leads as one text, and is led elsewhere by one", () => {
    for (const target of ["entity:trip", "entity:trip/open", "dashboard:work", "report:won", "url", "group"]) expect(targetOf(withTarget({ id: "a", label: "A", entity: "b", list: "c" }, target))).toBe(target);
    expect(withTarget({ id: "a", label: "A", icon: "car", entity: "b", list: "c" }, "dashboard:work")).toEqual({ id: "a", label: "A", icon: "car", dashboard: "work" });
    expect(withTarget({ id: "a", label: "A", url: "https://example.com" }, "url")).toEqual({ id: "a", label: "A", url: "https://example.com" });
  });

  test("a new entry is named apart from all others, on whatever level they are", () => {
    expect(newEntry(menu, "entity:trip/open")).toEqual({ id: "trip2", entity: "trip", list: "open" });
    expect(newEntry(menu, "dashboard:work")).toEqual({ id: "work", dashboard: "work" });
    expect(newEntry(menu, "group", "Settings")).toEqual({ id: "group", label: "Settings", items: [] });
  });

  test("entries are added, moved and taken away on the level they stand on", () => {
    const added = changeEntries(menu, "more", (entries) => [...entries, newEntry(menu, "dashboard:work")]);
    expect(added.items[1]!.items!.map(({ id }) => id)).toEqual(["trip", "work"]);
    expect(changeEntries(added, "more", (entries) => moveEntry(entries, "work", -1)).items[1]!.items!.map(({ id }) => id)).toEqual(["work", "trip"]);
    expect(changeEntries(menu, undefined, (entries) => moveEntry(entries, "vehicle", 1)).items.map(({ id }) => id)).toEqual(["more", "vehicle"]);
    expect(changeEntries(menu, undefined, (entries) => entries.filter(({ id }) => id !== "more")).items).toHaveLength(1);
  });
});
