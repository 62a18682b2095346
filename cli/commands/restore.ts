import { resolve } from "node:path";
import { openDatabase } from "../../runtime/db/open";
import { filesFolderOf, loadBackup } from "../../runtime/backup/load";
import type { Command } from "../command";
import { inWorkspace, workspaceOf } from "../database";

export const command: Command = {
  about: "Bring back a backup; stop all servers first",
  usage: "<file> [--force]",
  arity: [1, 1],
  options: { force: { type: "boolean", about: "Replace everything when the workspace is not empty" } },
  async run(input) {
    const { databaseUrl, dataDir } = input.env();
    // Not shared with a running server: it would go on with what it remembers of the old data.
    const database = await openDatabase({ databaseUrl, dataDir, max: 1, log: (sentence) => input.say(sentence) });
    try {
      const loaded = await loadBackup(await inWorkspace(input, database), filesFolderOf(dataDir, workspaceOf(input)), resolve(input.args[0]!), { force: input.options.force === true, now: new Date() });
      for (const remark of loaded.remarks) input.say(remark);
      return { document: { ok: true, ...loaded }, text: `Restored and checked ${loaded.rows} rows of ${loaded.tables} tables and ${loaded.files} files.` };
    } finally {
      await database.close();
    }
  },
};
