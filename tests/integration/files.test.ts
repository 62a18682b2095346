import { existsSync, readdirSync } from "node:fs";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabases } from "../helpers/database";
import { filesFolder, openOffice, type Office, type OfficePerson } from "../helpers/office";

const PDF = "%PDF-1.7\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF";

/** Files kept on the disk, whatever their names. */
const kept = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => entry.name) : []);

describe.each(testDatabases())("files on $kind", ({ open }) => {
  let office: Office;
  let officer: OfficePerson;
  let clerk: OfficePerson;
  let reader: OfficePerson;

  beforeAll(async () => {
    office = await openOffice(open);
    [officer, clerk, reader] = [await office.person("officer"), await office.person("clerk"), await office.person("reader")];
  });
  afterAll(() => office?.close());

  const upload = (who: OfficePerson, bytes: Uint8Array | string, name: string, query = "") => office.send(who, `/files${query}`, { name, bytes });
  const contract = async (who: OfficePerson, body: object) => (await office.ask(who, "POST", "/records/contract", body)).body;
  const rows = () => office.test.database.run<{ state: string }>(sql`select state from metaloom.files order by created_at`);

  it("keeps an upload for its sender alone until a record takes it", async () => {
    const { status, body: file } = await upload(officer, PDF, "договір.pdf");
    expect(status).toBe(201);
    expect(file).toMatchObject({ name: "договір.pdf", size: Buffer.byteLength(PDF), mediaType: "application/pdf" });
    expect((await office.ask(officer, "GET", `/files/${file.id}`)).text).toBe(PDF);
    expect((await office.ask(clerk, "GET", `/files/${file.id}`)).status).toBe(404);
    const stolen = await office.ask(clerk, "POST", "/records/contract", { number: "stolen", scan: file.id });
    expect(stolen).toMatchObject({ status: 422, body: { errors: [{ pointer: "/scan", code: "notFound" }] } });
    const record = await contract(officer, { number: "F-1", scan: { id: file.id } });
    expect(record.scan).toEqual(file);
  });

  it("is served as an attachment that runs nothing and is kept by no cache", async () => {
    const { body: file } = await upload(officer, "plain text", "заметка \"1\";x.txt");
    const response = await office.ask(officer, "GET", `/files/${file.id}`);
    expect(response.headers.get("content-disposition")).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''/);
    expect(Object.fromEntries(["content-type", "x-content-type-options", "content-security-policy", "cache-control", "content-length"].map((name) => [name, response.headers.get(name)]))).toEqual({ "content-type": "text/plain", "x-content-type-options": "nosniff", "content-security-policy": "default-src 'none'; sandbox", "cache-control": "private, no-store", "content-length": "10" });
  });

  it("may be read by whoever may read the record and the field, and by nobody else", async () => {
    const [scan, annex] = [(await upload(officer, PDF, "scan.pdf")).body, (await upload(officer, PDF, "annex.pdf")).body];
    const record = await contract(officer, { number: "F-2", scan: scan.id, annex: [annex.id] });
    const status = async (who: OfficePerson, file: { id: string }) => (await office.ask(who, "GET", `/files/${file.id}`)).status;
    expect([await status(officer, scan), await status(officer, annex)]).toEqual([200, 200]);
    expect([await status(reader, scan), await status(reader, annex)]).toEqual([200, 404]); // annex is hidden from him
    expect([await status(clerk, scan), await status(clerk, annex)]).toEqual([404, 404]); // not his record
    const list = async (who: OfficePerson) => (await office.ask(who, "GET", `/records/contract/${record.id}/files`)).body.items?.map((file: { field: string; name: string }) => `${file.field}:${file.name}`);
    expect(await list(officer)).toEqual(["scan:scan.pdf", "annex:annex.pdf"]);
    expect(await list(reader)).toEqual(["scan:scan.pdf"]);
    expect((await office.ask(clerk, "GET", `/records/contract/${record.id}/files`)).status).toBe(404);
    await office.ask(officer, "DELETE", `/records/contract/${record.id}`);
    expect(await status(officer, scan)).toBe(404); // in the trash
    await office.ask(officer, "POST", `/records/contract/${record.id}/restore`, {});
    expect(await status(officer, scan)).toBe(200);
    await office.ask(officer, "PATCH", `/records/contract/${record.id}`, { scan: null });
    expect(await status(officer, scan)).toBe(404); // let go
  });

  it("cannot be moved from one record into another", async () => {
    const { body: file } = await upload(officer, PDF, "mine.pdf");
    await contract(officer, { number: "F-3", scan: file.id });
    expect(await office.ask(officer, "POST", "/records/contract", { number: "F-4", scan: file.id })).toMatchObject({ status: 422, body: { errors: [{ pointer: "/scan", code: "notFound" }] } });
  });

  it("must fit the field, at the door when it is named and when it is put in", async () => {
    const png = Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), Buffer.alloc(100)]);
    expect(await upload(officer, png, "a.pdf", "?entity=contract&field=scan")).toMatchObject({ status: 415, body: { errors: [{ pointer: "/file", code: "mediaType" }] } });
    expect(await upload(officer, "x".repeat(1_100_000), "a.txt", "?entity=contract&field=scan")).toMatchObject({ status: 413, body: { errors: [{ pointer: "/file", code: "tooLarge" }] } });
    expect(await upload(officer, PDF, "a.pdf", "?entity=contract&field=number")).toMatchObject({ status: 400, body: { errors: [{ pointer: "/field" }] } });
    expect(await upload(clerk, PDF, "a.pdf", "?entity=contract&field=annex")).toMatchObject({ status: 400, body: { errors: [{ pointer: "/field", code: "unknownField" }] } });
    const { body: image } = await upload(officer, png, "a.png");
    expect(await office.ask(officer, "POST", "/records/contract", { number: "F-5", scan: image.id })).toMatchObject({ status: 422, body: { errors: [{ pointer: "/scan", code: "mediaType", remedy: expect.stringContaining("application/pdf") }] } });
  });

  it("is no program, script or page, whatever it calls itself", async () => {
    const refused: [string, Uint8Array | string][] = [
      ["a.png", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"], ["a.pdf", "<!DOCTYPE html><script>alert(1)</script>"], ["a.txt", "  \n<html><body onload=alert(1)>"], ["a.txt", "\ufeff<script>alert(1)</script>"],
      ["a.xml", "<?xml version='1.0'?><x:html xmlns:x='http://www.w3.org/1999/xhtml'><x:script>alert(1)</x:script></x:html>"], ["a.txt", "#!/bin/sh\nrm -rf /"], ["a.jpg", Buffer.from("MZ\x90\0\x03\0\0\0", "latin1")], ["a.pdf", Buffer.from("\x7fELF\x02\x01", "latin1")],
      ["a.txt", Buffer.from([1, 2, 3, 4])], ["a.csv", Buffer.from("\xff\xfe<\0s\0c\0r\0i\0p\0t\0>\0", "latin1")],
    ];
    for (const [name, bytes] of refused) expect([name, await upload(officer, bytes, name)]).toMatchObject([name, { status: 415, body: { errors: [{ pointer: "/file", code: "mediaType" }] } }]);
    const polyglots: [string, string][] = [["a.html", "GIF89a/*<script>alert(1)</script>*/"], ["a.svg", `${PDF}<svg onload=alert(1)>`], ["a.php", "just text"], ["setup.bat", "del *.*"]];
    for (const [name, bytes] of polyglots) {
      const { body: file } = await upload(officer, bytes, name);
      const response = await office.ask(officer, "GET", `/files/${file.id}`);
      expect(file.name).toMatch(/\.(gif|pdf|txt)$/);
      expect(response.headers.get("content-type")).toMatch(/^(image\/gif|application\/pdf|text\/plain)$/);
      expect(response.headers.get("content-disposition")).toMatch(/^attachment/);
    }
  });

  it("may have the most hostile name: it is data and nothing else", async () => {
    const before = kept(filesFolder(office)).length;
    const names = ["../../../../etc/passwd", "..\\..\\boot.ini", "a\u200b.exe", "cod\u202egpj.exe", "\0nul.txt", "a".repeat(5000) + ".txt", "CON", ".htaccess", "'; drop table files; --", "<img src=x onerror=alert(1)>.txt", "=cmd|' /C calc'!A0.txt", "", "   ", "é.txt", "x\r\nSet-Cookie: a=b.txt"];
    for (const name of names) {
      const { status, body: file } = await upload(officer, "text", name);
      expect([name, status]).toEqual([name, 201]);
      expect(file.name.length).toBeGreaterThan(0);
      expect(file.name.length).toBeLessThanOrEqual(200);
      expect(file.name).not.toMatch(/[/\\<>:"|?*\p{Cc}\p{Cf}]/u);
      expect(file.name.normalize("NFC")).toBe(file.name);
      const response = await office.ask(officer, "GET", `/files/${file.id}`);
      expect(response.text).toBe("text");
      expect(response.headers.get("set-cookie")).toBeNull();
    }
    const files = kept(filesFolder(office));
    expect(files.length).toBe(before + names.length);
    expect(files.filter((name) => !/^[0-9a-f]{32}$/.test(name))).toEqual([]);
  });

  it("refuses empty files, other bodies and a second file, and keeps nothing of what it refuses", async () => {
    const [bytes, before] = [kept(filesFolder(office)).length, (await rows()).filter((row) => row.state !== "deleted").length];
    expect(await upload(officer, "", "a.txt")).toMatchObject({ status: 422, body: { errors: [{ pointer: "/file", code: "empty" }] } });
    expect(await office.ask(officer, "POST", "/files", { files: [{ filepath: "/etc/passwd" }] })).toMatchObject({ status: 415, body: { code: "request:unsupportedType" } });
    expect(await office.send(officer, "/files", undefined, {})).toMatchObject({ status: expect.any(Number), body: { code: expect.stringMatching(/^(input:invalid|request:malformed)$/) } });
    expect(await office.send(officer, "/files", { name: "a.txt", bytes: "x" }, { storage_key: "aa/bb/x" })).toMatchObject({ status: 400, body: { code: "request:malformed" } });
    const two = new FormData();
    for (const name of ["a.txt", "b.txt"]) two.append("file", new Blob(["x"]), name);
    expect((await fetch(`${office.url}/files`, { method: "POST", headers: { authorization: `Bearer ${officer.key}` }, body: two })).status).toBe(400);
    expect((await rows()).filter((row) => row.state !== "deleted").length - before).toBeLessThanOrEqual(1); // the first of the two waits for its sender
    expect(kept(filesFolder(office)).length - bytes).toBeLessThanOrEqual(1);
  });

  it("refuses what is larger than 100 MB while it comes in, and an upload that breaks off leaves nothing", async () => {
    const before = kept(filesFolder(office)).length;
    const chunk = Buffer.alloc(1024 * 1024, "a");
    const body = (size: number, fail: boolean) => new ReadableStream({
      start: (controller) => controller.enqueue(Buffer.from('--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n')),
      pull(controller) {
        if (size-- > 0) return controller.enqueue(chunk);
        if (fail) return controller.error(new Error("gone"));
        controller.enqueue(Buffer.from("\r\n--b--\r\n"));
        controller.close();
      },
    });
    const send = (stream: ReadableStream) => fetch(`${office.url}/files`, { method: "POST", headers: { authorization: `Bearer ${officer.key}`, "content-type": "multipart/form-data; boundary=b" }, body: stream, duplex: "half" } as RequestInit);
    const response = await send(body(101, false));
    expect([response.status, await response.json()]).toMatchObject([413, { code: "request:tooLarge", errors: [{ pointer: "/file" }] }]);
    await expect(send(body(2, true))).rejects.toThrow();
    await expect.poll(() => kept(filesFolder(office)).length).toBe(before);
  });

  it("lets go of everything when a download breaks off", async () => {
    const { body: file } = await upload(officer, "x".repeat(5_000_000), "large.txt");
    const descriptors = () => readdirSync("/proc/self/fd").length;
    const before = descriptors();
    for (let i = 0; i < 100; i++) {
      const controller = new AbortController();
      const response = await fetch(`${office.url}/files/${file.id}`, { headers: { authorization: `Bearer ${officer.key}` }, signal: controller.signal });
      expect(response.status).toBe(200);
      controller.abort();
    }
    await expect.poll(descriptors, { timeout: 10_000 }).toBeLessThanOrEqual(before + 5);
  });

  it("is tidied away when nobody took it for a day, or when its record let it go", async () => {
    const { body: file } = await upload(officer, "forgotten", "a.txt");
    await office.test.database.run(sql`update metaloom.files set created_at = now() - interval '25 hours' where id = ${file.id}::uuid`);
    const before = kept(filesFolder(office)).length;
    expect(await office.runtime.files.tidy(new Date())).toBeGreaterThanOrEqual(1);
    expect((await office.ask(officer, "GET", `/files/${file.id}`)).status).toBe(404);
    expect(kept(filesFolder(office)).length).toBe(before - 1);
    expect((await office.test.database.run(sql`select 1 from metaloom.files where id = ${file.id}::uuid`)).length).toBe(0);
  });
});
