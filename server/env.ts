/**
 * The environment: every variable the product reads, checked in one place. Nothing else reads process.env (a lint rule).
 * `runtime/` never sees this file: the composition root hands it values.
 */
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import { join, resolve } from "node:path";
import type { OidcProvider } from "../runtime/auth/oidc";
import { AppError, type Issue } from "../runtime/kernel";
import { DEFAULT_WORKSPACE, isWorkspaceName } from "../runtime/workspaces/name";
import { SERVER_LIMITS } from "./limits";

export const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;

export interface S3Env {
  readonly endpoint: string;
  readonly bucket: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly region: string;
}


export interface Env {
  readonly mode: "production" | "development" | "test";
  /** Undefined: the embedded database. */
  readonly databaseUrl?: string;
  /** Absolute path of METALOOM_DATA. */
  readonly dataDir: string;
  readonly port: number;
  /**
   * Where people reach the product (METALOOM_URL), without a slash at the end; stands in letters, decides whether cookies are Secure
   * and whose pages may send changes. Undefined: the host that was asked counts, and production writes no letters with links.
   */
  readonly url?: string;
  /** Key of sessions, cursors and stored secrets; at least 32 characters. */
  readonly secret: string;
  /** API requests a minute for one caller; 0 = without limit. */
  readonly requestsPerMinute: number;
  readonly smtpUrl?: string;
  /** Sender of letters; needed with SMTP_URL. */
  readonly smtpFrom: string;
  /** METALOOM_WEBHOOK_ORIGINS: origins that steps of processes may call; nobody unless named. */
  readonly webhookOrigins?: readonly string[];
  readonly s3?: S3Env;
  /** OIDC_* is the first, OIDC_2_* to OIDC_9_* are further ones. */
  readonly oidc: readonly OidcProvider[];
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** METALOOM_WORKSPACE_DOMAIN in small letters: names right below it are workspaces. Undefined: there is only the default one. */
  readonly workspaceDomain?: string;
  /** METALOOM_WORKSPACE: the workspace of a command that is told no other. */
  readonly workspace: string;
  /** Whose X-Forwarded-* headers are believed (METALOOM_TRUST_PROXY): addresses and networks, or how many proxies stand before us. */
  readonly trustProxy: boolean | number | string[];
}

type Source = Readonly<Record<string, string | undefined>>;

/** Collects findings while the variables are read; a variable that is "" counts as not set. */
class Reader {
  readonly issues: Issue[] = [];
  constructor(private readonly source: Source) {}

  text(name: string): string | undefined {
    return this.source[name]?.trim() || undefined;
  }

  wrong(name: string, message: string, remedy: string): undefined {
    this.issues.push({ pointer: `/${name}`, code: "invalid", message, remedy });
  }

  url(name: string, protocols: readonly string[], example: string): string | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const protocol = URL.canParse(text) ? new URL(text).protocol : "";
    if (protocols.includes(protocol)) return text;
    // The value may hold a password: it is not repeated.
    return this.wrong(name, `${name} is not an address that begins with ${protocols.map((p) => `${p}//`).join(" or ")}.`, `Write it like ${example}.`);
  }

  port(name: string, fallback: number): number {
    const text = this.text(name);
    if (text === undefined) return fallback;
    const port = Number(text);
    if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
    this.wrong(name, `${name} is "${text}", which is no port.`, "Give a whole number from 0 to 65535; 0 means any free port.");
    return fallback;
  }

  count(name: string, fallback: number): number {
    const text = this.text(name);
    if (text === undefined) return fallback;
    if (/^\d{1,9}$/.test(text)) return Number(text);
    this.wrong(name, `${name} is "${text}", which is no whole number.`, "Give a whole number; 0 switches the limit off.");
    return fallback;
  }

  choice<T extends string>(name: string, choices: readonly T[], fallback: T): T {
    const text = this.text(name);
    if (text === undefined) return fallback;
    const found = choices.find((choice) => choice === text);
    if (found) return found;
    this.wrong(name, `${name} is "${text}".`, `Choose one of ${choices.join(", ")}.`);
    return fallback;
  }

  /** A group of variables that only makes sense whole; undefined when none is set. */
  group<K extends string>(names: readonly K[], purpose: string): Record<K, string> | undefined {
    const missing = names.filter((name) => this.text(name) === undefined);
    if (missing.length === names.length) return undefined;
    for (const name of missing) this.wrong(name, `${name} is missing; ${purpose} needs ${names.join(", ")} together.`, `Set ${name}, or remove the others.`);
    return missing.length ? undefined : (Object.fromEntries(names.map((name) => [name, this.text(name)!])) as Record<K, string>);
  }
}

