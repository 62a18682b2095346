import { expect, it } from "vitest";
import { user } from "./field";
import { userStorage } from "./storage";

it("a user field points at the system entity user and takes the ids of a reference to it", () => {
  expect(user.traits?.targets?.({})).toEqual(["user"]);
  expect(userStorage.changeFrom({ type: "reference", options: { entity: "user" }, columns: [] }, {}).kind).toBe("safe");
  expect(userStorage.changeFrom({ type: "unit", options: {}, columns: [] }, {}).kind).toBe("refuse");
});
