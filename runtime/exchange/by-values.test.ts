import { describe, expect, it } from "vitest";
import { suggestByValues, type ValueField } from "./by-values";

const field = (name: string, type: string, options: object = {}) => ({ name, type, options }) as unknown as ValueField;
const stage = field("stage", "select", { choices: [{ id: "new", value: "new", label: { en: "New", ru: "Новая" } }, { id: "won", value: "won", label: { en: "Won", ru: "Выиграна" } }] });
const fields = [field("name", "text", { maxLength: 200 }), field("amount", "decimal"), field("email", "email"), field("site", "url"), stage];

describe("suggestions by values", () => {
  it("finds the field of addresses of mail and pages, whatever the column is called", () => {
    expect(suggestByValues(fields, [["a@b.example", "c@d.example"], ["https://a.example/x", "https://b.example"]])).toEqual(["email", "site"]);
  });

  it("finds a choice by its words in any language", () => {
    expect(suggestByValues(fields, [["Новая", "Выиграна", "Новая"]])).toEqual(["stage"]);
    expect(suggestByValues(fields, [["won", "New"]])).toEqual(["stage"]);
  });

  it("says nothing about words and numbers that fit many fields, mixed columns and empty ones", () => {
    expect(suggestByValues(fields, [["Acme", "Birch"], ["1", "2"], ["a@b.example", "none"], []])).toEqual([null, null, null, null]);
  });

  it("takes no dates for telephone numbers", () => {
    const called = [...fields, field("phone", "phone")];
    expect(suggestByValues(called, [["31.12.2020", "2020-02-30"], ["+44 20 7946 0001", "+44 20 7946 0002"]])).toEqual([null, "phone"]);
  });

  it("says nothing when two fields fit, and suggests a field once", () => {
    const two = [...fields, field("otherMail", "email")];
    expect(suggestByValues(two, [["a@b.example", "c@d.example"]])).toEqual([null]);
    expect(suggestByValues(fields, [["a@b.example", "c@d.example"], ["e@f.example", "g@h.example"]])).toEqual(["email", null]);
  });
});
