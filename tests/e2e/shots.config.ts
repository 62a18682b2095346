/** `npm run shots`: pictures of every screen in shots/, with the full demo data. Not a test. */
import base from "../../playwright.config";
import { defineConfig } from "@playwright/test";

const server = Array.isArray(base.webServer) ? undefined : base.webServer;

export default defineConfig({
  ...base,
  testDir: ".",
  testMatch: "shots.ts",
  globalSetup: undefined,
  outputDir: "../../.tmp/shots",
  timeout: 2_700_000,
  // Nothing is waited for longer than it takes; a machine that does other work beside takes long.
  expect: { timeout: 60_000 },
  use: { ...base.use, trace: "off", actionTimeout: 60_000, navigationTimeout: 120_000 },
  webServer: server && { ...server, command: "node server.mjs", timeout: 600_000, env: { ...server.env, E2E_DEMO: "full" } },
});
