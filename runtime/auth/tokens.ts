/**
 * Opaque tokens. A token is a prefix that names its kind and 256 random bits; only its SHA-256 is stored, so a stolen
 * table opens nothing. (A fast hash is right here: there is nothing to guess in 256 random bits.)
 */
import { hash, randomBytes } from "node:crypto";

/** Session, API key, one-time link. */
export type TokenKind = "session" | "apiKey" | "link";

const PREFIX: Readonly<Record<TokenKind, string>> = { session: "mls_", apiKey: "mlk_", link: "mll_" };
const BODY = /^[A-Za-z0-9_-]{43}$/;

export function newToken(kind: TokenKind): string {
  return PREFIX[kind] + randomBytes(32).toString("base64url");
}

/** True when the value is a string of the exact form of this kind. Asked before any query (an object or array never gets there). */
export function isToken(kind: TokenKind, value: unknown): value is string {
  return typeof value === "string" && value.length === 47 && value.startsWith(PREFIX[kind]) && BODY.test(value.slice(4));
}

export function hashToken(token: string): Buffer {
  return hash("sha256", token, "buffer");
}