const DOMAIN = /^(?=.{1,190}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

function readWorkspaceDomain(reader: Reader, url: string | undefined): string | undefined {
  const domain = reader.text("METALOOM_WORKSPACE_DOMAIN")?.toLowerCase();
  if (domain === undefined) return undefined;
  if (!DOMAIN.test(domain) || isIP(domain)) return reader.wrong("METALOOM_WORKSPACE_DOMAIN", `METALOOM_WORKSPACE_DOMAIN is "${domain}", which is no domain.`, "Write it without protocol and port, like example.com: then acme.example.com is the workspace acme.");
  if (url !== undefined && new URL(url).hostname !== domain) return reader.wrong("METALOOM_WORKSPACE_DOMAIN", `METALOOM_URL is not an address of the domain ${domain}.`, `Set METALOOM_URL to https://${domain}, the address of the default workspace.`);
  return domain;
}

/** Words proxy-addr knows beside addresses. */
const NETWORKS = new Set(["loopback", "linklocal", "uniquelocal"]);

function isNetwork(word: string): boolean {
  const [address = "", bits, ...rest] = word.split("/");
  const family = isIP(address);
  return NETWORKS.has(word) || (family > 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))));
}

function readOrigins(reader: Reader): string[] {
  const named = (reader.text("METALOOM_WEBHOOK_ORIGINS") ?? "").split(",").map((one) => one.trim()).filter(Boolean);
  const wrong = named.find((one) => !URL.canParse(one) || !/^https?:$/.test(new URL(one).protocol));
  if (wrong !== undefined) reader.wrong("METALOOM_WEBHOOK_ORIGINS", `METALOOM_WEBHOOK_ORIGINS names "${wrong}".`, "Give origins with commas between (https://api.example.com).");
  return wrong === undefined ? named.map((one) => new URL(one).origin) : [];
}

function readTrustProxy(reader: Reader): boolean | number | string[] {
  const text = reader.text("METALOOM_TRUST_PROXY") ?? "loopback";
  if (text === "none") return false;
  if (/^[1-9]$/.test(text)) return Number(text);
  const words = text.split(",").map((word) => word.trim());
  if (words.every(isNetwork)) return words;
  reader.wrong("METALOOM_TRUST_PROXY", `METALOOM_TRUST_PROXY is "${text}".`, "Give addresses or networks with commas between (10.0.0.0/8, loopback, uniquelocal), how many proxies stand before the server (1), or none.");
  return false;
}

function readWorkspace(reader: Reader): string {
  const name = reader.text("METALOOM_WORKSPACE") ?? DEFAULT_WORKSPACE;
  if (!isWorkspaceName(name)) reader.wrong("METALOOM_WORKSPACE", `METALOOM_WORKSPACE is "${name}", which cannot be the name of a workspace.`, "`metaloom workspace list` shows them all.");
  return name;
}

const SECRET_LENGTH = 32;

