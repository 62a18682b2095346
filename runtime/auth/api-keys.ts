/**
 * API keys. A key acts as its owner with those of the key's roles that he holds at the moment of use. Shown once, kept as a
 * hash, always with an end. A key cannot make keys: what a leaked key can do ends with it.
 */
import { sql } from "kysely";
import { sys } from "../db/schemas";
import { AppError, type Issue, type Principal } from "../kernel";
import { isUuid, newId } from "../kernel/ids";
import type { AuthDeps } from "./deps";
import { appendEvent, type Origin } from "./event-log";
import { API_KEYS_MANAGE, checkHolds, checkKnownRoles, hasSystemRight } from "./roles";
import { hashToken, newToken } from "./tokens";
import { loadUser } from "./user-view";

export const API_KEY_MAX_DAYS = 366;
const DEFAULT_DAYS = 90;
const PREFIX_LENGTH = 10;

export interface NewApiKey {
  readonly name: string;
  readonly roles: readonly string[];
  readonly readOnly?: boolean;
  /** Days until it ends, 1 to 366; 90 when left out. */
  readonly days?: number;
  /** Owner; only with "apiKeys.manage" another than oneself. */
  readonly owner?: string;
}

export interface ApiKeyView {
  readonly id: string;
  readonly name: string;
  /** First characters, to recognise it by. */
  readonly prefix: string;
  readonly owner: string;
  readonly roles: readonly string[];
  readonly readOnly: boolean;
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
  readonly createdAt: string;
}

const COLUMNS = sql`id, name, prefix, owner_id as owner, roles, read_only as "readOnly", expires_at as "expiresAt", last_used_at as "lastUsedAt", created_at as "createdAt"`;

/** The key itself is in this answer and nowhere else. */
export async function createApiKey(deps: AuthDeps, actor: Principal, input: NewApiKey, origin: Origin = {}): Promise<ApiKeyView & { readonly key: string }> {
  const owner = await ownerFor(deps, actor, input.owner);
  checkInput(input);
  checkKnownRoles(input.roles, deps.roles);
  const held = (await loadUser(deps.db, owner)).roles;
  const issues = input.roles.flatMap((role, index): Issue[] => (held.includes(role) ? [] : [{ pointer: `/roles/${index}`, code: "roleNotHeld", message: `The owner does not hold the role "${role}".` }]));
  if (issues.length > 0) throw new AppError("input:invalid", "A key can only have roles its owner holds.", { issues });
  checkHolds(actor, { roles: input.roles }, deps.roles);
  const key = newToken("apiKey");
  const id = newId();
  const view = await deps.db.transaction(async (tx) => {
    const rows = await tx.run(sql<ApiKeyView>`insert into ${sys("api_keys")} (id, name, prefix, key_hash, owner_id, roles, read_only, expires_at)
      values (${id}, ${input.name.trim()}, ${key.slice(0, PREFIX_LENGTH)}, ${hashToken(key)}, ${owner}, ${[...new Set(input.roles)]}::text[], ${input.readOnly ?? false}, now() + ${input.days ?? DEFAULT_DAYS}::int * interval '1 day')
      returning ${COLUMNS}`);
    await appendEvent(tx, { ...origin, kind: "apiKey.created", actor, subject: id, details: { owner, roles: input.roles, readOnly: input.readOnly ?? false } });
    return rows[0]!;
  });
  return { ...view, key };
}

/** One's own keys, or with "apiKeys.manage" and `all` everybody's. */
export async function listApiKeys(deps: AuthDeps, actor: Principal, options: { all?: boolean } = {}): Promise<ApiKeyView[]> {
  const own = ownId(actor);
  if (options.all && !hasSystemRight(actor, API_KEYS_MANAGE, deps.roles)) throw new AppError("right:missing", `This needs the right "${API_KEYS_MANAGE}".`);
  return deps.db.run(sql<ApiKeyView>`select ${COLUMNS} from ${sys("api_keys")} where revoked_at is null and (${options.all ?? false} or owner_id = ${own}::uuid) order by id limit 1000`);
}

/** Ends a key at once: one's own, or anybody's with "apiKeys.manage". Throws resource:notFound. */
export async function revokeApiKey(deps: AuthDeps, actor: Principal, id: string, origin: Origin = {}): Promise<void> {
  const any = hasSystemRight(actor, API_KEYS_MANAGE, deps.roles);
  const owner = await deps.db.transaction(async (tx) => {
    const rows = isUuid(id)
      ? await tx.run(sql<{ owner_id: string }>`update ${sys("api_keys")} set revoked_at = now() where id = ${id} and revoked_at is null and (${any} or owner_id = ${ownId(actor)}::uuid) returning owner_id`)
      : [];
    if (rows[0] === undefined) throw new AppError("resource:notFound", "There is no such key.");
    await appendEvent(tx, { ...origin, kind: "apiKey.revoked", actor, subject: id });
    return rows[0].owner_id;
  });
  deps.principals.invalidate(owner);
}

async function ownerFor(deps: AuthDeps, actor: Principal, wanted: string | undefined): Promise<string> {
  if (actor.kind !== "staff" && actor.kind !== "system") throw new AppError("right:missing", "Keys are made by people who are signed in.", { remedy: "Sign in and make the key on the screen, or use `metaloom apikey add` on the server." });
  const owner = wanted ?? ownId(actor);
  if (owner === null) throw new AppError("input:invalid", "A key needs an owner.", { issues: [{ pointer: "/owner", code: "required", message: "Say whose key it is." }] });
  if (owner !== ownId(actor) && !hasSystemRight(actor, API_KEYS_MANAGE, deps.roles)) throw new AppError("right:missing", `A key for somebody else needs the right "${API_KEYS_MANAGE}".`);
  return owner;
}

function checkInput({ name, days }: NewApiKey): void {
  const issues: Issue[] = [];
  if (name.trim() === "" || name.length > 100) issues.push({ pointer: "/name", code: "name", message: "The name must have 1 to 100 characters." });
  if (days !== undefined && (!Number.isInteger(days) || days < 1 || days > API_KEY_MAX_DAYS)) issues.push({ pointer: "/days", code: "range", message: `A key lasts 1 to ${API_KEY_MAX_DAYS} days.` });
  if (issues.length > 0) throw new AppError("input:invalid", "The key cannot be made.", { issues });
}

const ownId = (actor: Principal): string | null => (actor.kind === "staff" || actor.kind === "apiKey" ? actor.userId : null);
