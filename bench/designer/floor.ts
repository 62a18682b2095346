/** Serves the floor: one page with React Flow and nothing else, bundled as for production. */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "../programs";
import type { Plan } from "./process";

export interface Floor {
  readonly url: string;
  close(): void;
}

/** `size`: of the drawing, in pixels; the same as in the product. */
export async function serveFloor(plan: Plan, size: { readonly width: number; readonly height: number }): Promise<Floor> {
  const { outputFiles } = await build({
    absWorkingDir: root, entryPoints: ["bench/designer/floor-page.tsx"], bundle: true, minify: true, write: false, format: "iife", platform: "browser", jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' }, logLevel: "warning", tsconfig: join(root, "tsconfig.json"),
  });
  const style = readFileSync(join(root, "node_modules/@xyflow/react/dist/style.css"), "utf8");
  const page = `<!doctype html><html><head><meta charset="utf-8"><style>${style} body { margin: 0 }</style></head><body><script id="plan" type="application/json">${JSON.stringify({ ...plan, ...size }).replaceAll("<", "\\u003c")}</script><script src="/floor.js"></script></body></html>`;
  const script = outputFiles[0]!.text;
  const server = createServer((request, response) => {
    if (request.url === "/floor.js") response.writeHead(200, { "content-type": "text/javascript" }).end(script);
    else response.writeHead(200, { "content-type": "text/html" }).end(page);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() };
}