/** The secret of an embedded installation, made at the first start and kept beside the data. */
function keptSecret(dataDir: string): string {
  const file = join(dataDir, "secret");
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const secret = randomBytes(32).toString("base64url");
  // "wx": when another process was faster, its secret counts.
  try {
    writeFileSync(file, secret + "\n", { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    return readFileSync(file, "utf8").trim();
  }
  chmodSync(file, 0o600);
  return secret;
}

function readSecret(reader: Reader, mode: Env["mode"], databaseUrl: string | undefined, dataDir: string): string {
  const secret = reader.text("METALOOM_SECRET");
  if (secret !== undefined) {
    if (secret.length < SECRET_LENGTH) reader.wrong("METALOOM_SECRET", `METALOOM_SECRET has ${secret.length} characters; at least ${SECRET_LENGTH} are needed.`, "Make one with `openssl rand -base64 32`.");
    return secret;
  }
  if (databaseUrl && mode === "production") {
    reader.wrong("METALOOM_SECRET", "METALOOM_SECRET is missing; with DATABASE_URL every node needs the same one.", "Make one with `openssl rand -base64 32` and give it to every node.");
    return "";
  }
  // A mistake elsewhere ends the start anyway: then nothing is written.
  if (reader.issues.length) return "";
  try {
    return keptSecret(dataDir);
  } catch {
    reader.wrong("METALOOM_DATA", `The secret of this installation cannot be written in ${dataDir}.`, "Change the owner or rights of that directory, or name another one in METALOOM_DATA.");
    return "";
  }
}

function readS3(reader: Reader): S3Env | undefined {
  const endpoint = reader.url("S3_ENDPOINT", ["http:", "https:"], "https://s3.eu-central-1.amazonaws.com");
  const group = reader.group(["S3_ENDPOINT", "S3_BUCKET", "S3_ACCESS_KEY", "S3_SECRET_KEY"], "file storage in S3");
  if (!group || !endpoint) return undefined;
  return { endpoint, bucket: group.S3_BUCKET, accessKey: group.S3_ACCESS_KEY, secretKey: group.S3_SECRET_KEY, region: reader.text("S3_REGION") ?? "us-east-1" };
}

/** OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME, OIDC_PROVISION_ROLE; the issuer is compared letter by letter, so it is kept as written. */
function readOidc(reader: Reader, mode: Env["mode"]): OidcProvider[] {
  return ["OIDC", ...Array.from({ length: 8 }, (_, index) => `OIDC_${index + 2}`)].flatMap((prefix, index) => {
    const [issuerName, idName, secretName] = [`${prefix}_ISSUER`, `${prefix}_CLIENT_ID`, `${prefix}_CLIENT_SECRET`];
    const issuer = reader.url(issuerName, ["http:", "https:"], "https://login.example.com");
    const group = reader.group([issuerName, idName, secretName], "sign-in by OpenID Connect");
    if (!group || !issuer) return [];
    const { protocol, hostname } = new URL(issuer);
    if (mode === "production" && protocol === "http:" && !["localhost", "127.0.0.1", "[::1]"].includes(hostname)) {
      reader.wrong(issuerName, `${issuerName} is not an https address.`, "Who can change what is sent over http can sign in as anybody; use https.");
    }
    const provisionRole = reader.text(`${prefix}_PROVISION_ROLE`);
    return [{ id: index === 0 ? "oidc" : `oidc${index + 1}`, name: reader.text(`${prefix}_NAME`) ?? "OpenID Connect", issuer, clientId: group[idName]!, clientSecret: group[secretName]!, ...(provisionRole === undefined ? {} : { provisionRole }) }];
  });
}

/**
 * Reads and checks the environment; may write METALOOM_DATA/secret (see `keptSecret`).
 * @throws AppError input:invalid listing every mistake at once, each with its remedy.
 */
export function readEnv(source: Source = process.env): Env {
  const reader = new Reader(source);
  const mode = reader.choice("NODE_ENV", ["production", "development", "test"], "production");
  const databaseUrl = reader.url("DATABASE_URL", ["postgres:", "postgresql:"], "postgresql://user:password@host:5432/metaloom");
  const dataDir = resolve(reader.text("METALOOM_DATA") ?? ".data");
  const port = reader.port("PORT", 3000);
  const url = reader.url("METALOOM_URL", ["http:", "https:"], "https://crm.example.com")?.replace(/\/+$/, "");
  const smtpFrom = reader.text("SMTP_FROM") ?? "metaloom@localhost.localdomain";
  const requestsPerMinute = reader.count("METALOOM_REQUESTS_PER_MINUTE", SERVER_LIMITS.requestsPerMinute);
  const smtpUrl = reader.url("SMTP_URL", ["smtp:", "smtps:"], "smtp://user:password@mail.example.com:587");
  const webhookOrigins = readOrigins(reader);
  const [s3, oidc] = [readS3(reader), readOidc(reader, mode)];
  const logLevel = reader.choice("LOG_LEVEL", LOG_LEVELS, "info");
  const [workspaceDomain, workspace, trustProxy] = [readWorkspaceDomain(reader, url), readWorkspace(reader), readTrustProxy(reader)];
  const secret = readSecret(reader, mode, databaseUrl, dataDir);
  if (reader.issues.length) {
    throw new AppError("input:invalid", `The environment has ${reader.issues.length === 1 ? "a mistake" : `${reader.issues.length} mistakes`}.`, { issues: reader.issues });
  }
  return Object.freeze({ mode, requestsPerMinute, databaseUrl, dataDir, port, url, secret, smtpUrl, smtpFrom, webhookOrigins: Object.freeze(webhookOrigins), s3: s3 && Object.freeze(s3), oidc: Object.freeze(oidc), logLevel, workspaceDomain, workspace, trustProxy });
}

/** The findings of a failed `readEnv` as lines for the terminal. */
export function describeEnvMistakes(error: AppError): string {
  return [error.message, ...error.issues.map((issue) => `  - ${issue.message} ${issue.remedy ?? ""}`.trimEnd())].join("\n");
}
