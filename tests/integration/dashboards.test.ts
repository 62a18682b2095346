import { parse } from "csv-parse/sync";
import ExcelJS from "exceljs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabases } from "../helpers/database";
import { openOffice, type Office, type OfficePerson } from "../helpers/office";

describe.each(testDatabases())("dashboards on $kind", ({ open }) => {
  let office: Office;
  let officer: OfficePerson;
  let clerk: OfficePerson;
  let reader: OfficePerson;
  let editor: OfficePerson;
  let acme: { id: string };

  beforeAll(async () => {
    office = await openOffice(open);
    [officer, clerk, reader, editor] = [await office.person("officer"), await office.person("clerk"), await office.person("reader"), await office.person("editor")];
    acme = await make(officer, "partner", { name: "=Acme", code: "A1" });
    await make(officer, "partner", { name: "Other" });
    await make(officer, "contract", { number: "N-1", amount: 10, status: "new", partner: acme.id, signedOn: "2026-01-31", meetingAt: "2026-03-01T22:30:00.000Z" });
    await make(officer, "contract", { number: "N-2", amount: 5.5, status: "signed", partner: acme.id, signedOn: "2026-03-02", remark: "secret remark" });
    await make(officer, "contract", { number: "N-3", amount: 1, status: "signed" });
    await make(clerk, "contract", { number: "N-4", amount: 100, status: "new" });
  });
  afterAll(() => office?.close());

  const make = async (who: OfficePerson, entity: string, body: object) => (await office.ask(who, "POST", `/records/${entity}`, body)).body;
  const ask = async (who: OfficePerson, body: object = {}) => {
    const answer = await office.ask(who, "POST", "/dashboards/overview/data", body);
    expect(answer.status).toBe(200);
    return answer.body.widgets;
  };
  const names = async (who: OfficePerson, kind = "dashboards") => (await office.ask(who, "GET", `/${kind}`)).body.items.map(({ name }: { name: string }) => name);

  it("answers all widgets in one call: numbers, groups, buckets in the zone of the reader, a pivot, records", async () => {
    await office.runtime.auth.updateProfile(officer.id, { timeZone: "Europe/Kyiv" });
    office.runtime.auth.invalidate();
    const widgets = await ask(officer);
    expect(widgets.count.data).toEqual({ shape: "number", value: 4 });
    expect(widgets.total.data.value).toBe(116.5);
    expect(widgets.byStatus.data.rows).toEqual([{ keys: ["new"], values: [2] }, { keys: ["signed"], values: [2] }]);
    expect(widgets.byMonth.data.rows).toEqual([{ keys: ["2026-01-01"], values: [1] }, { keys: ["2026-02-01"], values: [0] }, { keys: ["2026-03-01"], values: [1] }, { keys: [null], values: [2] }]);
    // 22:30 UTC is the next day in Kyiv.
    expect(widgets.byDay.data.rows[0]).toEqual({ keys: ["2026-03-02"], values: [1] });
    expect(widgets.byPartner.data.rows).toContainEqual({ keys: [{ id: acme.id, title: "=Acme" }, "signed"], values: [1] });
    expect(widgets.newest.data).toMatchObject({ shape: "records", more: true, total: 4, items: [{ number: "N-1" }, { number: "N-2", remark: "secret remark" }] });
    expect(widgets).not.toHaveProperty("rules");
  });

  it("heeds filters where a widget is bound to them", async () => {
    const widgets = await ask(officer, { filters: { partner: acme.id }, widgets: ["count", "total", "byStatus"] });
    expect(Object.keys(widgets).sort()).toEqual(["byStatus", "count", "total"]);
    expect([widgets.count.data.value, widgets.total.data.value]).toEqual([2, 116.5]);
    expect((await office.ask(officer, "POST", "/dashboards/overview/data", { filters: { strange: 1 } })).body).toMatchObject({ code: "query:invalid", errors: [{ pointer: "/filters/strange" }] });
  });

  it("tells the problem of a widget that fails in its place, and shows the others", async () => {
    const widgets = await ask(officer, { filters: { meeting: "sometime" } });
    expect(widgets.byStatus.problem).toMatchObject({ code: "query:invalid", message: expect.any(String) });
    expect(widgets.byDay).toHaveProperty("problem");
    expect(widgets.count.data.value).toBe(4);
  });

  it("shows everybody what his lists show: own rows, no hidden fields, nothing of entities he does not know", async () => {
    const own = await ask(clerk);
    expect([own.count.data.value, own.total.data.value, own.partners.data.value]).toEqual([1, 100, 2]);
    expect(JSON.stringify(own)).not.toContain("secret");
    const seen = await ask(reader);
    // `amount` is masked for a reader and partners are unknown to him: what asks about them is not there, and they have no titles.
    expect(Object.keys(seen).sort()).toEqual(["byDay", "byMonth", "byPartner", "byStatus", "count", "newest"]);
    expect(JSON.stringify(seen)).not.toContain("Acme");
    expect(Object.keys(seen.newest.data.items[0])).not.toContain("remark");
    const shown = (await office.ask(reader, "GET", "/dashboards/overview")).body;
    expect(JSON.stringify(shown)).not.toMatch(/remark|"sum"|"entity":"partner"/);
    expect((await office.ask(reader, "GET", "/dashboards/overview/widgets/total/csv")).status).toBe(404);
  });

  it("offers dashboards by role and by what is left of them", async () => {
    expect([await names(officer), await names(clerk), await names(reader)]).toEqual([["board", "overview"], ["overview"], ["overview"]]);
    expect((await office.ask(clerk, "POST", "/dashboards/board/data", {})).status).toBe(404);
    expect((await office.ask(clerk, "GET", "/dashboards/nothing")).body).toMatchObject({ code: "resource:notFound" });
    const nobody = await office.person();
    expect(await names(nobody)).toEqual([]);
  });

  it("gives a widget as a file to those who may export, formulas made harmless", async () => {
    const file = await office.ask(officer, "GET", `/dashboards/overview/widgets/byPartner/csv?filters=${encodeURIComponent("{}")}`);
    expect(file.headers.get("content-disposition")).toMatch(/byPartner-\d{4}-\d\d-\d\d\.csv/);
    expect(parse(file.text, { bom: true })).toEqual(expect.arrayContaining([["Partner", "Status", "Count"], ["'=Acme", "New", "1"], ["None", "Signed", "1"]]));
    const records = await office.ask(officer, "GET", "/dashboards/overview/widgets/newest/csv");
    expect(parse(records.text, { bom: true })).toHaveLength(5);
    expect((await office.ask(editor, "GET", "/dashboards/overview/widgets/byPartner/csv")).body).toMatchObject({ code: "right:missing" });
    expect((await office.ask(officer, "GET", "/dashboards/overview/widgets/byPartner/exe")).status).toBe(404);
  });

  it("shows an author what an unpublished dashboard would show, and what is wrong with it", async () => {
    const widget = { id: "w", kind: "bar", label: "W", x: 0, y: 0, width: 6, height: 4, entity: "contract", measures: [{ id: "n", function: "count" }], groupBy: [{ id: "s", field: "status" }] };
    const dashboard = { id: "d", name: "d", label: "D", tabs: [{ id: "t", label: "T", widgets: [widget, { ...widget, id: "bad", y: 4, groupBy: [{ id: "s", field: "price" }] }] }] };
    const author = await office.person("officer", "administrator");
    const answer = await office.ask(author, "POST", "/dashboard-preview", { dashboard });
    expect(answer.body.widgets).toMatchObject({ w: { data: { shape: "grouped" } }, bad: { problem: { code: "query:invalid" } } });
    expect((await office.ask(author, "POST", "/dashboard-preview", { dashboard: { ...dashboard, strange: 1 } })).body).toMatchObject({ code: "input:invalid", errors: [{ pointer: "/dashboard/strange" }] });
    expect((await office.ask(officer, "POST", "/dashboard-preview", { dashboard })).status).toBe(403);
  });

  it("reports are offered like dashboards, shown as data and given as files", async () => {
    expect([await names(officer, "reports"), await names(reader, "reports")]).toEqual([["byStatus", "contracts"], ["byStatus"]]);
    expect((await office.ask(officer, "POST", "/reports/byStatus/data", {})).body.data.rows).toHaveLength(2);
    expect((await office.ask(clerk, "POST", "/reports/contracts/data", {})).body.data).toMatchObject({ total: 1, items: [{ number: "N-4" }] });
    expect((await office.ask(reader, "POST", "/reports/contracts/data", {})).status).toBe(404);
    expect(parse((await office.ask(officer, "GET", "/reports/byStatus/csv")).text, { bom: true })).toEqual([["Status", "Contracts"], ["New", "2"], ["Signed", "2"]]);
    const response = await fetch(`${office.url}/reports/byStatus/xlsx`, { headers: { authorization: `Bearer ${officer.key}` } });
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await response.arrayBuffer()) as never);
    expect((workbook.worksheets[0]!.getRow(2).values as unknown[]).slice(1)).toEqual(["New", 2]);
    expect((await office.ask(editor, "GET", "/reports/contracts/csv")).status).toBe(403);
  });

  it("a key that may only read may ask", async () => {
    const { key } = await office.runtime.auth.createApiKey(officer.ctx.principal as never, { name: "read", roles: ["officer"], readOnly: true });
    expect((await office.ask({ ...officer, key }, "POST", "/dashboards/overview/data", {})).status).toBe(200);
  });
});
