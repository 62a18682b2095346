import { join } from "node:path";
import { AppError } from "../kernel/errors";
import { createEgress } from "../egress/egress";
import { createDiskStore } from "./disk-store";
import { createS3Store, type S3Options } from "./s3-store";
import type { FileStore } from "./store";

/** The store the environment asks for: S3 when it is configured, else METALOOM_DATA/files. */
export function openFileStore({ dataDir, s3 }: { readonly dataDir: string; readonly s3?: Omit<S3Options, "egress"> }): FileStore {
  if (!s3) return createDiskStore(join(dataDir, "files"));
  return createS3Store({ ...s3, egress: createEgress({ origins: [new URL(s3.endpoint).origin] }) });
}

/** For processes that were given no store (a command that only reads records): files are not available there. */
export const noFileStore: FileStore = {
  put: () => Promise.reject(unavailable()),
  open: () => Promise.reject(unavailable()),
  remove: () => Promise.reject(unavailable()),
};

const unavailable = (): AppError => new AppError("unavailable:feature", "This process has no file store.");
