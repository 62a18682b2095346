import { randomFillSync } from "node:crypto";

const pool = new Uint8Array(4096);
let used = pool.length;
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
let lastMs = 0;
let sequence = 0;

/**
 * New record id: UUID version 7 (RFC 9562 §5.7), 48 bits of milliseconds then random bits, so that new rows
 * land at the right edge of the primary key index. Ids of one millisecond of one process are ascending (rand_a is a counter).
 */
export function newId(now: number = Date.now()): string {
  if (now > lastMs) {
    lastMs = now;
    sequence = 0;
  } else if (++sequence > 0xfff) {
    lastMs += 1;
    sequence = 0;
  }
  if (used + 8 > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const r = pool.subarray(used, used + 8);
  used += 8;
  const time = lastMs.toString(16).padStart(12, "0");
  const variant = HEX[(r[0]! & 0x3f) | 0x80]!;
  const tail = HEX[r[2]!]! + HEX[r[3]!]! + HEX[r[4]!]! + HEX[r[5]!]! + HEX[r[6]!]! + HEX[r[7]!]!;
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence.toString(16).padStart(3, "0")}-${variant}${HEX[r[1]!]!}-${tail}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for a lower-case canonical UUID of any version. */
export function isUuid(value: unknown): value is string {
  return typeof value === "string" && UUID.test(value);
}
