import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AppError } from "../runtime/kernel";
import { describeEnvMistakes, readEnv } from "./env";

const SECRET = "s".repeat(32);

function mistakes(source: Record<string, string>): string[] {
  try {
    readEnv(source);
  } catch (error) {
    if (error instanceof AppError) return error.issues.map((issue) => issue.message);
    throw error;
  }
  return [];
}

describe("env", () => {
  let dataDir: string;
  beforeEach(() => void (dataDir = mkdtempSync(join(tmpdir(), "metaloom-env-"))));
  afterEach(() => rmSync(dataDir, { recursive: true }));

  it("has a default for everything when the database is embedded", () => {
    const env = readEnv({ METALOOM_DATA: dataDir });
    expect(env).toMatchObject({ mode: "production", dataDir, port: 3000, logLevel: "info" });
    expect([env.url, env.oidc]).toEqual([undefined, []]); // no address is guessed: letters and cookies depend on it
    expect(env.databaseUrl).toBeUndefined();
    expect(Object.isFrozen(env)).toBe(true);
  });

  it("makes a secret for the embedded database, keeps it, and lets nobody else read it", () => {
    const first = readEnv({ METALOOM_DATA: dataDir }).secret;
    expect(first.length).toBeGreaterThanOrEqual(32);
    expect(readEnv({ METALOOM_DATA: dataDir }).secret).toBe(first);
    expect(statSync(join(dataDir, "secret")).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(dataDir, "secret"), "utf8").trim()).toBe(first);
  });

  it("demands the secret for PostgreSQL in production and not in development", () => {
    const DATABASE_URL = "postgresql://u:p@db/metaloom";
    expect(mistakes({ DATABASE_URL, METALOOM_DATA: dataDir })).toEqual([expect.stringContaining("METALOOM_SECRET is missing")]);
    expect(mistakes({ DATABASE_URL, METALOOM_DATA: dataDir, METALOOM_SECRET: "short" })).toEqual([expect.stringContaining("5 characters")]);
    expect(mistakes({ DATABASE_URL, METALOOM_DATA: dataDir, NODE_ENV: "development" })).toEqual([]);
  });

  it("names every mistake at once, with a remedy, and repeats no password", () => {
    const source = { DATABASE_URL: "mysql://root:geheim@db/x", PORT: "http", METALOOM_URL: "crm.example.com", SMTP_URL: "mail:25", LOG_LEVEL: "loud", S3_BUCKET: "files", OIDC_ISSUER: "https://login.example.com", METALOOM_SECRET: SECRET };
    expect.assertions(3);
    try {
      readEnv(source);
    } catch (error) {
      const text = describeEnvMistakes(error as AppError);
      expect(text).not.toContain("geheim");
      expect((error as AppError).issues.map((issue) => issue.pointer)).toEqual(["/DATABASE_URL", "/PORT", "/METALOOM_URL", "/SMTP_URL", "/S3_ENDPOINT", "/S3_ACCESS_KEY", "/S3_SECRET_KEY", "/OIDC_CLIENT_ID", "/OIDC_CLIENT_SECRET", "/LOG_LEVEL"]);
      expect((error as AppError).issues.every((issue) => issue.remedy)).toBe(true);
    }
  });

  it("takes empty variables as not set and cuts the slash of addresses", () => {
    const env = readEnv({ DATABASE_URL: "", METALOOM_URL: "https://crm.example.com/", METALOOM_SECRET: SECRET, S3_ENDPOINT: "", PORT: " 8080 " });
    expect(env).toMatchObject({ url: "https://crm.example.com", port: 8080, s3: undefined });
  });

  it("takes several OpenID providers and keeps the issuer as written", () => {
    const source = { METALOOM_DATA: dataDir, METALOOM_SECRET: SECRET, OIDC_ISSUER: "https://a.example/", OIDC_CLIENT_ID: "a", OIDC_CLIENT_SECRET: "sa", OIDC_2_ISSUER: "https://b.example", OIDC_2_CLIENT_ID: "b", OIDC_2_CLIENT_SECRET: "sb", OIDC_2_NAME: "B", OIDC_2_PROVISION_ROLE: "clerk" };
    expect(readEnv(source).oidc).toEqual([
      { id: "oidc", name: "OpenID Connect", issuer: "https://a.example/", clientId: "a", clientSecret: "sa" },
      { id: "oidc2", name: "B", issuer: "https://b.example", clientId: "b", clientSecret: "sb", provisionRole: "clerk" },
    ]);
    expect(mistakes({ ...source, OIDC_ISSUER: "http://a.example" })).toEqual([expect.stringContaining("is not an https address")]);
    expect(mistakes({ ...source, OIDC_2_CLIENT_SECRET: "" })).toEqual([expect.stringContaining("OIDC_2_CLIENT_SECRET is missing")]);
  });
});
