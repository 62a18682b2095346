/** All packs of a state of the files, as sources that can be installed elsewhere; what was made here last. Pure. */
import { LOCAL_PACK } from "../model/source";
import { localFiles, localSource } from "./local-pack";
import { listPacks } from "./made-here";
import type { PackSource } from "./pack-folder";
import { packFiles, type Files } from "./tree";

export function packsIn(files: Files): readonly PackSource[] {
  const packs = listPacks(files).filter(({ name }) => name !== LOCAL_PACK);
  const sources = packs.map(({ name }) => ({ name, files: packFiles(files, name) }));
  return localFiles(files).length === 0 ? sources : [...sources, localSource(files, packs.map(({ name, manifest }) => ({ name, version: String(manifest["version"]) })), "en")];
}
