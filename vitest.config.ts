import { defineConfig } from "vitest/config";
import { fileURLToPath } from "node:url";

const alias = { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") };

/** Two projects: `unit` needs nothing, `integration` needs the databases of tests/helpers/database.ts. */
export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: { name: "unit", include: ["{runtime,server,cli,components,app,scripts,bench}/**/*.test.{ts,tsx}", "tests/contract/**/*.test.ts"], testTimeout: 20_000 },
      },
      {
        resolve: { alias },
        test: {
          name: "integration", include: ["tests/integration/**/*.test.ts", "tests/golden/**/*.test.ts", "tests/docs.test.ts"], testTimeout: 60_000, hookTimeout: 120_000,
          globalSetup: ["tests/helpers/global-setup.ts"], maxWorkers: 2,
          // After the unit tests: projects of different width cannot share their turn.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
