/** A real S3-compatible server on loopback. */
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

// The package brings no types along.
interface S3Server {
  run(): Promise<{ port: number }>;
  close(): Promise<void>;
}
type S3ServerClass = new (options: { port: number; address: string; silent: boolean; allowMismatchedSignatures: boolean; directory: string; configureBuckets: { name: string }[] }) => S3Server;

export const S3_ACCESS = { bucket: "files", accessKey: "S3RVER", secretKey: "S3RVER", region: "us-east-1" } as const;

export async function startS3(): Promise<{ endpoint: string; directory: string; close(): Promise<void> }> {
  const Server = createRequire(import.meta.url)("s3rver") as S3ServerClass;
  const directory = mkdtempSync(join(tmpdir(), "metaloom-s3-"));
  const server = new Server({ port: 0, address: "127.0.0.1", silent: true, allowMismatchedSignatures: false, directory, configureBuckets: [{ name: S3_ACCESS.bucket }] });
  const { port } = await server.run();
  return {
    endpoint: `http://127.0.0.1:${port}`, directory,
    async close() {
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
