/** `npm run build`: pages by Next, server and command line by esbuild into dist/. --server leaves the pages out. */
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nodeProgram, root, say, seconds, stop } from "./lib.mjs";

/**
 * One bundle with shared pieces. Packages stay outside (some have WebAssembly beside them, and the image ships node_modules
 * anyway). All outputs lie in one folder, because the code finds migrations and the child process beside itself.
 */
async function buildServer() {
  const { build } = await import("esbuild");
  const out = join(root, "dist");
  rmSync(out, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: { cli: "cli/main.ts", "embedded-child": "runtime/db/embedded-child.ts", "xlsx-worker": "runtime/exchange/xlsx-worker.ts" },
    outdir: out, outExtension: { ".js": ".mjs" }, chunkNames: "chunk-[hash]",
    bundle: true, splitting: true, platform: "node", format: "esm", target: "node20", packages: "external", sourcemap: true, logLevel: "warning",
    tsconfig: join(root, "tsconfig.json"),
    // Kysely is 300 small files; reading them one by one costs every command about 0.2 s.
    alias: { kysely: join(root, "node_modules", "kysely", "dist", "index.js") },
  });
  cpSync(join(root, "runtime", "db", "migrations"), join(out, "migrations"), { recursive: true });
}

/** The server runs from dist/ beside these; quickstart asks for the mark. */
async function main() {
  const started = Date.now();
  await buildServer();
  say(`Server and command line: ${seconds(started)}`);
  if (!process.argv.includes("--server")) {
    const { code } = await nodeProgram("next/dist/bin/next", ["build"], { env: { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" } });
    if (code !== 0) stop("The pages could not be built; see above.");
    mkdirSync(join(root, "dist"), { recursive: true });
    writeFileSync(join(root, "dist", "built.json"), JSON.stringify({ at: new Date().toISOString() }) + "\n");
  }
  say(`Built in ${seconds(started)}.`);
}

await main();
