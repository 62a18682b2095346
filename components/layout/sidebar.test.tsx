import { describe, expect, it } from "vitest";
import { entity } from "../../runtime/forms/forms.fixture";
import type { ClientMenu } from "../../runtime/model/client";
import { draw } from "../../tests/helpers/screen";
import { MenuNav } from "./sidebar";

const menus = [
  { id: "a", name: "a", label: "Sales", items: [{ id: "x", label: "Pipeline", icon: "handshake", entity: "deal", list: "open", items: [] }, { id: "g", label: "More", items: [{ id: "y", label: "Guide", url: "/guide", items: [] }] }] },
  { id: "b", name: "b", label: "Elsewhere", items: [{ id: "z", label: "Handbook", url: "https://example.com/book", items: [] }] },
] as unknown as ClientMenu[];

describe("the menu", () => {
  const { html } = draw(<MenuNav />, { menus, entities: { deal: entity("deal", []) } });

  it("shows its groups and entries in order, with their icons", () => {
    const words = ["Sales", "Pipeline", "More", "Guide", "Elsewhere", "Handbook"];
    const places = words.map((word) => html.indexOf(`>${word}<`));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(Math.min(...places)).toBeGreaterThan(0);
    expect(html).toContain("#handshake");
  });

  it("leads to the list that is named, to pages of the product, and elsewhere in a new tab", () => {
    expect(html).toContain('href="/deal?list=open"');
    expect(html).toContain('href="/guide"');
    expect(html).toMatch(/target="_blank" rel="noopener noreferrer"[^>]*href="https:\/\/example.com\/book"/);
  });
});
