import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { zip } from "../../../tests/helpers/zip";
import { packSource } from "../../publish";
import { packArchive, packsArchive, readPackArchives } from "./archive";

const readPackArchive = async (bytes: Buffer) => (await readPackArchives(bytes))[0]!;
import { writeTar } from "./tar";

const manifest = JSON.stringify({ id: "tiny", name: "tiny", version: "1.0.0", label: "Tiny", language: "en" });
const LONG = `entities/${"a".repeat(48)}/form.${"b".repeat(48)}.json`;
const pack = packSource(new Map([["pack.json", manifest], [LONG, "{}"], ["README.md", "# Привіт\r\n"]]));
const tgz = (...files: [string, string][]): Buffer => gzipSync(writeTar(files));

/** A tar whose first header says another kind of entry. */
function withKind(tar: Buffer, kind: string): Buffer {
  tar.write(kind, 156, "latin1");
  tar.fill(" ", 148, 156);
  const sum = tar.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  tar.write(sum.toString(8).padStart(6, "0") + "\0 ", 148, "latin1");
  return gzipSync(tar);
}

describe("a pack as one file", () => {
  it("comes out of a .tgz as it went in, long names and all; equal packs give equal bytes", async () => {
    expect(new Map((await readPackArchive(packArchive(pack))).files)).toEqual(new Map(pack.files));
    expect(packArchive(pack).equals(packArchive(packSource(new Map([...pack.files].reverse()))))).toBe(true);
  });

  it("may lie beside others, each in a folder of its name", async () => {
    const other = packSource(new Map([["pack.json", manifest.replaceAll("tiny", "other")]]));
    expect((await readPackArchives(packsArchive([pack, other]))).map(({ name, files }) => [name, files.size])).toEqual([[pack.name, pack.files.size], ["other", 1]]);
  });

  it("comes out of a .zip, and of an npm package that says where it lies", async () => {
    const inZip = zip([{ name: "tiny-main/pack.json", bytes: Buffer.from(manifest) }, { name: "tiny-main/README.md", bytes: Buffer.from("hello") }]);
    expect([...(await readPackArchive(inZip)).files.keys()]).toEqual(["pack.json", "README.md"]);
    expect([...(await readPackArchive(tgz(["package/package.json", '{"name":"tiny","metaloom":{"pack":"./dist"}}'], ["package/index.js", "throw 1"], ["package/dist/pack.json", manifest]))).files.keys()]).toEqual(["pack.json"]);
    expect([...(await readPackArchive(tgz(["package/package.json", '{"name":"tiny"}'], ["package/pack.json", manifest]))).files.keys()]).toEqual(["pack.json"]);
  });

  it("refuses links, devices and names that lead out", async () => {
    for (const kind of ["1", "2", "3", "4", "6"]) await expect(readPackArchive(withKind(writeTar([["pack.json", manifest]]), kind)), kind).rejects.toMatchObject({ message: "pack.json is no regular file.", details: { file: "pack.json" } });
    for (const name of ["../pack.json", "/etc/pack.json", "a/../../pack.json", "c:/pack.json", "a\\..\\pack.json", "a//b.json"]) await expect(readPackArchive(tgz([name, manifest])), name).rejects.toMatchObject({ code: "metadata:invalid", message: expect.stringContaining("leads out") as string });
    await expect(readPackArchive(zip([{ name: "../pack.json", bytes: Buffer.from(manifest) }]))).rejects.toMatchObject({ code: "metadata:invalid" });
  });

  it("refuses bombs, lies about sizes, shared bytes and twins", async () => {
    const zeros = Buffer.alloc(70 * 1_048_576);
    await expect(readPackArchive(gzipSync(zeros))).rejects.toMatchObject({ message: "The archive unpacks to more than a pack may hold." });
    await expect(readPackArchive(zip([{ name: "pack.json", bytes: zeros.subarray(0, 2_000_000) }]))).rejects.toMatchObject({ message: "pack.json is larger than 1048576 bytes." });
    await expect(readPackArchive(zip([{ name: "pack.json", bytes: zeros.subarray(0, 2_000_000), claims: 10 }]))).rejects.toMatchObject({ code: "metadata:invalid" });
    await expect(readPackArchive(zip([{ name: "pack.json", bytes: Buffer.from(manifest.repeat(50)) }, { name: "README.md", bytes: Buffer.from(manifest.repeat(50)), overlaps: true }]))).rejects.toMatchObject({ code: "metadata:invalid" });
    await expect(readPackArchive(tgz(["pack.json", manifest], ["pack.json", "{}"]))).rejects.toMatchObject({ message: "pack.json is in the archive twice." });
  });

  it("refuses what is no archive, and whatever is left of one, with a sentence", async () => {
    await expect(readPackArchive(Buffer.from("hello"))).rejects.toMatchObject({ message: "The file is neither a .tgz nor a .zip archive." });
    const whole = packArchive(pack);
    await fc.assert(fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), async (at, byte, cut) => {
      const broken = cut ? whole.subarray(0, at) : Buffer.from(whole);
      if (!cut) broken[at] = byte;
      await readPackArchive(broken).catch((error: unknown) => expect(error).toMatchObject({ code: "metadata:invalid" }));
    }), { numRuns: 200 });
  });
});
