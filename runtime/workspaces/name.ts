/**
 * A *workspace* is one tenant of an installation: its own packs, people and records, in its own pair of schemas and its own folder of
 * files. The *default workspace* is always there; it is the only one of an installation that never asked for more.
 */
import { join } from "node:path";
import { DEFAULT_PAIR, type SchemaPair } from "../db/schema-pair";
import { AppError } from "../kernel/errors";

export const DEFAULT_WORKSPACE = "default";

/** A name is one part of a host name and of a schema's name: "ws_" + 40 + "_app" stays below PostgreSQL's 63 characters. */
const NAME = /^[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

export const isWorkspaceName = (name: string): boolean => NAME.test(name) && !name.includes("--");

/** @throws AppError input:invalid when it cannot be the name of a new workspace. */
export function checkWorkspaceName(name: string): void {
  if (isWorkspaceName(name) && name !== DEFAULT_WORKSPACE) return;
  const message = name === DEFAULT_WORKSPACE ? `"${DEFAULT_WORKSPACE}" is the workspace that is always there.` : `"${name.slice(0, 60)}" cannot be the name of a workspace.`;
  throw new AppError("input:invalid", message, { remedy: "Use 1 to 40 small letters, digits and single hyphens, beginning with a letter: acme, north-2." });
}

/** No name has an underscore, so no two workspaces share a schema. */
export function schemasOf(workspace: string): SchemaPair {
  return workspace === DEFAULT_WORKSPACE ? DEFAULT_PAIR : { system: `ws_${workspace}`, records: `ws_${workspace}_app` };
}

/** Where the workspace keeps what is not in the database, below METALOOM_DATA; the default one right there. */
export function folderOf(dataDir: string, workspace: string): string {
  return workspace === DEFAULT_WORKSPACE ? dataDir : join(dataDir, "workspaces", workspace);
}
