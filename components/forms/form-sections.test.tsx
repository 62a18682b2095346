/** How a form is laid out: what its document says about tabs, sections and places. */
import { describe, expect, it } from "vitest";
import { entity, field } from "../../runtime/forms/forms.fixture";
import type { ClientField, ClientSection } from "../../runtime/model/client";
import { draw } from "../../tests/helpers/screen";
import { RecordForm } from "../records/record-form";
import { SystemPanel } from "../records/system-panel";
import { FormStore } from "./form-store";

const fields: readonly ClientField[] = [field("name", "text", { label: "Name", help: "As printed" }), field("city", "text", { label: "City" }), field("stage", "text", { label: "Stage" })];
const thing = entity("thing", fields);
const section = (more: Partial<ClientSection>): ClientSection => ({ id: "s", columns: 2, collapsed: false, label: "Basics", fields: [{ id: "f1", field: "name", span: 1 }, { id: "f2", field: "city", span: 2 }], ...more });

function page(sections: readonly ClientSection[], { values = {}, tab = {} }: { values?: Record<string, unknown>; tab?: object } = {}): string {
  const store = new FormStore({ fields, recordTypes: [], entities: { thing }, env: { now: new Date(0), timeZone: "UTC" } }, { creating: false, stored: values, values });
  const form = { id: "f", name: "main", label: "Main", default: true, related: [], tabs: [{ id: "t1", label: "First", sections, ...tab }] };
  return draw(<RecordForm form={form} store={store} tabId="t1" editing />).html;
}
const place = (html: string, name: string) => new RegExp(`<div class="([^"]*)" data-field="${name}"`).exec(html)?.[1];

describe("a form", () => {
  it("shows the fields of a section in their order, under its label, with help", () => {
    const html = page([section({ fields: [{ id: "f2", field: "city", span: 1 }, { id: "f1", field: "name", span: 1 }] })]);
    expect(html.indexOf('data-field="city"')).toBeLessThan(html.indexOf('data-field="name"'));
    expect(html).toContain("Basics");
    expect(html).toContain("As printed");
    expect(html).not.toContain('data-field="stage"');
  });

  it("has as many columns as the section says, and fields as wide as their places", () => {
    expect(page([section({ columns: 1 })])).toContain("grid-cols-1");
    expect(page([section({ columns: 3 })])).toContain("@2xl:grid-cols-3");
    expect(page([section({})])).not.toContain("@2xl:grid-cols-3");
    expect(place(page([section({})]), "city")).toContain("@md:col-span-2");
    expect(place(page([section({})]), "name")).not.toContain("col-span");
  });

  it("keeps a collapsed section closed until it is opened", () => {
    const closed = page([section({ collapsed: true })]);
    expect(closed).toContain('aria-expanded="false"');
    expect(closed).not.toContain('data-field="name"');
    expect(page([section({})])).toContain('aria-expanded="true"');
  });

  it("puts the sections of its side beside the tabs, before what the system knows", () => {
    const whole = entity("thing", [...fields, field("createdAt", "dateTime", { system: true, label: "Created" })]);
    const store = new FormStore({ fields: whole.fields, recordTypes: [], entities: { thing: whole }, env: { now: new Date(0), timeZone: "UTC" } }, { creating: false, stored: {}, values: {} });
    const form = { id: "f", name: "main", label: "Main", default: true, related: [], tabs: [], side: [section({ label: "At the side" })] };
    const side = (more: object) => draw(<SystemPanel entity={whole} form={{ ...form, ...more }} store={store} editing={false} />).html;
    expect(side({}).indexOf("At the side")).toBeLessThan(side({}).indexOf("Created"));
    expect(place(side({}), "name")).toBeDefined();
    expect(side({ side: undefined })).not.toContain("At the side");
  });

  it("shows sections and tabs while their conditions hold", () => {
    const visibleWhen = { field: "stage", op: "eq", value: "on" };
    expect(page([section({ visibleWhen })])).not.toContain('data-field="name"');
    expect(page([section({ visibleWhen })], { values: { stage: "on" } })).toContain('data-field="name"');
    expect(page([section({})], { tab: { visibleWhen } })).not.toContain('data-field="name"');
    expect(page([section({})], { tab: { visibleWhen }, values: { stage: "on" } })).toContain('data-field="name"');
  });
});
