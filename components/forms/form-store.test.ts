import { expect, test, vi } from "vitest";
import { field, frame } from "../../runtime/forms/forms.fixture";
import { FormStore } from "./form-store";

const make = (values: Record<string, unknown> = {}) => new FormStore(frame, { creating: true, stored: {}, values });

test("a keystroke gives a new snapshot to its own field only", () => {
  const store = make({ name: "a" });
  const [stage, name] = [store.field("stage"), store.field("name")];
  store.change("name", "ab");
  expect(store.field("stage")).toBe(stage);
  expect(store.field("name")).not.toBe(name);
  expect(store.field("name")?.value).toBe("ab");
});

test("in a form of 150 fields a keystroke touches the one that is typed into, and what a rule makes of it", () => {
  const many = Array.from({ length: 150 }, (_, index) => field(`f${index}`, "text", index === 149 ? { visibleWhen: { field: "f0", op: "eq", value: "show" } } : {}));
  const store = new FormStore({ ...frame, fields: many, recordTypes: [] }, { creating: true, stored: {}, values: Object.fromEntries(many.map(({ name }) => [name, "x"])) });
  const drawn = () => many.map(({ name }) => store.field(name));
  const touched = (act: () => void) => {
    const before = drawn();
    act();
    return drawn().flatMap((snapshot, index) => (snapshot === before[index] ? [] : [many[index]!.name]));
  };
  expect(touched(() => store.change("f7", "xy"))).toEqual(["f7"]);
  expect(touched(() => store.leave("f7"))).toEqual([]);
  expect(touched(() => store.change("f0", "show"))).toEqual(["f0", "f149"]);
});

test("a rule that another field asks for takes effect at once", () => {
  const store = make({ name: "a" });
  expect(store.field("reason")?.state.visible).toBe(false);
  store.change("stage", "lost");
  expect(store.field("reason")?.state).toMatchObject({ visible: true, required: true });
});

test("issues come with leaving the field or with saving, and go with mending", () => {
  const store = make({ name: "" });
  store.change("name", "x".repeat(30));
  expect(store.field("name")?.issues).toEqual([]);
  store.leave("name");
  expect(store.field("name")?.issues).toMatchObject([{ code: "tooLong" }]);
  store.change("name", "short");
  expect(store.field("name")?.issues).toEqual([]);
  store.change("name", "");
  expect(store.check()).toBe(false);
  expect(store.firstInvalid(["stage", "name"])).toBe("name");
});

test("lines are looked into when a control asks for it, and watched until they are mended", () => {
  const store = make({ name: "a" });
  store.change("lines", [{ name: "one", quantity: "many" }]);
  store.leave("lines");
  expect(store.field("lines")?.issues.filter(({ pointer }) => pointer.startsWith("/0/"))).toEqual([]);
  store.inspect("lines");
  expect(store.field("lines")?.issues).toMatchObject([{ pointer: "/0/quantity" }]);
  store.change("lines", [{ name: "one", quantity: 0 }]);
  expect(store.field("lines")?.issues).toMatchObject([{ pointer: "/0/quantity", code: "tooSmall" }]);
  store.change("lines", [{ name: "one", quantity: 1 }]);
  expect(store.field("lines")?.issues).toEqual([]);
});

test("a form is dirty while something differs from the stored record", () => {
  const store = new FormStore(frame, { creating: false, stored: { name: "a", stage: "new" }, values: { name: "a", stage: "new" } });
  const listener = vi.fn();
  store.subscribe(listener);
  store.change("name", "b");
  expect(store.summary().dirty).toBe(true);
  expect(store.body()).toEqual({ name: "b" });
  store.change("name", "a");
  expect(store.summary().dirty).toBe(false);
  expect(listener).toHaveBeenCalledTimes(2);
});

test("a new record with its defaults is not dirty, and sends them", () => {
  const store = make({ stage: "new" });
  expect(store.summary().dirty).toBe(false);
  expect(store.body()).toEqual({ stage: "new" });
  store.change("name", "a");
  expect(store.summary().dirty).toBe(true);
});

test("what the server refuses is shown at the fields, the rest for the form as a whole", () => {
  const store = make({ name: "a" });
  store.refuse([{ pointer: "/name", code: "unique", message: "Taken." }, { pointer: "", code: "other", message: "Closed." }]);
  expect(store.field("name")?.issues).toMatchObject([{ code: "unique" }]);
  expect(store.summary()).toMatchObject({ invalid: true, general: [{ message: "Closed." }] });
});

test("the default of a field of another record type is not sent, and a refusal of a field nobody sees is said above the form", () => {
  const store = make({ name: "a", recordType: "plain", policy: "P-1" });
  expect(store.body()).not.toHaveProperty("policy");
  store.change("recordType", "claim");
  expect(store.body()).toMatchObject({ policy: "P-1" });
  store.change("recordType", "plain");
  store.refuse([{ pointer: "/policy", code: "otherRecordType", message: "It belongs to another record type." }]);
  expect(store.summary().general.map(({ message }) => message)).toEqual(["It belongs to another record type."]);
});
