import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readPack, readPackWithRequired } from "./read-pack";

const root = fileURLToPath(new URL("../..", import.meta.url));
let folder: string;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "pack-")), "tiny");
  mkdirSync(join(folder, "roles"), { recursive: true });
  writeFileSync(join(folder, "pack.json"), '{ "name": "tiny" }');
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true }));

const refused = (code: string) => expect.objectContaining({ code: "metadata:invalid", issues: [expect.objectContaining({ code })] }) as Error;

describe("reading a pack folder", () => {
  it("gives every document with its path and pack, and leaves READMEs aside", async () => {
    writeFileSync(join(folder, "README.md"), "# Tiny");
    writeFileSync(join(folder, "roles", "x.json"), "{}");
    expect(await readPack(folder)).toEqual([{ path: "pack.json", pack: "tiny", text: '{ "name": "tiny" }' }, { path: "roles/x.json", pack: "tiny", text: "{}" }]);
  });

  it("refuses links, odd names and documents that are too large", async () => {
    symlinkSync("/etc/hostname", join(folder, "roles", "link.json"));
    await expect(readPack(folder)).rejects.toEqual(refused("notAFile"));
    rmSync(join(folder, "roles", "link.json"));
    writeFileSync(join(folder, "roles", "a b.json"), "{}");
    await expect(readPack(folder)).rejects.toEqual(refused("name"));
    rmSync(join(folder, "roles", "a b.json"));
    writeFileSync(join(folder, "roles", "big.json"), " ".repeat(1_048_577));
    await expect(readPack(folder)).rejects.toEqual(refused("tooLarge"));
  });

  it("says when there is no such folder", async () => {
    await expect(readPack(join(folder, "nothing"))).rejects.toMatchObject({ code: "resource:notFound" });
  });

  it("brings the packs it requires, at any depth, and core", async () => {
    const { pack, documents } = await readPackWithRequired(join(root, "tests/fixtures/packs/salesPlus"), join(root, "tests/fixtures/packs"));
    expect(pack).toBe("salesPlus");
    expect([...new Set(documents.map((document) => document.pack))].sort()).toEqual(["sales", "salesPlus"]);
    const shipped = await readPackWithRequired(join(root, "tests/fixtures/packs/misspelt"), join(root, "metadata/packs"));
    expect([...new Set(shipped.documents.map((document) => document.pack))].sort()).toEqual(["core", "misspelt"]);
  });
});
