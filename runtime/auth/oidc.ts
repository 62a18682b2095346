/**
 * Sign-in at another place (OpenID Connect). *Identity*: (issuer, subject), the only thing an account is linked by.
 * An e-mail address that matches a local account proves nothing; the link is made after one sign-in with the local password.
 */
import { sql } from "kysely";
import { sys } from "../db/schemas";
import { AppError } from "../kernel";
import { normaliseEmail } from "../kernel/email";
import { newId } from "../kernel/ids";
import type { AuthDeps } from "./deps";
import { appendEvent, type Origin } from "./event-log";
import { issueOneTime, redeemOneTime } from "./one-time";

export interface OidcProvider {
  /** Part of addresses: "oidc", "oidc2", … */
  readonly id: string;
  /** Shown on the button. */
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Role given to people who have no account yet; without it nobody is let in unknown. */
  readonly provisionRole?: string;
}

/** What the provider says, signature and audience checked. */
export interface OidcClaims {
  readonly issuer: string;
  readonly subject: string;
  readonly email?: string;
  readonly emailVerified: boolean;
  readonly name?: string;
}

export type OidcResult =
  | { readonly kind: "ok"; readonly userId: string }
  /** A local account has this address. `token` finishes the link after a sign-in with its password. */
  | { readonly kind: "linkNeeded"; readonly token: string }
  | { readonly kind: "refused" };

/** Who the claims belong to here. */
export async function resolveOidc(deps: AuthDeps, provider: OidcProvider, claims: OidcClaims, origin: Origin): Promise<OidcResult> {
  const { db } = deps;
  if (claims.issuer !== provider.issuer || claims.subject === "" || claims.subject.length > 255) return refuse(deps, claims, origin, "claims");
  const linked = (await db.run(sql<{ id: string; status: string }>`select u.id, u.status from ${sys("identities")} i join ${sys("users")} u on u.id = i.user_id
    where i.issuer = ${claims.issuer} and i.subject = ${claims.subject} and u.deleted_at is null`))[0];
  if (linked !== undefined) return linked.status === "active" ? { kind: "ok", userId: linked.id } : refuse(deps, claims, origin, "inactive");
  const email = claims.emailVerified ? normaliseEmail(claims.email) : undefined;
  if (email === undefined) return refuse(deps, claims, origin, "noVerifiedAddress");
  const local = (await db.run(sql<{ id: string; status: string }>`select id, status from ${sys("users")} where email = ${email} and deleted_at is null`))[0];
  if (local?.status === "active") {
    const payload = { issuer: claims.issuer, subject: claims.subject };
    return { kind: "linkNeeded", token: await db.transaction((tx) => issueOneTime(tx, "linkIdentity", local.id, payload)) };
  }
  if (local !== undefined || provider.provisionRole === undefined) return refuse(deps, claims, origin, local === undefined ? "unknown" : "inactive");
  return { kind: "ok", userId: await provision(deps, provider.provisionRole, { ...claims, email }, origin) };
}

/** After a sign-in with the password: links the identity that was waiting for this very user. The token is used up either way. */
export async function finishLink(deps: AuthDeps, userId: string, token: unknown, origin: Origin): Promise<"linked" | "none"> {
  return deps.db.transaction(async (tx) => {
    const redeemed = await redeemOneTime(tx, "linkIdentity", token);
    const { issuer, subject } = redeemed.kind === "ok" ? redeemed.payload : {};
    if (redeemed.kind !== "ok" || redeemed.userId !== userId || typeof issuer !== "string" || typeof subject !== "string") return "none";
    await tx.change(sql`insert into ${sys("identities")} (issuer, subject, user_id) values (${issuer}, ${subject}, ${userId}) on conflict do nothing`);
    await appendEvent(tx, { ...origin, kind: "identity.linked", actor: { userId }, subject: userId, details: { issuer } });
    return "linked";
  });
}

async function provision(deps: AuthDeps, role: string, claims: OidcClaims & { email: string }, origin: Origin): Promise<string> {
  if (!deps.roles().has(role)) throw new AppError("internal", `OIDC_PROVISION_ROLE names the role "${role}", which does not exist.`);
  return deps.db.transaction(async (tx) => {
    const id = newId();
    const name = (claims.name ?? claims.email).replace(/\p{Cc}/gu, " ").trim().slice(0, 200) || claims.email;
    await tx.change(sql`insert into ${sys("users")} (id, email, name, status) values (${id}, ${claims.email}, ${name}, 'active')`);
    await tx.change(sql`insert into ${sys("user_roles")} (user_id, role) values (${id}, ${role})`);
    await tx.change(sql`insert into ${sys("identities")} (issuer, subject, user_id) values (${claims.issuer}, ${claims.subject}, ${id})`);
    await appendEvent(tx, { ...origin, kind: "user.created", actor: { userId: id }, subject: id, details: { by: "oidc", issuer: claims.issuer, roles: [role] } });
    return id;
  });
}

async function refuse(deps: AuthDeps, claims: OidcClaims, origin: Origin, reason: string): Promise<OidcResult> {
  await appendEvent(deps.db, { ...origin, kind: "identity.refused", subject: claims.subject.slice(0, 255), details: { issuer: claims.issuer, reason } });
  return { kind: "refused" };
}
