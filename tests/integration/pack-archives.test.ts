/** Packs as files, over HTTP: uploaded, planned, installed; refused with the file inside that is wrong, nothing kept. */
import { gzipSync } from "node:zlib";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packArchive } from "../../runtime/packs/archive/archive";
import { testDatabases } from "../helpers/database";
import { entity, field, pack } from "../helpers/publishing";
import { openTestServer, type TestServer } from "../helpers/server";

const fleet = (documents: Readonly<Record<string, unknown>> = {}, manifest: object = {}) => packArchive(pack("fleet", { "entities/vehicle/entity.json": entity("vehicle", [field("name"), field("due", { type: "date" })]), ...documents }, manifest));
const reminder = { id: "fleet.due", name: "due", label: "Due", entity: "vehicle", on: { event: "due", field: "due" }, to: [{ who: "owner" }], channels: { email: "now" }, title: "{name}" };

describe.each(testDatabases())("packs as files on $kind", (kind) => {
  let server: TestServer;
  let admin: string;
  let nobody: string;
  beforeAll(async () => {
    server = await openTestServer(kind, []);
    [admin, nobody] = [await server.keyOf("administrator"), await server.keyOf()];
  });
  afterAll(() => server.close());

  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- bodies of several routes; each test says what it expects
  const answer = async (response: Response): Promise<{ status: number; body: any }> => ({ status: response.status, body: await response.json() });
  const ask = async (path: string, body: unknown, key = admin) => answer(await fetch(`${server.url}/api/v1${path}`, { method: "POST", headers: { authorization: `Bearer ${key}`, "content-type": "application/json" }, body: JSON.stringify(body) }));
  const upload = async (bytes: Buffer, key = admin) => {
    const form = new FormData();
    form.append("file", new Blob([new Uint8Array(bytes)]), "fleet.tgz");
    return answer(await fetch(`${server.url}/api/v1/packs/archives`, { method: "POST", headers: { authorization: `Bearer ${key}` }, body: form }));
  };
  const kept = async () => (await server.runtime.db.run<{ n: number }>(sql`select count(*)::int as n from metaloom.files where state = 'staged'`))[0]!.n;

  it("are uploaded, say what they ask for, and are installed by the id of the upload", async () => {
    const sent = await upload(fleet({ "notifications/due.json": reminder }, { capabilities: { send: ["email"], schedule: true } }));
    expect(sent).toMatchObject({ status: 201, body: { name: "fleet", packs: [{ name: "fleet", signedBy: null, digest: expect.stringMatching(/^[0-9a-f]{64}$/) }] } });
    const archives = [sent.body.archive];
    expect((await ask("/packs/plan", { archives })).body).toMatchObject({ problems: [], packs: [{ name: "fleet", does: "install", asks: { send: ["email"], schedule: true, more: { send: ["email"], schedule: true } } }] });
    expect(await ask("/packs/install", { archives })).toMatchObject({ status: 200, body: { changed: true } });
    expect((await ask("/packs/plan", { archives })).body.packs).toMatchObject([{ does: "nothing", asks: { more: { send: [], schedule: false } } }]);
  });

  it("that do more than they ask for are refused with the document that does", async () => {
    const sent = await upload(fleet({ "notifications/due.json": reminder }, { version: "1.1.0" }));
    const plan = await ask("/packs/plan", { archives: [sent.body.archive] });
    expect(plan.body.problems.map(({ file, code }: { file: string; code: string }) => `${file} ${code}`)).toEqual(["fleet/notifications/due.json capability", "fleet/notifications/due.json capability"]);
    expect((await ask("/packs/upgrade", { archives: [sent.body.archive] })).status).toBe(422);
  });

  it("that are no archives, damaged or hostile are told so, and nothing of them is kept", async () => {
    const before = await kept();
    const good = fleet();
    for (const [bytes, status, words] of [
      [Buffer.from("hello"), 415, ""], [gzipSync("hello"), 422, "pack.json"], [good.subarray(0, good.length - 20), 422, "damaged"], [packArchive({ name: "fleet", files: new Map([...pack("fleet", {}).files, ["run.sh", "rm -rf /"]]) }), 422, "run.sh"],
    ] as const) {
      const refused = await upload(bytes);
      expect([refused.status, JSON.stringify(refused.body).includes(words)], JSON.stringify(refused.body)).toEqual([status, true]);
      expect(refused.body.remedy ?? refused.body.issues?.[0]?.remedy, JSON.stringify(refused.body)).toBeTruthy();
    }
    expect(await kept()).toBe(before);
  });

  it("are nobody else's, and only for whoever may install", async () => {
    const { body } = await upload(fleet());
    const other = await server.keyOf("administrator");
    expect((await ask("/packs/plan", { archives: [body.archive] }, other)).status).toBe(404);
    expect((await ask("/packs/plan", { archives: ["01900000-0000-7000-8000-000000000000"] })).status).toBe(404);
    expect((await upload(fleet(), nobody)).status).toBe(403);
  });
});
