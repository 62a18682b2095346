/** A pack in a folder and on a running instance: pulled, changed on both sides, pushed, over HTTP with a key. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCall } from "../../cli/dispatch";
import { isAppError } from "../../runtime/kernel";
import { writePackFolder } from "../../runtime/publish";
import type { Runtime } from "../../runtime/server";
import { packRoutes } from "../../server/routes/packs";
import { addPerson, staffOf } from "../helpers/auth";
import { testDatabases, type TestDatabase } from "../helpers/database";
import { serveRoutes } from "../helpers/http";
import { AUTHOR, entity, field, pack } from "../helpers/publishing";
import { openTestRuntime } from "../helpers/runtime";

describe.each(testDatabases().filter(({ kind }) => kind === "postgres"))("a pack in a folder and on an instance", ({ open }) => {
  let test: TestDatabase;
  let runtime: Runtime;
  let app: FastifyInstance;
  let url: string;
  let key: string;
  let root: string;

  beforeAll(async () => {
    test = await open();
    runtime = await openTestRuntime(test.database, ["people"]);
    app = serveRoutes(runtime, packRoutes);
    url = await app.listen({ port: 0, host: "127.0.0.1" });
    key = (await runtime.auth.createApiKey(await staffOf(runtime.auth, await addPerson(runtime.auth, ["administrator"])), { name: "sync", roles: ["administrator"], readOnly: false })).key;
    root = await mkdtemp(join(tmpdir(), "metaloom-sync-"));
  });
  afterAll(async () => {
    await app.close();
    await runtime.live.close();
    await runtime.auth.close();
    await test.close();
    rmSync(root, { recursive: true });
  });

  async function metaloom(...words: string[]) {
    try {
      const { command, args, options } = await readCall(words);
      const result = await command.run({ args, options, isJson: true, env: () => { throw new Error("no environment is needed"); }, say: () => undefined });
      return { ok: result?.ok ?? true, document: result?.document as Record<string, unknown>, text: result?.text ?? "" };
    } catch (error) {
      if (!isAppError(error)) throw error;
      return { ok: false, code: error.code, text: `${error.message} ${error.remedy ?? ""}` };
    }
  }
  const bikes = pack("bikes", { "README.md": "Bikes.\n", "entities/bike/entity.json": entity("bike", [field("name")]) });
  const place = (path: string): string => join(root, "bikes", path);
  const read = (path: string): string => readFileSync(place(path), "utf8");
  const remote = () => ["--url", url, "--key", key];
  const label = async (text: string) => runtime.publisher.publish({ changes: [{ kind: "entity", name: "bike", document: entity("bike", [field("name", { label: text })]) }], author: AUTHOR });
  const ENTITY = "entities/bike/entity.json";

  it("pushes a new pack, and pulls it byte by byte into another folder", async () => {
    await writePackFolder(bikes, join(root, "bikes"));
    expect(await metaloom("pack", "push", join(root, "bikes"), ...remote(), "--dry-run")).toMatchObject({ ok: true, text: expect.stringContaining("creates table bike") as string });
    expect(runtime.live.current().entities.has("bike")).toBe(false);
    expect(await metaloom("pack", "push", join(root, "bikes"), ...remote())).toMatchObject({ ok: true, text: expect.stringContaining(`+ ${ENTITY}`) as string });
    expect(await metaloom("pack", "pull", "bikes", "--dir", join(root, "copy"), ...remote())).toMatchObject({ ok: true });
    for (const [path, text] of bikes.files) expect(readFileSync(join(root, "copy", path), "utf8")).toBe(text);
    expect(await metaloom("pack", "diff", join(root, "copy"), "--key", key)).toMatchObject({ document: { equal: true } });
  });

  it("merges what was changed on screens with what was changed in the folder", async () => {
    await label("Name of the bike");
    writeFileSync(place(ENTITY), read(ENTITY).replace('"plural": "bikes"', '"plural": "Our bikes"'));
    const refused = await metaloom("pack", "push", join(root, "bikes"), "--key", key);
    expect(refused).toMatchObject({ ok: false, code: "conflict:revision", text: expect.stringContaining("metaloom pack pull bikes") as string });
    expect(await metaloom("pack", "pull", "bikes", "--dir", join(root, "bikes"), "--key", key)).toMatchObject({ ok: true, text: `~ ${ENTITY}` });
    expect(read(ENTITY)).toBe(bikes.files.get(ENTITY)!.replace('"plural": "bikes"', '"plural": "Our bikes"').replace('"label": "name"', '"label": "Name of the bike"'));
    expect(await metaloom("pack", "push", join(root, "bikes"), "--key", key)).toMatchObject({ ok: true });
    const bike = runtime.live.current().entities.get("bike")!;
    expect([bike.plural["en"], bike.fieldByName.get("name")!.label["en"]]).toEqual(["Our bikes", "Name of the bike"]);
  });

  it("tells what both changed differently and writes nothing until a side is preferred", async () => {
    await label("There");
    const mine = read(ENTITY).replace("Name of the bike", "Here");
    writeFileSync(place(ENTITY), mine);
    const asked = await metaloom("pack", "pull", "bikes", "--dir", join(root, "bikes"), "--key", key);
    expect(asked).toMatchObject({ ok: false, document: { conflicts: [{ file: ENTITY, path: "fields/name/label", ours: "Here", theirs: "There" }] } });
    expect(read(ENTITY)).toBe(mine);
    expect(await metaloom("pack", "pull", "bikes", "--dir", join(root, "bikes"), "--key", key, "--prefer", "mine")).toMatchObject({ ok: true });
    expect(await metaloom("pack", "push", join(root, "bikes"), "--key", key)).toMatchObject({ ok: true });
    expect(runtime.live.current().entities.get("bike")!.fieldByName.get("name")!.label["en"]).toBe("Here");
  });

  it("says what is missing or wrong", async () => {
    expect((await metaloom("pack", "pull", "bikes", "--key", key)).text).toContain("--url");
    expect((await metaloom("pack", "push", join(root, "bikes"))).text).toContain("--key");
    expect(await metaloom("pack", "pull", "boats", "--dir", join(root, "boats"), ...remote())).toMatchObject({ code: "resource:notFound" });
    expect(await metaloom("pack", "pull", "bikes", "--dir", join(root, "b"), "--url", url, "--key", "mlk_wrong")).toMatchObject({ code: "auth:required" });
    expect(await metaloom("pack", "pull", "boats", "--dir", join(root, "bikes"), "--key", key)).toMatchObject({ code: "input:invalid" });
  });
});
