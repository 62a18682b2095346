/** What screens get of boards, views, dashboards and reports: every word and setting, in the person's language. */
import { describe, expect, it } from "vitest";
import { documentOf, loadDocuments, modelOf, packDocuments } from "../../../tests/helpers/fixtures";
import type { StaffPrincipal } from "../../kernel";
import { clientModelOf } from "../../permissions/client-model";
import { readingOf } from "../../queries/caller";

const open = { field: "stage", op: "eq", value: "new" };
const choices = ["new", "won"].map((value) => ({ id: value, value, label: value }));
const job = {
  id: "job", name: "job", label: "Job", plural: "Jobs", titleField: "name", fields: [
    { id: "name", name: "name", type: "text", label: "Name" }, { id: "stage", name: "stage", type: "select", label: "Stage", options: { choices } }, { id: "kind", name: "kind", type: "select", label: "Kind", options: { choices } },
    { id: "amount", name: "amount", type: "decimal", label: "Amount" }, { id: "from", name: "from", type: "date", label: "From" }, { id: "till", name: "till", type: "date", label: "Till" }, { id: "cost", name: "cost", type: "decimal", label: "Cost" },
    { id: "above", name: "above", type: "reference", label: "Above", options: { entity: "job", acyclic: true } },
  ],
};
const query = { entity: "job", measures: [{ id: "n", function: "count", label: "How many" }, { id: "s", function: "sum", field: "amount" }], groupBy: [{ id: "g", field: "from", by: "month" }] };
const documents = [
  ...packDocuments("core"),
  documentOf("work", "pack.json", { id: "work", name: "work", version: "1.0.0", label: "Work", language: "en", requires: { core: "^1.0.0" }, capabilities: { send: ["email"], schedule: true } }),
  documentOf("work", "entities/job/entity.json", job),
  documentOf("work", "entities/job/list.open.json", { id: "job.open", name: "open", entity: "job", label: "Open", columns: [{ id: "c", field: "name" }] }),
  documentOf("work", "entities/job/board.main.json", { id: "job.board", name: "main", entity: "job", label: "Stages", field: "stage", total: "amount", cardFields: ["name", "from"], lanes: "kind", limits: { new: 3 } }),
  documentOf("work", "entities/job/calendar.main.json", { id: "job.calendar", name: "main", entity: "job", label: "Days", start: "from", end: "till", titleFields: ["name", "amount"], colorBy: "stage" }),
  documentOf("work", "entities/job/timeline.main.json", { id: "job.timeline", name: "main", entity: "job", label: "Bars", start: "from", end: "till", groupBy: "stage", dependencies: ["above"], colorBy: "kind" }),
  documentOf("work", "entities/job/tree.main.json", { id: "job.tree", name: "main", entity: "job", label: "Parts", field: "above", columns: ["name", "stage"] }),
  documentOf("work", "dashboards/main.json", {
    id: "work.main", name: "main", label: "Day", description: "What is on", icon: "gauge", default: true, refresh: 60, filters: [{ id: "f", label: "Since", entity: "job", field: "from", op: "within", value: "thisMonth" }],
    tabs: [{ id: "t", label: "First", widgets: [
      { id: "w", kind: "bar", label: "By month", x: 1, y: 2, width: 5, height: 4, ...query, filter: open, limit: 7, filters: { f: "from" }, options: { stacked: true } },
      { id: "l", kind: "list", label: "Open ones", x: 6, y: 0, width: 6, height: 4, entity: "job", list: "open", columns: ["name"], sort: [{ field: "amount", direction: "desc" }] },
      { id: "x", kind: "text", label: "Rules", x: 0, y: 9, width: 3, height: 2, text: "Call **first**." },
    ] }],
  }),
  documentOf("work", "reports/main.json", { id: "work.report", name: "main", label: "Months", description: "Of the year", icon: "sheet", ...query, filter: open, chart: "bar", limit: 9, schedule: { cron: "0 8 * * 1", timeZone: "Europe/Kyiv", roles: ["worker"], people: ["ann@example.com"], format: "csv" } }),
  documentOf("work", "reports/rows.json", { id: "work.rows", name: "rows", label: "Rows", entity: "job", columns: ["name", "amount"], sort: [{ field: "amount", direction: "desc" }] }),
  documentOf("work", "menus/main.json", { id: "work.menu", name: "main", label: "Work", items: [{ id: "d", dashboard: "main" }, { id: "r", report: "main" }] }),
  documentOf("work", "roles/worker.json", { id: "worker", name: "worker", label: "Worker", entities: { job: { read: "all", fields: { cost: "hidden" } } } }),
  documentOf("work", "i18n/ru.json", {
    id: "work.ru", name: "ru", language: "ru", boards: { "job.board": { label: "Стадии" } }, calendars: { "job.calendar": { label: "Дни" } }, timelines: { "job.timeline": { label: "Полосы" } }, trees: { "job.tree": { label: "Части" } },
    dashboards: { "work.main": { label: "День", description: "Что сегодня", tabs: { t: "Первая" }, filters: { f: "С" }, widgets: { w: { label: "По месяцам", measures: { n: "Сколько" } }, x: { label: "Правила", text: "Звони **сначала**." } } } },
    reports: { "work.report": { label: "Месяцы", description: "Года", measures: { n: "Сколько" } } },
  }),
];
const model = modelOf(loadDocuments(documents));
function as(language: string) {
  const principal = { kind: "staff", userId: "00000000-0000-7000-8000-000000000001", name: "Ann", sessionId: "s", roles: ["worker"], teams: [], units: [], unitTree: [], sharedEntities: [] } as unknown as StaffPrincipal;
  const reading = readingOf(model, principal);
  return clientModelOf({ model, principal, language, user: { id: "u", name: "Ann", email: "", language, timeZone: "UTC" }, access: (entity) => reading.access(entity) });
}
const { parts, menus } = as("en");

