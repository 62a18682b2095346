/** A large spreadsheet is read beside the server's own work: whoever asks meanwhile gets an answer. */
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabases } from "../helpers/database";
import { openTestServer, type TestServer } from "../helpers/server";
import { workbook } from "../helpers/zip";

const ROWS = 50_000;
const COLUMNS = ["number", "subject", "amount"];

/** Rows with texts that hardly pack, as real tables have them. */
function sheet(): string {
  const cell = (text: string) => `<c t="str"><v>${text}</v></c>`;
  const row = (cells: readonly string[]) => `<row>${cells.map(cell).join("")}</row>`;
  const rows = Array.from({ length: ROWS }, (_, i) => row([`X-${i}`, createHash("sha256").update(String(i)).digest("base64"), String(i)]));
  return `<worksheet><sheetData>${row(COLUMNS)}${rows.join("")}</sheetData></worksheet>`;
}

describe.each(testDatabases())("a spreadsheet of 50,000 rows on $kind", (kind) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer(kind, ["tests/fixtures/packs/office"]);
  });
  afterAll(() => server?.close());

  it("is read whole while /healthz goes on answering", async () => {
    const key = await server.keyOf("officer");
    const form = new FormData();
    form.append("file", new Blob([workbook(sheet()) as BlobPart]), "large.xlsx");
    let reading = true;
    const preview = fetch(`${server.url}/api/v1/import/contract/preview`, { method: "POST", headers: { authorization: `Bearer ${key}` }, body: form }).then(async (response) => ({ status: response.status, body: (await response.json()) as unknown })).finally(() => (reading = false));
    const answers: number[] = [];
    while (reading) answers.push((await fetch(`${server.url}/healthz`)).status);
    expect(await preview).toMatchObject({ status: 200, body: { format: "xlsx", rows: ROWS, columns: [{ name: "number" }, { name: "subject" }, { name: "amount" }] } });
    expect(answers.length).toBeGreaterThan(20);
    expect(new Set(answers)).toEqual(new Set([200]));
  });
});
