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

describe("env of workspaces and proxies", () => {
  const base = { METALOOM_SECRET: SECRET };
  it("takes a domain that METALOOM_URL belongs to", () => {
    expect(readEnv({ ...base, METALOOM_WORKSPACE_DOMAIN: "Example.COM", METALOOM_URL: "https://example.com" })).toMatchObject({ workspaceDomain: "example.com", workspace: "default" });
    expect(readEnv({ ...base, METALOOM_WORKSPACE_DOMAIN: "localhost", METALOOM_WORKSPACE: "acme" })).toMatchObject({ workspaceDomain: "localhost", workspace: "acme" });
    for (const METALOOM_WORKSPACE_DOMAIN of ["https://example.com", "example.com:80", "*.example.com", "10.0.0.1", "-a.com", "a..b"]) expect(mistakes({ ...base, METALOOM_WORKSPACE_DOMAIN })).toHaveLength(1);
    expect(mistakes({ ...base, METALOOM_WORKSPACE_DOMAIN: "example.com", METALOOM_URL: "https://crm.example.com" })).toEqual(["METALOOM_URL is not an address of the domain example.com."]);
    expect(mistakes({ ...base, METALOOM_WORKSPACE: "../x" })).toHaveLength(1);
  });
  it("believes proxies on this machine, or those that are named", () => {
    expect(readEnv(base).trustProxy).toEqual(["loopback"]);
    expect(readEnv({ ...base, METALOOM_TRUST_PROXY: "none" }).trustProxy).toBe(false);
    expect(readEnv({ ...base, METALOOM_TRUST_PROXY: "2" }).trustProxy).toBe(2);
    expect(readEnv({ ...base, METALOOM_TRUST_PROXY: "10.0.0.0/8, fd00::/8,loopback" }).trustProxy).toEqual(["10.0.0.0/8", "fd00::/8", "loopback"]);
    for (const METALOOM_TRUST_PROXY of ["true", "all", "*", "10.0.0.0/33", "10.0.0", "a.example.com", "0"]) expect(mistakes({ ...base, METALOOM_TRUST_PROXY })).toHaveLength(1);
  });
});
