/** What of the environment differs from workspace to workspace: addresses, and what is kept outside the database. */
import { openFileStore } from "../runtime/files/open";
import type { FileStore } from "../runtime/files/store";
import { urlOfWorkspace } from "../runtime/workspaces/host";
import { DEFAULT_WORKSPACE, folderOf } from "../runtime/workspaces/name";
import type { Env } from "./env";

export function fileStoreOf({ dataDir, s3 }: Pick<Env, "dataDir" | "s3">, workspace: string): FileStore {
  const prefix = workspace === DEFAULT_WORKSPACE ? undefined : `workspaces/${workspace}/`;
  return openFileStore({ dataDir: folderOf(dataDir, workspace), s3: s3 && { ...s3, prefix } });
}

export const authOf = ({ url, mode, port, workspaceDomain }: Pick<Env, "url" | "mode" | "port" | "workspaceDomain">, workspace: string) => ({ url: urlOfWorkspace(url, workspaceDomain, workspace), production: mode === "production", port });
