/**
 * What somebody typed into a form and has not saved: kept on this device when the tab closes or the connection drops.
 *
 * - *kept*: the typed values with the stored ones they began with, so that a change by somebody else meanwhile is still found.
 * - *attempt*: a request nobody knows the end of; sent again with the same key it is done once.
 */
import { isFieldTypeName } from "../../runtime/fields/index";
import { isWriteOnly } from "../../runtime/fields/traits";
import { fieldsByName, type Values } from "../../runtime/forms/scope";
import type { ClientField } from "../../runtime/model/client";

export interface Attempt {
  readonly body: string;
  readonly key: string;
}

export interface Kept {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Version of the record it was typed over; absent for a new record. */
  readonly version?: number;
  readonly typed: Values;
  readonly before: Values;
  readonly attempt?: Attempt;
}

const PREFIX = "metaloom.typed.";
const DAYS_KEPT = 7;

export const typedKey = (user: string, entity: string, id = "new"): string => `${PREFIX}${user}.${entity}.${id}`;

/** Undefined when nothing is kept, when it is too old, or when the storage is switched off. */
export function readTyped(key: string, now = Date.now()): Kept | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null") as Kept | null;
    return kept && typeof kept.typed === "object" && now - kept.at < DAYS_KEPT * 86_400_000 ? kept : undefined;
  } catch {
    // Foreign text in the storage is nothing of ours.
    return undefined;
  }
}

/** Keeps what was typed, the attempt noted before included; secrets stay where they were typed. */
export function keepTyped(key: string, fields: readonly ClientField[], { typed, before, version }: Pick<Kept, "typed" | "before" | "version">, now = Date.now()): void {
  const byName = fieldsByName(fields);
  const isOpen = (name: string) => {
    const field = byName.get(name);
    return field !== undefined && isFieldTypeName(field.type) && !isWriteOnly(field);
  };
  const values = Object.fromEntries(Object.entries(typed).filter(([name]) => isOpen(name)));
  if (Object.keys(values).length === 0) return dropTyped(key);
  const attempt = readTyped(key, now)?.attempt;
  write(key, { at: now, ...(version === undefined ? {} : { version }), typed: values, before: Object.fromEntries(Object.keys(values).map((name) => [name, before[name] ?? null])), ...(attempt ? { attempt } : {}) });
}

/** Notes a request that may or may not have arrived. */
export function noteAttempt(key: string, attempt: Attempt): void {
  write(key, { at: Date.now(), typed: {}, before: {}, ...readTyped(key), attempt });
}

export function dropTyped(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Storage is switched off: nothing was kept.
  }
}

/** When a person signs out, nothing of his stays on a shared device. */
export function dropAllTyped(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    // See above.
  }
}

function write(key: string, kept: Kept): void {
  try {
    localStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // Storage is full or switched off; the question before leaving still stands.
  }
}

const UNITS = [["day", 86_400], ["hour", 3600], ["minute", 60]] as const;

/** "5 minutes ago" in the person's language. */
export function ago(at: number, language: string, now = Date.now()): string {
  const seconds = Math.max(0, (now - at) / 1000);
  const [unit, size] = UNITS.find(([, length]) => seconds >= length) ?? ["minute", 60];
  return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-Math.round(seconds / size), unit);
}
