/**
 * Browser tests: one built server on a fresh embedded database (tests/e2e/server.mjs), people and a few records made through the
 * API (tests/e2e/global-setup.ts), and the system's Chromium. `npm run build` comes first. E2E_PORT chooses the port;
 * with E2E_REUSE=1 the server of a former run there is used as it is.
 */
import { defineConfig, devices } from "@playwright/test";
import { freePort } from "./tests/helpers/postgres";

// The processes of the tests inherit it from the one that starts them.
process.env.E2E_PORT ??= String(await freePort());
// Where the server leaves its letters; whoever wants to read them listens there (tests/helpers/smtp.ts).
process.env.E2E_SMTP_PORT ??= String(await freePort());
const url = `http://localhost:${process.env.E2E_PORT}`;
const reuse = process.env.E2E_REUSE === "1";
const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.spec.ts",
  globalSetup: reuse ? undefined : "./tests/e2e/global-setup.ts",
  outputDir: "test-results",
  // Two cores: more browsers at once would only make each slower.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  // In CI a browser may starve beside other work; a test that needed its second chance is named as flaky in the summary.
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    ...devices["Desktop Chrome"],
    baseURL: url,
    locale: "en-GB",
    timezoneId: "UTC",
    // What a test answers in place of the server must not come from a cache; shell.spec.ts allows them.
    serviceWorkers: "block",
    contextOptions: { reducedMotion: "reduce" },
    // A film of every page costs a third of the time without a graphics card; the last picture is enough.
    trace: { mode: "retain-on-failure", screenshots: false },
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH || "/usr/bin/chromium",
      args: [...(isRoot ? ["--no-sandbox"] : []), "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
  },
  projects: [{ name: "chromium" }],
  webServer: reuse ? undefined : {
    command: "node tests/e2e/server.mjs",
    url: `${url}/readyz`,
    env: { E2E_PORT: process.env.E2E_PORT, SMTP_URL: `smtp://127.0.0.1:${process.env.E2E_SMTP_PORT}`, SMTP_FROM: "crm@e2e.example" },
    timeout: 240_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
    stdout: "ignore",
  },
});
