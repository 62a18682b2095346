/** `metaloom pack init | keygen | sign`: making packs, without a database. */
import { existsSync } from "node:fs";
import { writeFile, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { AppError } from "../../runtime/kernel";
import { starterPack } from "../../runtime/packs/starter";
import { newSigningKeys, readPackFolder, signerOf, signPack, packDigest, writePackFolder } from "../../runtime/publish";
import type { Command } from "../command";

export const init: Command = {
  about: "Begin a pack: a folder with an entity, a form, a list, a role and a menu, valid as it is",
  usage: "<name> [--dir <folder>]", arity: [1, 1], anyWorkspace: true,
  options: { dir: { type: "string", value: "folder", about: "Folder to write, which does not exist yet or is empty; the pack's name unless given" } },
  async run({ args: [name = ""], options: { dir } }) {
    const pack = starterPack(name);
    const folder = resolve(typeof dir === "string" ? dir : name);
    const files = await writePackFolder(pack, folder);
    return { document: { ok: true, name, folder, files }, text: `Wrote ${files} files to ${folder}.\nNext: metaloom pack validate ${folder}` };
  },
};

export const keygen: Command = {
  about: "Make a pair of keys for signing packs: the private one goes into the file, the public one is printed",
  usage: "<file>", arity: [1, 1], anyWorkspace: true,
  async run({ args: [file = ""] }) {
    if (existsSync(file)) throw new AppError("input:invalid", `${file} is there already.`, { remedy: "Name a new file." });
    const { privateKey, publicKey } = newSigningKeys();
    await writeFile(file, privateKey, { mode: 0o600, flag: "wx" });
    return { document: { ok: true, file, publicKey }, text: publicKey };
  },
};

export const sign: Command = {
  about: "Sign a pack folder: writes SIGNATURE beside pack.json",
  usage: "<folder> --key <file>", arity: [1, 1], anyWorkspace: true,
  options: { key: { type: "string", value: "file", about: "Private key, as `pack keygen` writes it" } },
  async run({ args: [folder = ""], options: { key } }) {
    if (typeof key !== "string" || !existsSync(key)) throw new AppError("input:invalid", "Say which key to sign with.", { remedy: "Add --key <file>; `metaloom pack keygen <file>` makes one." });
    // A signature that no longer fits must not be in the way of a new one.
    const pack = await readPackFolder(resolve(folder), { ignoreSignature: true });
    const files = signPack(pack.files, await readFile(key, "utf8"));
    await writeFile(join(resolve(folder), "SIGNATURE"), files.get("SIGNATURE")!);
    const digest = packDigest(files);
    return { document: { ok: true, name: pack.name, digest, publicKey: signerOf(files) }, text: `Signed ${pack.name}: digest ${digest}, key ${signerOf(files)}.` };
  },
};
