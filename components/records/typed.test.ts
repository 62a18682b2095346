import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { field } from "../../runtime/forms/forms.fixture";
import { ago, dropAllTyped, keepTyped, noteAttempt, readTyped, typedKey } from "./typed";

const fields = [field("name", "text"), field("token", "secret")];
const key = typedKey("u", "deal", "1");

/** A storage as browsers have it: keys are its own properties. */
beforeEach(() => {
  const kept: Record<string, string> = Object.create({
    getItem(this: Record<string, string>, name: string) { return this[name] ?? null; },
    setItem(this: Record<string, string>, name: string, text: string) { this[name] = text; },
    removeItem(this: Record<string, string>, name: string) { delete this[name]; },
  }) as Record<string, string>;
  vi.stubGlobal("localStorage", kept);
});
afterEach(() => vi.unstubAllGlobals());

test("what was typed is kept with what it replaced, secrets are not", () => {
  keepTyped(key, fields, { typed: { name: "b", token: "s3cret" }, before: { name: "a" }, version: 3 }, 1000);
  expect(readTyped(key, 2000)).toEqual({ at: 1000, version: 3, typed: { name: "b" }, before: { name: "a" } });
  keepTyped(key, fields, { typed: { token: "s3cret" }, before: {} }, 3000);
  expect(readTyped(key, 3000)).toBeUndefined();
});

test("a request that may have arrived is remembered through later keystrokes", () => {
  const now = Date.now();
  keepTyped(key, fields, { typed: { name: "b" }, before: {} }, now);
  noteAttempt(key, { body: "x", key: "k" });
  keepTyped(key, fields, { typed: { name: "bc" }, before: {} }, now);
  expect(readTyped(key)).toMatchObject({ typed: { name: "bc" }, attempt: { key: "k" } });
});

test("after a week, and after signing out, nothing is left", () => {
  keepTyped(key, fields, { typed: { name: "b" }, before: {} }, 0);
  expect(readTyped(key, 8 * 86_400_000)).toBeUndefined();
  dropAllTyped();
  expect(readTyped(key, 0)).toBeUndefined();
});

test("how long ago is said in the person's language", () => {
  expect(ago(0, "en", 5 * 60_000)).toBe("5 minutes ago");
  expect(ago(0, "en", 1000)).toBe("this minute");
  expect(ago(0, "ru", 86_400_000)).toBe("вчера");
});
