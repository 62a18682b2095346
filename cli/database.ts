/** The database of a command, in the workspace it is told; closed afterwards. When a server has the embedded one open, its connection is shared. */
import { openDatabase } from "../runtime/db/open";
import type { Database } from "../runtime/db/pool";
import { AppError } from "../runtime/kernel";
import { DEFAULT_WORKSPACE, isWorkspaceName, schemasOf } from "../runtime/workspaces/name";
import { requireWorkspace } from "../runtime/workspaces/registry";
import type { Input } from "./command";

/** --workspace, else METALOOM_WORKSPACE, else the default one. @throws AppError input:invalid. */
export function workspaceOf(input: Pick<Input, "options" | "env">): string {
  const { workspace } = input.options;
  if (typeof workspace !== "string") return input.env().workspace;
  if (!isWorkspaceName(workspace)) throw new AppError("input:invalid", `"${workspace.slice(0, 60)}" cannot be the name of a workspace.`, { remedy: "`metaloom workspace list` shows them all." });
  return workspace;
}

/** The handle of the command's workspace, of that of the default one. @throws AppError resource:notFound. */
export async function inWorkspace(input: Input, installation: Database): Promise<Database> {
  const workspace = workspaceOf(input);
  if (workspace === DEFAULT_WORKSPACE) return installation;
  await requireWorkspace(installation, workspace);
  return installation.inSchemas(schemasOf(workspace));
}

/** The handle of the default workspace, for commands about the installation. */
export async function withInstallation<T>(input: Input, work: (installation: Database) => Promise<T>): Promise<T> {
  const { databaseUrl, dataDir } = input.env();
  const database = await openDatabase({ databaseUrl, dataDir, max: 2, whenBusy: "share", snapshot: false, log: (sentence) => input.say(sentence) });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

export async function withDatabase<T>(input: Input, work: (database: Database) => Promise<T>): Promise<T> {
  return withInstallation(input, async (installation) => work(await inWorkspace(input, installation)));
}
