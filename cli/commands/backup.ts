import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { AppError } from "../../runtime/kernel";
import { filesFolderOf } from "../../runtime/backup/load";
import { saveBackup } from "../../runtime/backup/save";
import type { Command } from "../command";
import { withDatabase, workspaceOf } from "../database";

export const command: Command = {
  about: "Save records and files of a workspace into one file, also while the server runs",
  usage: "<file> [--force]",
  arity: [1, 1],
  options: { force: { type: "boolean", about: "Overwrite the file when it exists" } },
  async run(input) {
    const path = resolve(input.args[0]!);
    if (existsSync(path) && !input.options.force) throw new AppError("state:wrong", `The file ${path} exists already.`, { remedy: "Choose another name, or add --force." });
    const env = input.env();
    const saved = await withDatabase(input, (database) => saveBackup(database, filesFolderOf(env.dataDir, workspaceOf(input)), path, new Date()));
    input.say("Keep METALOOM_SECRET as well (or the file \"secret\" of the data directory): stored secrets cannot be read without it.");
    if (env.s3) input.say("Files in S3 are not part of the backup.");
    return { document: { ok: true, file: path, ...saved }, text: `Saved ${saved.rows} rows of ${saved.tables} tables and ${saved.files} files in ${path} (${Math.ceil(saved.bytes / 1000)} kB).` };
  },
};
