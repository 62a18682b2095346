import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { examine } from "../../cli/doctor";
import { freePort } from "../helpers/postgres";
import { testDatabases } from "../helpers/database";

const SECRET = "s".repeat(32);
const statuses = (findings: Awaited<ReturnType<typeof examine>>) => Object.fromEntries(findings.map(({ name, status }) => [name, status]));

describe.each(testDatabases())("the doctor on $kind", ({ kind, open }) => {
  it("finds a working installation in order, with mail as the only warning", async () => {
    const test = await open();
    const findings = await examine({ METALOOM_SECRET: SECRET, METALOOM_DATA: test.dataDir, ...(kind === "postgres" ? { DATABASE_URL: test.url } : {}) });
    expect(statuses(findings)).toEqual({ node: "ok", environment: "ok", data: "ok", database: "ok", migrations: "ok", pg_trgm: "ok", clock: "ok", smtp: "warning" });
    await test.close();
  });

  it("says what an empty database still needs", async () => {
    const test = await open({ empty: true });
    const findings = await examine({ METALOOM_SECRET: SECRET, METALOOM_DATA: test.dataDir, ...(kind === "postgres" ? { DATABASE_URL: test.url } : {}) });
    expect(findings.find(({ name }) => name === "migrations")).toMatchObject({ status: "warning", remedy: expect.stringContaining("metaloom migrate") });
    await test.close();
  });
});

describe("the doctor", () => {
  it("names a database and a mail server that do not answer, with remedies and without passwords", async () => {
    const port = await freePort();
    const dataDir = mkdtempSync(join(tmpdir(), "metaloom-doctor-"));
    const findings = await examine({ METALOOM_SECRET: SECRET, METALOOM_DATA: dataDir, DATABASE_URL: `postgresql://u:geheim@127.0.0.1:${port}/x`, SMTP_URL: `smtp://127.0.0.1:${port}` });
    expect(statuses(findings)).toMatchObject({ database: "problem", smtp: "problem" });
    expect(findings.filter(({ status }) => status === "problem").every(({ remedy }) => remedy)).toBe(true);
    expect(JSON.stringify(findings)).not.toContain("geheim");
    rmSync(dataDir, { recursive: true });
  });

  it("lists mistakes of the environment", async () => {
    const findings = await examine({ PORT: "http", SMTP_URL: "x" });
    expect(findings.at(-1)).toMatchObject({ name: "environment", status: "problem", message: expect.stringMatching(/PORT[\s\S]*SMTP_URL/) });
  });

  it("says when the data directory cannot be written", async () => {
    const folder = mkdtempSync(join(tmpdir(), "metaloom-doctor-"));
    writeFileSync(join(folder, "file"), "");
    const METALOOM_DATA = join(folder, "file", "data");
    expect(statuses(await examine({ METALOOM_SECRET: SECRET, METALOOM_DATA }))).toMatchObject({ data: "problem" });
    expect(await examine({ METALOOM_DATA })).toContainEqual(expect.objectContaining({ name: "environment", message: expect.stringContaining("cannot be written") }));
    rmSync(folder, { recursive: true });
  });
});
