import ExcelJS from "exceljs";
import { parse } from "csv-parse/sync";
import iconv from "iconv-lite";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabases } from "../helpers/database";
import { openOffice, type Answer, type Office, type OfficePerson } from "../helpers/office";
import { workbook, zip } from "../helpers/zip";

type Bytes = Uint8Array | string;

describe.each(testDatabases())("imports on $kind", ({ open }) => {
  let office: Office;
  let officer: OfficePerson;
  let clerk: OfficePerson;
  let reader: OfficePerson;

  beforeAll(async () => {
    office = await openOffice(open);
    [officer, clerk, reader] = [await office.person("officer"), await office.person("clerk"), await office.person("reader")];
    for (const body of [{ name: "Acme", code: "A1" }, { name: "Twin" }, { name: "Twin" }]) await office.ask(officer, "POST", "/records/partner", body);
  });
  afterAll(() => office?.close());

  const start = (who: OfficePerson, entity: string, bytes: Bytes | undefined, options: object = {}, name = "table.csv") => office.send(who, `/import/${entity}`, bytes === undefined ? undefined : { name, bytes }, { options: JSON.stringify(options) });
  /** Starts, lets the worker do it, gives the job as it is then. */
  async function run(who: OfficePerson, entity: string, bytes: Bytes, options: object = {}, name?: string): Promise<Answer["body"]> {
    const { status, body } = await start(who, entity, bytes, options, name);
    expect([status, body]).toEqual([202, expect.anything()]);
    while (await office.runtime.imports.runOnce());
    return (await office.ask(who, "GET", `/jobs/${body.id}`)).body;
  }
  const list = async (entity: string, query = "") => (await office.ask(officer, "GET", `/records/${entity}?limit=200&${query}`)).body.items as Record<string, unknown>[];
  const byNumber = async (number: string) => (await list("contract", `filter=${encodeURIComponent(JSON.stringify({ field: "number", op: "eq", value: number }))}`))[0];
  const errors = async (who: OfficePerson, id: string): Promise<Record<string, string>[]> => parse((await office.ask(who, "GET", `/jobs/${id}/errors.csv`)).text, { bom: true, columns: true });
  const count = async () => (await office.test.database.run<{ n: number }>(sql`select (select count(*) from app.contract)::int + (select count(*) from app.partner)::int + (select count(*) from metaloom.jobs)::int as n`))[0]!.n;

  it("reads CSV by names and labels, texts of people and references by title, unique field and id", async () => {
    const [acme] = await list("partner", "q=Acme");
    const csv = ["Number;Amount;price;Rate;Signed on;Meeting;Active;Status;Partner;Other partners;Unknown",
      "I-1;1 234,5;99,90 UAH;5%;31.01.2026;01.06.2026 10:30;yes;Signed;Acme;A1;x",
      `I-2;-3;10;;2026-02-01;2026-06-01T07:30:00Z;no;new;${acme!["id"] as string};;`].join("\r\n");
    await office.runtime.auth.updateProfile(officer.id, { timeZone: "Europe/Kyiv" });
    const job = await run(officer, "contract", csv);
    expect(job).toMatchObject({ state: "done", entity: "contract", progress: { total: 2, done: 2, created: 2, failed: 0 }, options: { mode: "create", mapping: { Number: "number", price: "price", Unknown: null } } });
    expect(await byNumber("I-1")).toMatchObject({ amount: 1234.5, price: { amount: 99.9, currency: "UAH" }, rate: 5, signedOn: "2026-01-31", meetingAt: "2026-06-01T07:30:00.000Z", active: true, status: "signed", partner: { title: "Acme" }, others: [{ title: "Acme" }], owner: { id: officer.id } });
    expect(await byNumber("I-2")).toMatchObject({ amount: -3, meetingAt: "2026-06-01T07:30:00.000Z", active: false, partner: { id: acme!["id"] } });
    const [entry] = await office.test.database.run<{ channel: string; actor_id: string }>(sql`select channel, actor_id from metaloom.journal where record_id = ${(await byNumber("I-1"))!["id"] as string}::uuid`);
    expect(entry).toEqual({ channel: "import", actor_id: officer.id });
  });

  it("reads every usual encoding and separator", async () => {
    const text = "number\tsubject\nE-0\tДоговір, «предмет»; ў\n";
    const files: Record<string, Buffer> = { utf8: Buffer.from(text), bom: Buffer.from(`\ufeff${text}`), utf16le: iconv.encode(text, "utf-16le", { addBOM: true }), utf16be: iconv.encode(text, "utf-16be", { addBOM: true }), "utf16 without mark": iconv.encode(text, "utf-16le"), cp1251: iconv.encode(text, "win1251") };
    for (const [i, [kind, bytes]] of Object.entries(files).entries()) {
      const renamed = kind.startsWith("utf16le") || kind.includes("without") ? iconv.encode(text.replace("E-0", `E-${i}`), "utf-16le", { addBOM: !kind.includes("without") }) : kind === "utf16be" ? iconv.encode(text.replace("E-0", `E-${i}`), "utf-16be", { addBOM: true }) : Buffer.from(bytes.toString("latin1").replace("E-0", `E-${i}`), "latin1");
      expect([kind, await run(officer, "contract", renamed)]).toMatchObject([kind, { state: "done", progress: { created: 1 } }]);
      expect([kind, (await byNumber(`E-${i}`))?.["subject"]]).toEqual([kind, "Договір, «предмет»; ў"]);
    }
  });

  it("reads XLSX: numbers, money by its format, dates, dates as text, computed formulas; and JSON", async () => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet("Data");
    sheet.addRow(["number", "amount", "price", "rate", "signedOn", "meetingAt", "active", "subject"]);
    const row = sheet.addRow(["X-1", { formula: "1+1", result: 2 }, 12.5, 0.07, new Date("2026-01-31T00:00:00Z"), new Date("2026-06-01T10:30:00Z"), true, 380441234567]);
    row.getCell(3).numFmt = '0.00 "UAH"';
    row.getCell(4).numFmt = "0%";
    sheet.addRow(["X-2", "2,5", "3", "7", "31.01.2026", "01.06.2026 10:30", "да", "'=1+1"]);
    sheet.addRow(["X-3", { formula: "A1" }, { error: "#N/A" }]);
    const job = await run(officer, "contract", new Uint8Array(await workbook.xlsx.writeBuffer()), {}, "a.xlsx");
    expect(job.progress).toMatchObject({ created: 2, failed: 1 });
    expect(await byNumber("X-1")).toMatchObject({ amount: 2, price: { amount: 12.5, currency: "UAH" }, rate: 7, signedOn: "2026-01-31", meetingAt: "2026-06-01T07:30:00.000Z", active: true, subject: "380441234567" });
    expect(await byNumber("X-2")).toMatchObject({ amount: 2.5, price: { amount: 3, currency: "EUR" }, rate: 7, signedOn: "2026-01-31", meetingAt: "2026-06-01T07:30:00.000Z", active: true, subject: "=1+1" });
    expect(await errors(officer, job.id)).toMatchObject([{ line: "4", column: "amount", code: "cellError" }, { line: "4", column: "price", code: "cellError", value: "#N/A" }]);
    const json = JSON.stringify([{ number: "J-1", price: { amount: 1, currency: "UAH" }, partner: "Acme", amount: 5 }, { number: "J-2", amount: "5" }]);
    const second = await run(officer, "contract", json, {}, "a.json");
    expect(second.progress).toMatchObject({ created: 1, failed: 1 });
    expect(await byNumber("J-1")).toMatchObject({ price: { amount: 1, currency: "UAH" }, partner: { title: "Acme" }, amount: 5 });
  });

  it("says what is wrong, line by line and field by field, and imports the rest", async () => {
    const csv = ["number,amount,status,partner,signedOn", ",1,new,,", "B-1,much,old,Nobody,2026-02-30", "B-2,-2000000,,Twin,", "B-3,1,new,Acme,2026-01-01", "B-3,1,,,", "B-4,1,new,,,too many"].join("\n");
    const job = await run(officer, "contract", csv);
    expect(job).toMatchObject({ state: "done", progress: { total: 6, done: 6, created: 1, failed: 5 } });
    const found = (await errors(officer, job.id)).map(({ line, column, code, value }) => `${line} ${column} ${code} ${value}`);
    expect(found).toEqual(["2 number required ", "3 amount format much", "3 status unknownChoice old", "3 partner notFound Nobody", "3 signedOn format 2026-02-30", "4 amount tooSmall -2000000", "4 partner ambiguous Twin", "6 number unique B-3", "7  tooManyCells "].map((text) => expect.stringMatching(new RegExp(`^${text.replace("unknownChoice", "\\w+").replace("unique", "\\w+")}$`))));
    expect(await errors(officer, job.id)).toHaveLength(9);
    expect(await byNumber("B-3")).toMatchObject({ amount: 1, partner: { title: "Acme" } });
  });

  it("updates and upserts by a key, and leaves alone what an empty cell says nothing about", async () => {
    await run(officer, "contract", "number,amount,subject\nU-1,1,one\n");
    const job = await run(officer, "contract", "number,amount,subject\nU-1,2,\nU-2,5,new\n", { mode: "upsert", key: "number" });
    expect(job.progress).toMatchObject({ created: 1, updated: 1, failed: 0 });
    expect(await byNumber("U-1")).toMatchObject({ amount: 2, subject: "one", version: 2 });
    await run(officer, "contract", "number,subject\nU-1,\n", { mode: "update", key: "number", emptyCells: "clear" });
    expect((await byNumber("U-1"))!["subject"]).toBeNull();
    const missing = await run(officer, "contract", "number,amount\nU-9,2\n", { mode: "update", key: "number" });
    expect(await errors(officer, missing.id)).toMatchObject([{ line: "2", column: "number", code: "notFound" }]);
    const id = (await byNumber("U-2"))!["id"] as string;
    await run(officer, "contract", `id,amount\n${id},77\n`, { mode: "update" });
    expect(await byNumber("U-2")).toMatchObject({ amount: 77 });
  });

  it("lets rows of one file refer to each other", async () => {
    const job = await run(officer, "partner", "name,code,parent\nHolding,H1,\nDaughter,D1,Holding\nGranddaughter,G1,D1\n");
    expect(job.progress).toMatchObject({ created: 3, failed: 0 });
    expect((await list("partner", "q=Granddaughter"))[0]).toMatchObject({ parent: { title: "Daughter" } });
  });

  it("keeps nothing of a dry run but its findings", async () => {
    const before = await count();
    const job = await run(officer, "contract", "number,amount\nD-1,1\nD-1,2\n,3\n", { dryRun: true });
    expect(job).toMatchObject({ state: "done", progress: { created: 1, failed: 2 } });
    expect((await errors(officer, job.id)).map(({ line }) => line)).toEqual(["3", "4"]);
    expect(await count()).toBe(before + 1); // the job itself
    expect((await office.ask(officer, "POST", `/jobs/${job.id}/undo`)).body).toMatchObject({ code: "state:wrong" });
  });

  it("takes a whole import back, but not what others changed since", async () => {
    await run(officer, "contract", "number,amount,partner\nR-0,1,Acme\n");
    const job = await run(officer, "contract", "number,amount,partner\nR-0,2,\nR-1,1,Acme\nR-2,2,\nR-0,3,\n", { mode: "upsert", key: "number", batch: 2 });
    expect(job.progress).toMatchObject({ created: 2, updated: 2 });
    await office.ask(officer, "PATCH", `/records/contract/${(await byNumber("R-2"))!["id"] as string}`, { amount: 99 });
    expect((await office.ask(officer, "POST", `/jobs/${job.id}/undo`)).body).toMatchObject({ state: "waiting", undoing: true });
    while (await office.runtime.imports.runOnce());
    expect((await office.ask(officer, "GET", `/jobs/${job.id}`)).body).toMatchObject({ state: "undone", progress: { undone: 3, kept: 1 } });
    expect(await byNumber("R-0")).toMatchObject({ amount: 1, partner: { title: "Acme" } });
    expect(await byNumber("R-1")).toBeUndefined();
    expect(await byNumber("R-2")).toMatchObject({ amount: 99 });
    expect(await errors(officer, job.id)).toMatchObject([{ line: "4", code: "changedSince" }]);
    expect((await office.ask(officer, "POST", `/jobs/${job.id}/undo`)).body).toMatchObject({ code: "state:wrong" });
  });

  it("shows what a file holds and suggests a mapping, in the caller's words", async () => {
    await office.runtime.auth.updateProfile(officer.id, { language: "uk" });
    office.runtime.auth.invalidate();
    const csv = "Номер,Сума,Amuont,signed-on,Partner ID,Remarks\nP-1,1,5,31.01.2026,,a\nP-2,2,6,01.02.2026,,b\n";
    const { status, body } = await office.send(officer, "/import/contract/preview", { name: "p.csv", bytes: csv });
    expect(status).toBe(200);
    expect(body).toMatchObject({ format: "csv", encoding: "utf-8", separator: ",", rows: 2, first: [["P-1", "1", "5", "31.01.2026", "", "a"], expect.anything()] });
    expect(body.columns.map((column: { type: string; suggestion: string | null; exact: boolean }) => [column.type, column.suggestion, column.exact])).toEqual([["text", "number", true], ["number", "amount", true], ["number", null, false], ["date", "signedOn", true], ["empty", "partner.id", true], ["text", "remark", false]]);
    await office.runtime.auth.updateProfile(officer.id, { language: "en" });
    office.runtime.auth.invalidate();
    const job = await office.send(officer, "/import/contract", undefined, { options: JSON.stringify({ file: body.file, mapping: { Remarks: "remark" } }) });
    expect(job).toMatchObject({ status: 202, body: { options: { mapping: { "Номер": "number", Remarks: "remark", Amuont: null } } } });
    while (await office.runtime.imports.runOnce());
    expect(await byNumber("P-2")).toMatchObject({ remark: "b", amount: 2 });
    expect((await office.send(officer, "/import/contract", undefined, { options: JSON.stringify({ file: body.file }) })).body).toMatchObject({ errors: [{ pointer: "/options/file" }] }); // used up
  });

  it("goes by the rights of the person who imports, as they are when it runs", async () => {
    expect(await start(reader, "contract", "number\nZ\n")).toMatchObject({ status: 403, body: { code: "right:missing" } });
    expect(await start(clerk, "partner", "name\nZ\n")).toMatchObject({ status: 403, body: { code: "right:missing" } });
    expect(await start(reader, "partner", "name\nZ\n")).toMatchObject({ status: 404, body: { code: "entity:notFound" } });
    expect(await start(clerk, "contract", "number,remark\nZ,x\n", { mapping: { remark: "remark" } })).toMatchObject({ status: 422, body: { errors: [{ pointer: "/options/mapping/remark", code: "unknownField" }] } });
    const hidden = await run(clerk, "contract", "number,amount\nI-1,5\n", { mode: "update", key: "number" });
    expect(await errors(clerk, hidden.id)).toMatchObject([{ code: "notFound" }]); // somebody else's contract
    for (const path of ["", "/errors.csv", "/cancel", "/undo"]) expect((await office.ask(officer, path === "" || path.endsWith("csv") ? "GET" : "POST", `/jobs/${hidden.id}${path}`)).status).toBe(404);
    const { body } = await start(clerk, "contract", "number\nLATE-1\n");
    await office.test.database.run(sql`delete from metaloom.user_roles where user_id = ${clerk.id}::uuid`);
    while (await office.runtime.imports.runOnce());
    expect((await office.test.database.run<{ state: string; result: unknown }>(sql`select state, result from metaloom.jobs where id = ${body.id as string}::uuid`))[0]).toMatchObject({ state: "failed", result: { error: { code: expect.stringMatching(/^(right:missing|entity:notFound)$/) } } });
    expect(await byNumber("LATE-1")).toBeUndefined();
    await office.test.database.run(sql`insert into metaloom.user_roles (user_id, role) values (${clerk.id}::uuid, 'clerk')`);
  });

  it("can be cancelled, and lists one's own jobs", async () => {
    const { body } = await start(officer, "contract", "number\nC-1\n");
    expect((await office.ask(officer, "POST", `/jobs/${body.id}/cancel`)).body).toMatchObject({ state: "cancelled" });
    expect(await office.runtime.imports.runOnce()).toBe(false);
    expect(await byNumber("C-1")).toBeUndefined();
    expect((await office.ask(officer, "POST", `/jobs/${body.id}/cancel`)).body).toMatchObject({ code: "state:wrong" });
    const jobs = (await office.ask(officer, "GET", "/jobs?limit=3")).body.items as { id: string }[];
    expect(jobs[0]!.id).toBe(body.id);
    expect((await office.ask(reader, "GET", "/jobs")).body.items).toEqual([]);
  });

  it("writes by the importing role alone: rows and fields another role may write are refused", async () => {
    const both = await office.person("courier", "editor");
    await office.ask(officer, "POST", "/records/contract", { number: "W-1", amount: 1 });
    await office.ask(both, "POST", "/records/contract", { number: "W-2", amount: 1 });
    expect((await start(both, "contract", "number,amount\nW-3,5\n"))).toMatchObject({ status: 403, body: { code: "right:missing", detail: "You may not create records of contract." } });
    const job = await run(both, "contract", "number,amount\nW-1,5\nW-2,5\n", { mode: "update", key: "number" });
    expect(job).toMatchObject({ state: "done", progress: { updated: 1, failed: 1 } });
    expect([(await byNumber("W-1"))!["amount"], (await byNumber("W-2"))!["amount"]]).toEqual([1, 5]);
    expect(await errors(both, job.id)).toMatchObject([{ message: "You may not update this contract." }]);
    expect(await start(both, "contract", "number,subject\nW-2,x\n", { mode: "update", key: "number", mapping: { subject: "subject" } })).toMatchObject({ status: 422, body: { errors: [{ code: "unknownField" }] } });
  });

  it("refuses bad files and options with a sentence, and keeps nothing", async () => {
    const wide = Array.from({ length: 200 }, (_, i) => `c${i}`).join(",");
    const tooWide = Array.from({ length: 301 }, (_, i) => `c${i}`).join(",");
    const zeros = { name: "xl/media/a.bin", bytes: new Uint8Array(60 * 1024 * 1024) };
    const manyParts = zip(Array.from({ length: 1100 }, (_, i) => ({ name: `xl/${i}.xml`, bytes: new Uint8Array(1) })));
    const overlapping = zip([{ name: "xl/workbook.xml", bytes: new Uint8Array(100_000) }, ...Array.from({ length: 300 }, (_, i) => ({ name: `xl/${i}.xml`, bytes: new Uint8Array(100_000), overlaps: true }))]);
    const lying = zip([{ name: "xl/workbook.xml", bytes: new Uint8Array(20 * 1024 * 1024), claims: 10 }]);
    const laughs = workbook('<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;">]><worksheet><sheetData><row><c t="str"><v>&c;</v></c></row></sheetData></worksheet>');
    const bad: [string, Bytes, string, string, object?][] = [
      ["quotes", 'number,subject\nQ-1,"never closed\nQ-2,x\n', "a.csv", "line 2"], ["quotes", 'number,subject\nQ-1,5" pipe\n', "a.csv", "line 2"],
      ["duplicateHeader", "number,Number\n1,2\n", "a.csv", '"Number"'], ["emptyHeader", "number,,amount\n1,2,3\n", "a.csv", "Column 2"], ["noHeader", "\n\n", "a.csv", "file is empty"], ["noRows", "number,amount\n", "a.csv", "no rows"],
      ["tooManyColumns", `${tooWide}\n1\n`, "a.csv", "301 columns"], ["nothing", `${wide}\n${"1,".repeat(199)}1\n`, "a.csv", "No column"], ["notText", Buffer.from([0x89, 0x50, 0, 1, 2, 3, 0, 0, 0]), "a.csv", "neither text"],
      ["damaged", "PK\x03\x04 this is no archive", "a.xlsx", "damaged"], ["oldExcel", Buffer.from("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "latin1"), "a.xls", "old Excel"], ["notSpreadsheet", zip([{ name: "word/document.xml", bytes: new Uint8Array(1) }]), "a.xlsx", "workbook"],
      ["bomb", workbook("<worksheet/>", [zeros]), "a.xlsx", "unpacks"], ["bomb", overlapping, "a.xlsx", "unpacks"], ["damaged", lying, "a.xlsx", "damaged"], ["bomb", manyParts, "a.xlsx", "unpacks"], ["damaged", laughs, "a.xlsx", "damaged"], ["damaged", workbook("<worksheet><sheetData><row>"), "a.xlsx", "damaged"],
      ["json", '[{"a":1},', "a.json", "JSON"], ["json", '{"a":1}', "a.json", "list"], ["empty", "", "a.csv", "empty"],
      ["unknownKey", "number\n1\n", "a.csv", '"mod"', { mod: "create" }], ["type", "number\n1\n", "a.csv", "mode", { mode: "replace" }], ["unknownColumn", "number\n1\n", "a.csv", '"Numbr"', { mapping: { Numbr: "number" } }], ["unknownField", "number\n1\n", "a.csv", '"nummber"', { mapping: { number: "nummber" } }],
      ["twice", "number,other\n1,2\n", "a.csv", "both fill", { mapping: { other: "number" } }], ["notMapped", "amount\n1\n", "a.csv", '"number"', { mode: "upsert", key: "number" }], ["unknownField", "number\n1\n", "a.csv", '"id2"', { mapping: { number: "id2" } }], ["unknownField", "number\n1\n", "a.csv", "createdAt", { mapping: { number: "createdAt" } }],
    ];
    const before = await count();
    for (const [code, bytes, name, words, options] of bad) {
      const { status, body } = await start(officer, "contract", bytes, options, name);
      expect([code, words, status, body?.errors?.[0]]).toMatchObject([code, words, 422, { code, pointer: expect.stringMatching(/^\/(file|options)/), message: expect.stringContaining(words), remedy: expect.stringMatching(/\w/) }]);
    }
    expect(await office.send(officer, "/import/contract", { name: "a.csv", bytes: "number\n1\n" }, { options: "{" })).toMatchObject({ status: 422, body: { errors: [{ pointer: "/options", code: "json" }] } });
    expect(await start(officer, "contract", undefined)).toMatchObject({ status: 422, body: { errors: [{ pointer: "/file", code: "required" }] } });
    expect((await start(officer, "contract", Buffer.alloc(51 * 1024 * 1024, "a,b\n"))).status).toBe(413);
    expect(await count()).toBe(before);
    expect((await office.test.database.run(sql`select 1 from metaloom.files where state = 'staged'`)).length).toBe(0);
  });
});
