import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AppError } from "../kernel/errors";
import { checkedKey, type FileStore } from "./store";

/** Files below a folder of the local disk. A file is written beside its place and moved there whole, so a crash leaves no half file under a key. */
export function createDiskStore(folder: string): FileStore {
  const incoming = join(folder, ".incoming");
  const place = (key: string): string => join(folder, checkedKey(key));
  return {
    async put(key, bytes) {
      const target = place(key);
      const temporary = join(incoming, randomUUID());
      await mkdir(incoming, { recursive: true, mode: 0o700 });
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      try {
        const handle = await open(temporary, "wx", 0o600);
        try {
          for await (const chunk of bytes) await handle.write(chunk);
          await handle.sync();
        } finally {
          await handle.close();
        }
        await rename(temporary, target);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
    },
    async open(key, range) {
      const handle = await open(place(key), "r").catch((cause: unknown) => {
        throw new AppError("internal", "A file is missing in the store.", { cause, remedy: "Restore the files folder from a backup." });
      });
      // The size of what was opened, not of what lies under the name now.
      const { size } = await handle.stat();
      return { size: range ? range.end - range.start + 1 : size, stream: handle.createReadStream({ highWaterMark: 256 * 1024, ...range }) };
    },
    async remove(key) {
      await rm(place(key), { force: true });
    },
  };
}
