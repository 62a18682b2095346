/** What screens get of documents: every word and setting, in the person's language, and nothing he may not know. */
import { describe, expect, it } from "vitest";
import { documentOf, loadDocuments, modelOf, packDocuments } from "../../tests/helpers/fixtures";
import type { StaffPrincipal } from "../kernel";
import { readingOf } from "../queries/caller";
import { clientModelOf } from "./client-model";

const manifest = { id: "shop", name: "shop", version: "1.0.0", label: "Shop", language: "en", requires: { core: "^1.0.0" } };
const open = { field: "stage", op: "eq", value: "new" };
const order = {
  id: "order", name: "order", label: "Order", plural: "Orders", icon: "shopping-cart", description: "What people buy", titleField: "city", defaultSort: [{ field: "amount", direction: "desc" }],
  fields: [
    { id: "number", name: "number", type: "text", label: "Number", required: true, help: "As printed", placeholder: "A-1", mask: "A-9", setOnce: true, searchable: true },
    { id: "stage", name: "stage", type: "select", label: "Stage", default: "new", options: { choices: [{ id: "new", value: "new", label: "New", color: "blue" }, { id: "old", value: "old", label: "Old" }] } },
    { id: "amount", name: "amount", type: "decimal", label: "Amount", readOnly: true, invalidWhen: [{ id: "low", when: { field: "amount", op: "lt", value: 0 }, message: "Too low" }] },
    { id: "note", name: "note", type: "text", label: "Note", translatable: true, requiredWhen: open, visibleWhen: open, readOnlyWhen: open },
    { id: "cost", name: "cost", type: "decimal", label: "Cost" },
    { id: "buyer", name: "buyer", type: "reference", label: "Buyer", options: { entity: "buyer" } },
    { id: "city", name: "city", type: "text", label: "City", fetchFrom: "buyer.city" },
  ],
  recordTypes: [{ id: "gift", name: "gift", label: "Gift", form: "gift", choices: { stage: ["new"] }, fields: [{ id: "wish", name: "wish", type: "text", label: "Wish" }] }, { id: "sale", name: "sale", label: "Sale" }],
};
const documents = [
  ...packDocuments("core"),
  documentOf("shop", "pack.json", manifest),
  documentOf("shop", "entities/buyer/entity.json", { id: "buyer", name: "buyer", label: "Buyer", fields: [{ id: "name", name: "name", type: "text", label: "Name" }, { id: "city", name: "city", type: "text", label: "City" }] }),
  documentOf("shop", "entities/vault/entity.json", { id: "vault", name: "vault", label: "Vault", fields: [{ id: "order", name: "order", type: "reference", label: "Order", options: { entity: "order" } }] }),
  documentOf("shop", "entities/order/entity.json", order),
  documentOf("shop", "entities/order/list.main.json", { id: "order.main", name: "main", entity: "order", label: "All", default: true, pageSize: 25, columns: [{ id: "c1", field: "number", width: 300, label: "No." }, { id: "c2", field: "buyer.city" }, { id: "c3", field: "cost" }], sort: [{ field: "number" }, { field: "cost", direction: "desc" }], filter: { field: "stage", op: "isNotEmpty" }, quickFilters: [{ id: "q1", label: "Open", filter: open }] }),
  documentOf("shop", "entities/order/list.brief.json", { id: "order.brief", name: "brief", entity: "order", label: "Brief", columns: [{ id: "c1", field: "number" }] }),
  documentOf("shop", "entities/order/form.main.json", { id: "order.form", name: "main", entity: "order", label: "Main", default: true, tabs: [{ id: "t1", label: "First", visibleWhen: open, sections: [{ id: "s1", label: "Basics", columns: 3, collapsed: true, visibleWhen: open, fields: [{ id: "f1", field: "number", span: 2 }, { id: "f2", field: "cost" }] }] }], related: [{ id: "r1", entity: "buyer", field: "favourite", list: "short", label: "Admirers" }, { id: "r2", entity: "vault", field: "order" }] }),
  documentOf("shop", "entities/buyer/extension.json", { id: "shop.buyer", extends: "buyer", fields: [{ id: "shop.favourite", name: "favourite", type: "reference", label: "Favourite", options: { entity: "order" } }] }),
  documentOf("shop", "entities/buyer/list.short.json", { id: "buyer.short", name: "short", entity: "buyer", label: "Short", columns: [{ id: "c1", field: "name" }] }),
  documentOf("shop", "entities/order/form.gift.json", { id: "order.gift", name: "gift", entity: "order", label: "Gift", recordType: "gift", tabs: [{ id: "t1", label: "Gift", sections: [{ id: "s1", fields: [{ id: "f1", field: "wish" }] }] }] }),
  documentOf("shop", "entities/order/form.chief.json", { id: "order.chief", name: "chief", entity: "order", label: "Chief", roles: ["chief"], tabs: [{ id: "t1", label: "All", sections: [] }] }),
  documentOf("shop", "entities/order/action.pay.json", { id: "order.pay", name: "pay", entity: "order", label: "Pay", icon: "coins", confirm: "Really?", when: open, parameters: [{ id: "sum", name: "sum", type: "decimal", label: "Sum", required: true }], steps: [{ id: "s1", do: "open" }] }),
  documentOf("shop", "menus/late.json", { id: "late", name: "late", label: "Late", order: 20, items: [{ id: "help", label: "Help", icon: "life-buoy", url: "https://example.com" }] }),
  documentOf("shop", "menus/guarded.json", { id: "guarded", name: "guarded", label: "Guarded", items: [{ id: "log", label: "Log", url: "/log", right: "events.read" }, { id: "keys", label: "Keys", url: "/keys", right: "apiKeys.manage" }, { id: "any", label: "Any", url: "/any", right: "*" }] }),
  documentOf("shop", "menus/zero.json", { id: "early", name: "zero", label: "Early", order: 1, items: [{ id: "sales", label: "Sales", items: [{ id: "orders", entity: "order", list: "brief" }, { id: "buyers", label: "People", icon: "user", entity: "buyer" }] }, { id: "safe", entity: "vault" }] }),
  documentOf("shop", "roles/clerk.json", { id: "clerk", name: "clerk", label: "Clerk", entities: { order: { read: "all", create: "all", update: "all", actions: { pay: "all" }, fields: { cost: "hidden" } }, buyer: { read: "all" } } }),
  documentOf("shop", "roles/chief.json", { id: "chief", name: "chief", label: "Chief", system: ["events.read"], entities: { order: { read: "all", create: "all", update: "all", delete: "all", export: true, import: true }, buyer: { read: "all" }, vault: { read: "all" } } }),
  documentOf("shop", "i18n/ru.json", { id: "shop.ru", name: "ru", language: "ru", entities: { order: { label: "Заказ", plural: "Заказы", description: "Что покупают", fields: { number: { label: "Номер", help: "Как напечатано", placeholder: "А-1" }, stage: { choices: { new: "Новый" } }, amount: { invalidWhen: { low: "Слишком мало" } } }, recordTypes: { gift: "Подарок" } } }, forms: { "order.form": { label: "Главная", tabs: { t1: "Первая" }, sections: { s1: "Основное" }, related: { r1: "Поклонники" } } }, lists: { "order.main": { label: "Все", columns: { c1: "№" }, quickFilters: { q1: "Открытые" } } }, actions: { "order.pay": { label: "Оплатить", confirm: "Точно?", parameters: { sum: { label: "Сумма" } } } }, menus: { early: { label: "Рано", items: { sales: "Продажи" } } } }),
];
const model = modelOf(loadDocuments(documents));
const as = (roles: readonly string[], language = "en") => {
  const principal = { kind: "staff", userId: "00000000-0000-7000-8000-000000000001", name: "Ann", sessionId: "s", roles, teams: [], units: [], unitTree: [], sharedEntities: [] } as unknown as StaffPrincipal;
  const reading = readingOf(model, principal);
  return clientModelOf({ model, principal, language, user: { id: "u", name: "Ann", email: "", language, timeZone: "UTC" }, access: (entity) => reading.access(entity) });
};
const clerk = as(["clerk"]);
const shown = clerk.entities["order"]!;
const fieldOf = (name: string) => shown.fields.find((field) => field.name === name);

