import { expect, it } from "vitest";
import { nameOf } from "./shape";

it.each([
  ["Open deals", "openDeals"], ["Мои сделки!", "moiSdelki"], ["Açık fırsatlar", "acikFirsatlar"], ["2026 plans", "view2026Plans"], ["日本", "view"], ["", "view"],
])("the name of %j in metadata is %s", (label, name) => {
  expect(nameOf(label, new Set())).toBe(name);
});

it("a name that is taken gets a number", () => {
  expect(nameOf("Open deals", new Set(["openDeals", "openDeals2"]))).toBe("openDeals3");
});
