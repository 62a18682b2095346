import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readFolderFiles } from "./pack-folder";
import { documentsInFolder } from "./shipped";

const root = fileURLToPath(new URL("../..", import.meta.url));
const packs = join(root, "metadata/packs");
let folder: string;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "pack-")), "tiny");
  mkdirSync(join(folder, "roles"), { recursive: true });
  writeFileSync(join(folder, "pack.json"), '{ "name": "tiny" }');
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true }));

const refused = (file: string) => expect.objectContaining({ code: "metadata:invalid", details: { file } }) as Error;
const own = async () => (await documentsInFolder(folder, packs)).documents.filter((document) => document.pack === "tiny");

describe("the documents of a folder", () => {
  it("are every file but README and licence, with path and pack, also those no pack may hold: the check tells of them", async () => {
    writeFileSync(join(folder, "README.md"), "# Tiny");
    writeFileSync(join(folder, ".hidden"), "");
    writeFileSync(join(folder, "roles", "x.ts"), "{}");
    expect(await own()).toEqual([{ path: "pack.json", pack: "tiny", text: '{ "name": "tiny" }' }, { path: "roles/x.ts", pack: "tiny", text: "{}" }]);
    rmSync(join(folder, "pack.json"));
    expect((await documentsInFolder(folder, packs)).pack).toBe("tiny");
  });

  it("are not read through links, nor when too large", async () => {
    symlinkSync("/etc/hostname", join(folder, "roles", "link.json"));
    await expect(readFolderFiles(folder)).rejects.toEqual(refused("roles/link.json"));
    rmSync(join(folder, "roles", "link.json"));
    writeFileSync(join(folder, "roles", "big.json"), " ".repeat(1_048_577));
    await expect(readFolderFiles(folder)).rejects.toEqual(refused("roles/big.json"));
  });

  it("are asked for in vain where there is no folder", async () => {
    await expect(documentsInFolder(join(folder, "nothing"), packs)).rejects.toMatchObject({ code: "resource:notFound" });
  });

  it("come with the packs it requires, at any depth, and core", async () => {
    const { pack, documents } = await documentsInFolder(join(root, "tests/fixtures/packs/salesPlus"), join(root, "tests/fixtures/packs"));
    expect(pack).toBe("salesPlus");
    expect([...new Set(documents.map((document) => document.pack))].sort()).toEqual(["sales", "salesPlus"]);
    const shipped = await documentsInFolder(join(root, "tests/fixtures/packs/misspelt"), packs);
    expect([...new Set(shipped.documents.map((document) => document.pack))].sort()).toEqual(["core", "misspelt"]);
  });
});
