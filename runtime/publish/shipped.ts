/** Packs that lie ready in a folder of the server, one sub-folder each. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { AppError, didYouMean } from "../kernel";
import { readPackFolder, type PackSource } from "./pack-folder";

export async function shippedPackNames(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith(".")).map((entry) => entry.name).sort();
}

/** Reads packs by name. @throws AppError resource:notFound with a suggestion; metadata:invalid when one is broken. */
export async function shippedPacks(folder: string, names: readonly string[]): Promise<readonly PackSource[]> {
  const present = await shippedPackNames(folder);
  for (const name of names) {
    if (present.includes(name)) continue;
    const near = didYouMean(name, present);
    throw new AppError("resource:notFound", `There is no pack "${name}" on this server.`, { remedy: near ? `Did you mean "${near}"?` : "GET /api/v1/packs lists what is there." });
  }
  return Promise.all(names.map((name) => readPackFolder(join(folder, name))));
}