describe("what a person's screens know", () => {
  it("of a board: columns, sum, cards, lanes and limits", () => {
    expect(parts.board).toEqual([expect.objectContaining({ name: "main", entity: "job", label: "Stages", field: "stage", total: "amount", cardFields: ["name", "from"], lanes: "kind", limits: { new: 3 } })]);
  });

  it("of a calendar, a timeline and a tree: their fields", () => {
    expect(parts.calendar).toMatchObject([{ name: "main", entity: "job", label: "Days", start: "from", end: "till", titleFields: ["name", "amount"], colorBy: "stage" }]);
    expect(parts.timeline).toMatchObject([{ name: "main", entity: "job", label: "Bars", start: "from", end: "till", groupBy: "stage", dependencies: ["above"], colorBy: "kind" }]);
    expect(parts.tree).toMatchObject([{ name: "main", entity: "job", label: "Parts", field: "above", columns: ["name", "stage"] }]);
  });

  it("of a dashboard: words, filters, tabs, and of each widget place, question and settings", () => {
    expect(parts.dashboard).toHaveLength(1);
    expect(parts.dashboard[0]).toMatchObject({ name: "main", label: "Day", description: "What is on", icon: "gauge", default: true, refresh: 60, filters: [{ id: "f", label: "Since", entity: "job", field: "from", op: "within", value: "thisMonth" }] });
    const [tab] = parts.dashboard[0]!.tabs;
    expect(tab).toMatchObject({ id: "t", label: "First" });
    expect(tab!.widgets.map(({ id, kind, label }) => [id, kind, label])).toEqual([["w", "bar", "By month"], ["l", "list", "Open ones"], ["x", "text", "Rules"]]);
    expect(tab!.widgets[0]).toMatchObject({ x: 1, y: 2, width: 5, height: 4, entity: "job", filter: open, limit: 7, filters: { f: "from" }, options: { stacked: true }, measures: [{ id: "n", function: "count", label: "How many" }, { id: "s", function: "sum", field: "amount" }], groupBy: [{ id: "g", field: "from", by: "month" }] });
    expect(tab!.widgets[1]).toMatchObject({ list: "open", columns: ["name"], sort: [{ field: "amount", direction: "desc" }] });
    expect(tab!.widgets[2]!.text).toBe("Call **first**.");
  });

  it("of a report: words, question, chart and when it is sent, but not to whom", () => {
    expect(parts.report.find(({ name }) => name === "rows")).toMatchObject({ columns: ["name", "amount"], sort: [{ field: "amount", direction: "desc" }] });
    expect(parts.report.filter(({ name }) => name === "main")).toMatchObject([{ name: "main", label: "Months", description: "Of the year", icon: "sheet", entity: "job", filter: open, chart: "bar", limit: 9, schedule: { cron: "0 8 * * 1", timeZone: "Europe/Kyiv", format: "csv" } }]);
    expect(JSON.stringify(parts.report)).not.toContain("ann@example.com");
  });

  it("of menus: entries that lead to dashboards and reports, under their names", () => {
    expect(menus.find(({ name }) => name === "main")?.items.filter(({ id }) => ["d", "r"].includes(id))).toMatchObject([{ label: "Day", dashboard: "main" }, { label: "Months", report: "main" }]);
  });

  it("of parts in his language", () => {
    const russian = as("ru").parts;
    expect([russian.board[0]!.label, russian.calendar[0]!.label, russian.timeline[0]!.label, russian.tree[0]!.label]).toEqual(["Стадии", "Дни", "Полосы", "Части"]);
    const [dashboard] = russian.dashboard;
    const [tab] = dashboard!.tabs;
    expect([dashboard!.label, dashboard!.description, dashboard!.filters[0]!.label, tab!.label, tab!.widgets[0]!.label, tab!.widgets[0]!.measures[0]!.label, tab!.widgets[2]!.text]).toEqual(["День", "Что сегодня", "С", "Первая", "По месяцам", "Сколько", "Звони **сначала**."]);
    const report = russian.report.find(({ name }) => name === "main");
    expect([report!.label, report!.description, report!.measures[0]!.label]).toEqual(["Месяцы", "Года", "Сколько"]);
  });
});
