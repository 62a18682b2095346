import ExcelJS from "exceljs";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabases } from "../helpers/database";
import { openOffice, type Office, type OfficePerson } from "../helpers/office";

describe.each(testDatabases())("exports on $kind", ({ open }) => {
  let office: Office;
  let officer: OfficePerson;
  let clerk: OfficePerson;
  let reader: OfficePerson;
  let acme: { id: string };

  beforeAll(async () => {
    office = await openOffice(open);
    [officer, clerk, reader] = [await office.person("officer"), await office.person("clerk"), await office.person("reader")];
    acme = await make("partner", { name: "Acme; \"Ltd\"", code: "A1" });
    const other = await make("partner", { name: "Other" });
    await make("contract", { number: "N-1", subject: "=HYPERLINK(\"http://evil\")", amount: -12.5, price: { amount: 99.9, currency: "UAH" }, rate: 5, signedOn: "2026-01-31", meetingAt: "2026-06-01T07:30:00.000Z", active: true, status: "new", partner: acme.id, others: [acme.id, other.id], remark: "secret remark" });
    await make("contract", { number: "N-2", subject: "two\nlines", amount: 1 });
  });
  afterAll(() => office?.close());

  const make = async (entity: string, body: object) => (await office.ask(officer, "POST", `/records/${entity}`, body)).body;
  const get = (who: OfficePerson, path: string) => office.ask(who, "GET", `/export/${path}`);
  const table = (text: string, delimiter = ","): string[][] => parse(text, { bom: true, delimiter });

  it("writes CSV: byte order mark, labels, titles of references, numbers as numbers, formulas made harmless", async () => {
    const { status, headers, text } = await get(officer, "contract.csv?fields=number,subject,amount,price,partner,others,signedOn&ids=true");
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(headers.get("content-disposition")).toMatch(/^attachment; filename="contract-\d{4}-\d\d-\d\d\.csv"/);
    const [head, first, second] = table(text);
    expect(head).toEqual(["id", "Number", "Subject", "Amount", "Price", "Partner", "Partner (id)", "Other partners", "Other partners (id)", "Signed on"].map((word, i) => (i === 0 ? expect.stringMatching(/^id$/i) : word)));
    expect(first!.slice(1)).toEqual(["N-1", "'=HYPERLINK(\"http://evil\")", "-12.5", "99.9 UAH", "Acme; \"Ltd\"", acme.id, "Acme; \"Ltd\"; Other", expect.stringContaining(acme.id), "2026-01-31"]);
    expect(second!.slice(1, 4)).toEqual(["N-2", "two\nlines", "1"]);
  });

  it("takes the parameters of a list: filter, order, fields, separator, names, no byte order mark", async () => {
    const filter = encodeURIComponent(JSON.stringify({ field: "amount", op: "lt", value: 0 }));
    const { text } = await get(officer, `contract.csv?fields=number,partner.code&filter=${filter}&sort=-number&separator=semicolon&bom=false&header=name`);
    expect(text).toMatch(/^id;number;partner\.code\r\n[0-9a-f-]{36};N-1;A1\r\n$/);
    expect(table((await get(officer, "contract.csv?fields=number&sort=-number")).text).slice(1).map((row) => row[1])).toEqual(["N-2", "N-1"]);
    expect((await get(officer, "contract.csv?fields=number&q=N-2")).text.split("\r\n").length).toBe(3);
  });

  it("writes XLSX with typed cells, and JSON as the API has it", async () => {
    const response = await fetch(`${office.url}/export/contract.xlsx?fields=number,subject,amount,price,rate,signedOn,meetingAt,active,partner`, { headers: { authorization: `Bearer ${officer.key}` } });
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await response.arrayBuffer()) as never);
    const cells = (workbook.worksheets[0]!.getRow(2).values as unknown[]).slice(2);
    expect(cells).toEqual(["N-1", "'=HYPERLINK(\"http://evil\")", -12.5, 99.9, 5, new Date("2026-01-31T00:00:00Z"), expect.any(Date), true, "Acme; \"Ltd\""]);
    expect(workbook.worksheets[0]!.getRow(2).getCell(5).numFmt).toContain('"UAH"');
    const { body } = await get(officer, "contract.json?fields=number,price,partner");
    expect(body[0]).toMatchObject({ number: "N-1", price: { amount: 99.9, currency: "UAH" }, partner: { id: acme.id } });
    expect((await get(officer, `contract.json?filter=${encodeURIComponent(JSON.stringify({ field: "number", op: "eq", value: "none" }))}`)).body).toEqual([]);
  });

  it("shows what lists show: own records, no hidden fields, masks", async () => {
    expect(table((await get(clerk, "contract.csv")).text).length).toBe(1);
    const { text } = await get(reader, "contract.csv");
    expect(text).not.toContain("secret remark");
    expect(table(text)[0]).not.toContain("Remark");
    expect(text).not.toContain("-12.5");
    expect(await get(reader, "contract.csv?fields=remark")).toMatchObject({ status: 400, body: { code: "query:invalid" } });
  });

  it("takes along the rows and fields of the exporting role, not those another role shows", async () => {
    const both = await office.person("courier", "editor");
    await office.ask(both, "POST", "/records/contract", { number: "C-1", subject: "shown by another role" });
    const seen = (await office.ask(both, "GET", "/records/contract?fields=number,subject")).body.items as { subject: string }[];
    expect(seen.map((item) => item.subject)).toEqual(expect.arrayContaining(["shown by another role", "two\nlines"]));
    const { body } = await get(both, "contract.json");
    expect(body).toMatchObject([{ number: "C-1" }]);
    expect(body[0]).not.toHaveProperty("subject");
    expect(await get(both, "contract.csv?fields=subject")).toMatchObject({ status: 400, body: { code: "query:invalid" } });
    expect(await get(await office.person("editor"), "contract.csv")).toMatchObject({ status: 403, body: { code: "right:missing" } });
  });

  it("needs the right to export, a known entity and a known format", async () => {
    expect(await get(clerk, "partner.csv")).toMatchObject({ status: 403, body: { code: "right:missing" } });
    expect(await get(reader, "partner.csv")).toMatchObject({ status: 404, body: { code: "entity:notFound" } });
    expect(await get(officer, "nothing.csv")).toMatchObject({ status: 404, body: { code: "entity:notFound" } });
    expect((await get(officer, "contract.exe")).status).toBe(404);
    expect(await get(officer, "contract.csv?limit=5")).toMatchObject({ status: 400, body: { errors: [{ pointer: expect.stringContaining("limit") }] } });
    expect(await get(officer, "contract.csv?filter=%7B")).toMatchObject({ status: 400, body: { errors: [{ pointer: "/filter" }] } });
  });

  it("heads columns in the language of the caller", async () => {
    await office.runtime.auth.updateProfile(officer.id, { language: "uk" });
    office.runtime.auth.invalidate();
    expect(table((await get(officer, "contract.csv?fields=number,subject,signedOn")).text)[0]!.slice(1)).toEqual(["Номер", "Предмет", "Signed on"]);
    await office.runtime.auth.updateProfile(officer.id, { language: "en" });
    office.runtime.auth.invalidate();
  });
});
