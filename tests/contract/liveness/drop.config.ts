/** The tests of the product over documents that lack one property; see main.ts. Nothing is mocked but the reading of documents. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("../../../", import.meta.url)).replace(/\/$/, "");
const alias = { "@": root };

const drop = {
  name: "drop-a-key",
  enforce: "pre" as const,
  transform(code: string, id: string) {
    if (!id.endsWith("/runtime/model/source.ts")) return undefined;
    return `import { dropKey } from ${JSON.stringify(`${root}/tests/contract/liveness/drop`)};
${code.replace("export function parseDocument(", "function readDocument(")}
export function parseDocument(source: SourceDocument): ParseResult {
  const parsed = readDocument(source);
  if (parsed.ok) dropKey(parsed.document.kind, parsed.document.body);
  return parsed;
}
`;
  },
};

export default defineConfig({
  root,
  test: {
    projects: [
      { root, plugins: [drop], resolve: { alias }, test: { name: "unit", include: ["{runtime,server,components}/**/*.test.{ts,tsx}", "tests/contract/*.test.ts"], testTimeout: 60_000 } },
      { root, plugins: [drop], resolve: { alias }, test: { name: "integration", include: ["tests/integration/**/*.test.ts"], testTimeout: 120_000, hookTimeout: 240_000, globalSetup: ["tests/helpers/global-setup.ts"], maxWorkers: 1 } },
    ],
  },
});
