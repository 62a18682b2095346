import { describe, expect, it } from "vitest";
import { readPackFolder } from "../publish";
import { loadAppModel } from "../model/server";
import { isMeantAsDocument } from "../publish/pack-folder";
import { starterPack } from "./starter";

describe("the pack one begins with", () => {
  it("is valid together with core", async () => {
    const packs = [await readPackFolder("metadata/packs/core"), starterPack("serviceDesk")];
    const documents = packs.flatMap((pack) => [...pack.files].filter(([path]) => isMeantAsDocument(path)).map(([path, text]) => ({ pack: pack.name, path, text })));
    const result = loadAppModel({ revision: 1, documents });
    expect(result.ok ? result.warnings : result.problems).toEqual([]);
  });

  it("is refused a name no pack may have", () => {
    for (const name of ["Fleet", "local", "core", "../x", "1a", ""]) expect(() => starterPack(name)).toThrow("cannot be the name");
  });
});
