/**
 * Second factor: codes of an authenticator app (TOTP, RFC 6238) and recovery codes for when the phone is lost.
 * *Pending secret*: shown to the user, not yet confirmed by a code; it protects nothing until it is.
 * *Step*: the 30 seconds a code is made for. The last accepted step is kept, so a code that was seen cannot be used again.
 */
import { Secret, TOTP } from "otpauth";
import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { Queryable, Tx } from "../db/pool";
import { sys } from "../db/schemas";
import { AppError } from "../kernel";
import { newId } from "../kernel/ids";
import type { SecretBox } from "../kernel/secret-box";
import { hashToken } from "./tokens";

const PERIOD_S = 30;
const RECOVERY_CODES = 10;
const BASE32 = "abcdefghijkmnpqrstuvwxyz23456789"; // 32 letters nobody takes for another

export type FactorCheck = { readonly kind: "ok"; readonly by: "code" | "recovery" } | { readonly kind: "wrong" };

const place = (userId: string): string => `user:${userId}:totp`;

function totpOf(secret: string, label: string): TOTP {
  return new TOTP({ issuer: "Metaloom", label, algorithm: "SHA1", digits: 6, period: PERIOD_S, secret: Secret.fromBase32(secret) });
}

/** Starts enrolment: replaces any pending secret, returns it once, also as the URI a QR code carries. */
export async function beginTotp(tx: Tx, box: SecretBox, user: { id: string; email: string }): Promise<{ secret: string; uri: string }> {
  const secret = new Secret({ size: 20 }).base32;
  await tx.change(sql`delete from ${sys("secrets")} where owner_kind = 'user' and owner_id = ${user.id} and field = 'totpPending'`);
  await tx.change(sql`insert into ${sys("secrets")} (id, owner_kind, owner_id, field, sealed) values (${newId()}, 'user', ${user.id}, 'totpPending', ${box.seal(secret, place(user.id))})`);
  return { secret, uri: totpOf(secret, user.email).toString() };
}

/** The pending secret becomes the factor when the app shows a right code for it. Returns the recovery codes, shown once. */
export async function confirmTotp(tx: Tx, box: SecretBox, userId: string, code: string, now: number): Promise<readonly string[]> {
  const pending = (await tx.run(sql<{ id: string; sealed: Buffer }>`select id, sealed from ${sys("secrets")} where owner_kind = 'user' and owner_id = ${userId} and field = 'totpPending' for update`))[0];
  if (pending === undefined) throw new AppError("state:wrong", "No second factor is waiting to be confirmed.", { remedy: "Begin again." });
  const step = stepOf(box.open(pending.sealed, place(userId)), code, now);
  if (step === undefined) {
    throw new AppError("input:invalid", "The code does not fit.", { issues: [{ pointer: "/code", code: "wrongCode", message: "The code does not fit the secret that was shown.", remedy: "Check the clock of the phone and enter the newest code." }] });
  }
  await removeTotp(tx, userId);
  await tx.change(sql`update ${sys("secrets")} set field = 'totp' where id = ${pending.id}`);
  await tx.change(sql`update ${sys("users")} set totp_secret_id = ${pending.id}, totp_step = ${step}, epoch = epoch + 1 where id = ${userId}`);
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  await tx.change(sql`insert into ${sys("recovery_codes")} (code_hash, user_id) select unnest(${codes.map((text) => recoveryHash(userId, text))}::bytea[]), ${userId}::uuid`);
  return codes;
}

/** Takes the factor away, with its recovery codes. */
export async function removeTotp(tx: Tx, userId: string): Promise<void> {
  await tx.change(sql`update ${sys("users")} set totp_secret_id = null, epoch = epoch + 1 where id = ${userId}`);
  await tx.change(sql`delete from ${sys("secrets")} where owner_kind = 'user' and owner_id = ${userId} and field = 'totp'`);
  await tx.change(sql`delete from ${sys("recovery_codes")} where user_id = ${userId}`);
}

/** Checks a code or a recovery code; either works once. */
export async function checkFactor(db: Queryable, box: SecretBox, userId: string, code: unknown, now: number): Promise<FactorCheck> {
  if (typeof code !== "string" || code.length > 64) return { kind: "wrong" };
  const plain = code.replace(/[\s-]/g, "").toLowerCase();
  if (!/^\d{6}$/.test(plain)) return checkRecoveryCode(db, userId, plain);
  const row = (await db.run(sql<{ sealed: Buffer }>`select s.sealed from ${sys("users")} u join ${sys("secrets")} s on s.id = u.totp_secret_id where u.id = ${userId}`))[0];
  const step = row === undefined ? undefined : stepOf(box.open(row.sealed, place(userId)), plain, now);
  if (step === undefined) return { kind: "wrong" };
  const fresh = await db.change(sql`update ${sys("users")} set totp_step = ${step} where id = ${userId} and totp_step < ${step}`);
  return fresh > 0 ? { kind: "ok", by: "code" } : { kind: "wrong" };
}

async function checkRecoveryCode(db: Queryable, userId: string, code: string): Promise<FactorCheck> {
  const used = await db.change(sql`update ${sys("recovery_codes")} set used_at = now() where code_hash = ${recoveryHash(userId, code)} and user_id = ${userId} and used_at is null`);
  return used > 0 ? { kind: "ok", by: "recovery" } : { kind: "wrong" };
}

/** The step the code belongs to, this one or a neighbour (phones' clocks differ), or undefined. */
function stepOf(secret: string, code: string, now: number): number | undefined {
  const delta = totpOf(secret, "").validate({ token: code.replace(/\s/g, ""), timestamp: now, window: 1 });
  return delta === null ? undefined : Math.floor(now / 1000 / PERIOD_S) + delta;
}

/** 16 letters of 5 bits each: "abcd-efgh-jkmn-pqrs". */
function newRecoveryCode(): string {
  return [...randomBytes(16)].map((byte) => BASE32[byte & 31]).join("").replace(/(.{4})(?=.)/g, "$1-");
}

const recoveryHash = (userId: string, code: string): Buffer => hashToken(`${userId}:${code.replace(/[\s-]/g, "").toLowerCase()}`);
