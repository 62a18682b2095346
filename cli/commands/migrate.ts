import { migrate } from "../../runtime/db/migrate";
import type { Command } from "../command";
import { withDatabase } from "../database";

export const command: Command = {
  about: "Bring the database to the newest schema",
  async run(input) {
    const result = await withDatabase(input, (database) => migrate(database));
    const done = result.applied.length ? `Applied ${result.applied.join(", ")}.` : "Nothing to do.";
    return { document: { ok: true, ...result }, text: `${done} The schema has version ${result.version}.` };
  },
};
