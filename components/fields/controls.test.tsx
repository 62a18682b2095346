/** Options of field types that only a screen can heed. */
import { describe, expect, it } from "vitest";
import { draw } from "../../tests/helpers/screen";
import { entity, field } from "../../runtime/forms/forms.fixture";
import type { ClientField } from "../../runtime/model/client";
import { FieldCell } from "./field-cell";
import { FieldControl } from "./field-control";
import { offersNew } from "./kinds/reference";

const firm = entity("firm", [field("name", "text")]);
const control = (shown: ClientField, value: unknown = null) => draw(<FieldControl id="x" field={shown} value={value} onChange={() => undefined} />, { entities: { firm } });
const optionsOf = (html: string) => [...html.matchAll(/<option value="([^"]*)"/g)].map(([, value]) => value);

describe("controls", () => {
  it("show help for typing: the placeholder, or the mask where there is none", () => {
    expect(control(field("a", "text", { placeholder: "Ann" })).html).toContain('placeholder="Ann"');
    expect(control(field("a", "text", { mask: "AA-99" })).html).toContain('placeholder="AA-99"');
    expect(control(field("a", "phone", { mask: "+7 (999) 999-99-99" }), "+79123456789").html).toContain('value="+7 (912) 345-67-89"');
  });

  it("of a long text are as high as the field says", () => {
    expect(control(field("a", "longText", { options: { rows: 9 } })).html).toContain('rows="9"');
  });

  it("of tags offer the suggestions that are not chosen yet", () => {
    expect(optionsOf(control(field("a", "tags", { options: { suggestions: ["vip", "news"] } }), ["vip"]).html)).toEqual(["news"]);
    expect(control(field("a", "tags")).html).not.toContain("datalist");
  });

  it("of an address offer preferred countries first, also rare ones", () => {
    const offered = optionsOf(control(field("a", "address", { options: { preferredCountries: ["UA", "FJ"] } })).html);
    expect(offered.slice(0, 4)).toEqual(["", "UA", "FJ", "AL"]);
    expect(new Set(offered).size).toBe(offered.length);
  });

  it("of a file take the media types and the number of files the field takes", () => {
    const html = control(field("a", "file", { options: { accept: ["application/pdf", "text/*"], multiple: true } })).html;
    expect(html).toContain('accept="application/pdf,text/*"');
    expect(html).toContain("multiple");
    expect(control(field("a", "file")).html).not.toContain("multiple");
  });

  it("of a reference offer records that fulfil its filter", () => {
    const filter = { field: "name", op: "isNotEmpty" };
    expect(control(field("a", "reference", { options: { entity: "firm", filter } })).asked).toContain(JSON.stringify(filter));
    expect(control(field("a", "reference", { options: { entity: "firm" } })).asked).not.toContain("isNotEmpty");
  });

  it("of people and units offer those that fulfil their filter", () => {
    const filter = { field: "name", op: "isNotEmpty" };
    for (const type of ["user", "unit"]) expect(control(field("a", type, { options: { filter } })).asked, type).toContain(JSON.stringify(filter));
  });

  it("of a reference offer a new record only where the field says so", () => {
    expect(offersNew(field("a", "reference", { options: { quickCreate: true } }))).toBe(true);
    expect(offersNew(field("a", "reference", { options: { quickCreate: false } }))).toBe(false);
  });

  it("of a rating have as many stars as it goes up to", () => {
    const stars = (max: number) => [...control(field("a", "rating", { options: { max } })).html.matchAll(/<svg/g)].length;
    expect(stars(7) - stars(3)).toBe(4);
  });
});

describe("cells", () => {
  const cell = (shown: ClientField, value: unknown) => draw(<FieldCell field={shown} value={value} />).html;

  it("show a choice by its label and colour", () => {
    const choices = [{ id: "new", value: "new", label: "Fresh", color: "purple" }, { id: "old", value: "old", label: "Stale" }];
    for (const [type, value] of [["select", "new"], ["multiSelect", ["new"]]] as const) {
      const html = cell(field("a", type, { options: { choices } }), value);
      expect(html, type).toContain("Fresh");
      expect(html, type).toContain("--tone-purple-bg");
    }
  });

  it("show a number without separators as its mask writes it", () => {
    expect(cell(field("a", "phone", { mask: "+7 (999) 999-99-99" }), "+79123456789")).toContain("+7 (912) 345-67-89");
  });
});
