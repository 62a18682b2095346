/** `metaloom workspace add | list | remove`: tenants of this installation. */
import { existsSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { sql } from "kysely";
import { migrate } from "../../runtime/db/migrate";
import { sys } from "../../runtime/db/schemas";
import type { Database } from "../../runtime/db/pool";
import { AppError } from "../../runtime/kernel";
import { urlOfWorkspace } from "../../runtime/workspaces/host";
import { checkWorkspaceName, folderOf, schemasOf } from "../../runtime/workspaces/name";
import { addWorkspace, listWorkspaces, removeWorkspace, requireWorkspace } from "../../runtime/workspaces/registry";
import type { Env } from "../../server/env";
import { fileStoreOf } from "../../server/per-workspace";
import { filesFolderOf } from "../../runtime/backup/load";
import { saveBackup } from "../../runtime/backup/save";
import type { Command, Input } from "../command";
import { withInstallation } from "../database";

/** Where people reach it; undefined when the environment does not say. */
const addressOf = ({ url, workspaceDomain }: Env, name: string): string | undefined => urlOfWorkspace(url, workspaceDomain, name) ?? (workspaceDomain === undefined ? undefined : `${name}.${workspaceDomain}`);

export const add: Command = {
  about: "Make a workspace: packs, people and records of its own",
  usage: "<name>",
  arity: [1, 1],
  anyWorkspace: true,
  run: (input) => withInstallation(input, async (database) => {
    const [name = ""] = input.args;
    checkWorkspaceName(name);
    await migrate(database);
    await addWorkspace(database, name);
    const address = addressOf(input.env(), name);
    if (input.env().workspaceDomain === undefined) input.say("Nobody reaches it by a browser yet: set METALOOM_WORKSPACE_DOMAIN.");
    input.say(`It is empty. Next: metaloom setup --workspace ${name} --admin-email <address> --admin-password-file <file>`);
    return { document: { ok: true, name, ...(address === undefined ? {} : { address }) }, text: `Made the workspace ${name}${address === undefined ? "" : ` at ${address}`}.` };
  }),
};

export const list: Command = {
  about: "List the workspaces, without the default one",
  anyWorkspace: true,
  run: (input) => withInstallation(input, async (database) => {
    await migrate(database);
    const env = input.env();
    const workspaces = (await listWorkspaces(database)).map(({ name, createdAt, isReady }) => ({ name, createdAt, isReady, address: addressOf(env, name) ?? null }));
    return { document: { ok: true, workspaces }, text: workspaces.map(({ name, address, isReady }) => [name, address ?? "-", ...(isReady ? [] : ["being made"])].join("\t")).join("\n") || "There is only the default workspace." };
  }),
};

export const remove: Command = {
  about: "Save a workspace into a file, then remove it with everything in it",
  usage: "<name> --yes (--backup <file> | --without-backup)",
  arity: [1, 1],
  anyWorkspace: true,
  options: {
    yes: { type: "boolean", about: "Yes, remove its records, files and people for ever" },
    backup: { type: "string", value: "file", about: "Save it there first" },
    "without-backup": { type: "boolean", about: "Remove it without saving it" },
  },
  run: (input) => withInstallation(input, (database) => removeWith(input, database)),
};

async function removeWith(input: Input, database: Database) {
  const [name = ""] = input.args;
  const { yes, backup } = input.options;
  const env = input.env();
  checkWorkspaceName(name);
  await migrate(database);
  await requireWorkspace(database, name);
  const without = input.options["without-backup"] === true;
  if (yes !== true || (typeof backup !== "string") !== without) throw new AppError("state:wrong", `Everything in the workspace "${name}" would be lost.`, { remedy: `Repeat with --yes and --backup <file>, which saves it first, or --yes and --without-backup.` });
  const file = typeof backup === "string" ? resolve(backup) : undefined;
  if (file !== undefined && existsSync(file)) throw new AppError("state:wrong", `The file ${file} exists already.`, { remedy: "Choose another name." });
  const workspace = database.inSchemas(schemasOf(name));
  const saved = file === undefined ? undefined : await saveBackup(workspace, filesFolderOf(env.dataDir, name), file, new Date());
  const keys = env.s3 && without ? await storageKeys(workspace) : [];
  if (saved && env.s3) input.say(`Files in S3 are not part of the backup: they stay below workspaces/${name}/.`);
  await removeWorkspace(database, name);
  const store = fileStoreOf(env, name);
  for (const key of keys) await store.remove(key);
  rmSync(folderOf(env.dataDir, name), { recursive: true, force: true });
  return { document: { ok: true, name, ...(saved ? { file, ...saved } : {}) }, text: `${saved ? `Saved ${saved.rows} rows and ${saved.files} files in ${file}. ` : ""}Removed the workspace ${name}.` };
}

async function storageKeys(workspace: Database): Promise<string[]> {
  return (await workspace.run<{ key: string }>(sql`select storage_key as key from ${sys("files")}`)).map(({ key }) => key);
}