describe("what a person's screens know", () => {
  it("a list has the clocks beside its titles", () => {
    const clock = documentOf("shop", "clocks/answer.json", { id: "shop.answer", name: "answer", label: "Answer", entity: "order", calendar: "office", stop: open, targets: [{ id: "all", within: "PT4H" }] });
    const timed = (clocks: readonly string[]) => loadDocuments([...documents, clock, documentOf("shop", "entities/order/list.timed.json", { id: "order.timed", name: "timed", entity: "order", label: "Timed", columns: [{ id: "c1", field: "number" }], clocks })]);
    const of = modelOf(timed(["answer"]));
    const principal = { kind: "staff", userId: "00000000-0000-7000-8000-000000000001", name: "Ann", sessionId: "s", roles: ["clerk"], teams: [], units: [], unitTree: [], sharedEntities: [] } as unknown as StaffPrincipal;
    const seen = clientModelOf({ model: of, principal, language: "en", user: { id: "u", name: "Ann", email: "", language: "en", timeZone: "UTC" }, access: (entity) => readingOf(of, principal).access(entity) });
    expect(seen.entities["order"]!.lists.map(({ name, clocks }) => [name, clocks])).toEqual(expect.arrayContaining([["timed", ["answer"]], ["brief", undefined]]));
    const wrong = timed(["anwser"]);
    expect(wrong.ok ? [] : wrong.problems.map(({ code, pointer }) => `${pointer} ${code}`)).toEqual(["/clocks/0 unknownClock"]);
  });

  it("of a list: the figure that stands under a column; one its field cannot have is refused", () => {
    const figures = (total: string) => loadDocuments([...documents, documentOf("shop", "entities/order/list.figures.json", { id: "order.figures", name: "figures", entity: "order", label: "Figures", columns: [{ id: "c1", field: "amount", total }, { id: "c2", field: "number", ...(total === "none" ? { total: "sum" } : {}) }] })]);
    const of = modelOf(figures("average"));
    const principal = { kind: "staff", userId: "00000000-0000-7000-8000-000000000001", name: "Ann", sessionId: "s", roles: ["clerk"], teams: [], units: [], unitTree: [], sharedEntities: [] } as unknown as StaffPrincipal;
    const seen = clientModelOf({ model: of, principal, language: "en", user: { id: "u", name: "Ann", email: "", language: "en", timeZone: "UTC" }, access: (entity) => readingOf(of, principal).access(entity) });
    expect(seen.entities["order"]!.lists.find(({ name }) => name === "figures")!.columns).toMatchObject([{ field: "amount", total: "average" }, { field: "number" }]);
    const wrong = figures("none");
    expect(wrong.ok ? [] : wrong.problems.map(({ code, pointer }) => `${pointer} ${code}`)).toEqual(["/columns/1/total type"]);
  });

  it("of an entity: its words, icon, title and order", () => {
    expect(shown).toMatchObject({ label: "Order", plural: "Orders", icon: "shopping-cart", description: "What people buy", titleField: "city", defaultSort: [{ field: "amount", direction: "desc" }] });
    expect(as(["chief"]).entities["order"]!.rights).toEqual({ create: true, read: true, update: true, delete: true, export: true, import: true });
    expect(shown.rights).toMatchObject({ delete: false, export: false, import: false });
    expect([clerk.entities["vault"], clerk.system, as(["chief"]).system]).toEqual([undefined, [], ["events.read"]]);
  });

  it("of a field: its words, flags, rules and what it may do with it", () => {
    expect(fieldOf("number")).toMatchObject({ label: "Number", help: "As printed", placeholder: "A-1", mask: "A-9", required: true, setOnce: true, searchable: true, right: "write" });
    expect(fieldOf("stage")).toMatchObject({ default: "new", options: { choices: [{ value: "new", label: "New", color: "blue" }, { value: "old", label: "Old" }] } });
    expect(fieldOf("amount")).toMatchObject({ readOnly: true, invalidWhen: [{ id: "low", message: "Too low" }] });
    expect(fieldOf("note")).toMatchObject({ requiredWhen: open, visibleWhen: open, readOnlyWhen: open, companion: "noteTranslations" });
    expect([fieldOf("cost"), fieldOf("city")?.fetchFrom, fieldOf("wish")?.recordTypes]).toEqual([undefined, "buyer.city", ["gift"]]);
  });

  it("of a list: columns with width and heading, order, filter, page size, quick filters; without what is hidden", () => {
    expect(shown.lists.map(({ name }) => name)).toEqual(["main", "brief"]);
    expect(shown.lists[0]).toMatchObject({
      id: "order.main", name: "main", label: "All", default: true, pageSize: 25, filter: { field: "stage", op: "isNotEmpty" },
      columns: [{ id: "c1", field: "number", width: 300, label: "No." }, { id: "c2", field: "buyer.city" }], sort: [{ field: "number", direction: "asc" }], quickFilters: [{ id: "q1", label: "Open", filter: open }],
    });
    expect(shown.lists[0]!.columns).toHaveLength(2);
    expect(shown.lists[0]!.sort).toHaveLength(1);
  });

  it("of a form: tabs, sections, places and related lists; forms of other roles are absent", () => {
    expect(shown.forms.map(({ name, recordType }) => [name, recordType])).toEqual([["main", undefined], ["gift", "gift"]]);
    expect(as(["chief"]).entities["order"]!.forms.map(({ name }) => name)).toContain("chief");
    expect(shown.forms[0]).toMatchObject({ label: "Main", default: true, related: [{ id: "r1", entity: "buyer", field: "favourite", list: "short", label: "Admirers" }] });
    expect(shown.forms[0]!.related).toHaveLength(1);
    expect(shown.forms[0]!.tabs).toEqual([{ id: "t1", label: "First", visibleWhen: open, sections: [{ id: "s1", label: "Basics", columns: 3, collapsed: true, visibleWhen: open, fields: [{ id: "f1", field: "number", span: 2 }] }] }]);
  });

  it("of record types: label, form and narrower choices", () => {
    expect(shown.recordTypes).toEqual([{ name: "gift", label: "Gift", form: "gift", choices: { stage: ["new"] } }, { name: "sale", label: "Sale", form: undefined, choices: {} }]);
  });

  it("of an action he may run: icon, question, condition, parameters", () => {
    expect(shown.actions).toMatchObject([{ name: "pay", label: "Pay", icon: "coins", confirm: "Really?", when: open, parameters: [{ name: "sum", label: "Sum", required: true }] }]);
    expect(as(["chief"]).entities["order"]!.actions).toEqual([]);
  });

  it("of menus: in their order, with icons, lists and addresses; what leads nowhere for him is left out", () => {
    expect(clerk.menus.filter(({ name }) => ["zero", "late"].includes(name))).toMatchObject([
      { name: "zero", label: "Early", items: [{ label: "Sales", items: [{ id: "orders", label: "Orders", icon: "shopping-cart", entity: "order", list: "brief" }, { label: "People", icon: "user" }] }] },
      { name: "late", label: "Late", items: [{ label: "Help", icon: "life-buoy", url: "https://example.com" }] },
    ]);
    expect(clerk.menus.find(({ name }) => name === "zero")!.items).toHaveLength(1);
    expect(as(["chief"]).menus.find(({ name }) => name === "zero")!.items.map(({ id }) => id)).toEqual(["sales", "safe"]);
  });

  it("shows what needs an administration right to its holders only", () => {
    const guarded = (role: string) => as([role]).menus.find(({ name }) => name === "guarded")?.items.map(({ id }) => id);
    expect([guarded("clerk"), guarded("chief"), guarded("administrator")]).toEqual([undefined, ["log", "any"], ["log", "keys", "any"]]);
  });

  it("in his language: words of translations by id, and those of the pack where there is none", () => {
    const russian = as(["clerk"], "ru");
    const entity = russian.entities["order"]!;
    const field = (name: string) => entity.fields.find((candidate) => candidate.name === name)!;
    expect([entity.label, entity.plural, entity.description, entity.recordTypes.map(({ label }) => label)]).toEqual(["Заказ", "Заказы", "Что покупают", ["Подарок", "Sale"]]);
    expect([field("number").label, field("number").help, field("number").placeholder, field("amount").invalidWhen[0]!.message, field("city").label]).toEqual(["Номер", "Как напечатано", "А-1", "Слишком мало", "City"]);
    expect((field("stage").options["choices"] as { label: string }[]).map(({ label }) => label)).toEqual(["Новый", "Old"]);
    expect([entity.lists[0]!.label, entity.lists[0]!.columns[0]!.label, entity.lists[0]!.quickFilters[0]!.label]).toEqual(["Все", "№", "Открытые"]);
    expect([entity.forms[0]!.label, entity.forms[0]!.tabs[0]!.label, entity.forms[0]!.tabs[0]!.sections[0]!.label, entity.forms[0]!.related[0]!.label]).toEqual(["Главная", "Первая", "Основное", "Поклонники"]);
    expect([entity.actions[0]!.label, entity.actions[0]!.confirm, entity.actions[0]!.parameters[0]!.label]).toEqual(["Оплатить", "Точно?", "Сумма"]);
    expect(russian.menus.find(({ name }) => name === "zero")).toMatchObject({ label: "Рано", items: [{ label: "Продажи" }] });
  });
});
