import { migrate } from "../../runtime/db/migrate";
import { migrateWorkspaces } from "../../runtime/workspaces/registry";
import type { Command } from "../command";
import { withInstallation } from "../database";

export const command: Command = {
  about: "Bring every workspace to the newest schema",
  anyWorkspace: true,
  async run(input) {
    const [result, workspaces] = await withInstallation(input, async (database) => [await migrate(database), await migrateWorkspaces(database)] as const);
    const changed = workspaces.filter(({ applied }) => applied.length > 0);
    const done = result.applied.length ? `Applied ${result.applied.join(", ")}.` : changed.length ? "Nothing to do in the default workspace." : "Nothing to do.";
    const others = changed.map(({ name, applied }) => ` In ${name}: ${applied.join(", ")}.`).join("");
    return { document: { ok: true, ...result, workspaces }, text: `${done}${others} The schema has version ${result.version}.` };
  },
};
