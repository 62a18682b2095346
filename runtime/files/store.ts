/**
 * File stores: where the bytes of files lie. A *store* knows keys and bytes, nothing of people, records or names. A *key* is made
 * here and never comes from outside, so no name of a file can lead out of the store.
 */
import { randomBytes } from "node:crypto";
import type { Readable } from "node:stream";

export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface StoredFile {
  /** Bytes of the stream. */
  readonly size: number;
  /** Whoever takes it must read it to its end or destroy it. */
  readonly stream: Readable;
}

export interface FileStore {
  /** Keeps all of `bytes` under `key`, or nothing: when `bytes` throws, so does this, and the key stays unknown. */
  put(key: string, bytes: AsyncIterable<Uint8Array>): Promise<void>;
  /** All bytes, or those from `range.start` to `range.end`, both included. @throws AppError internal when the store has no such key. */
  open(key: string, range?: ByteRange): Promise<StoredFile>;
  /** Removing what is not there is no error. */
  remove(key: string): Promise<void>;
}

/** A new key: 128 random bits, in two levels of folders so that none grows too wide ("a1/b2/…"). */
export function newStorageKey(): string {
  const name = randomBytes(16).toString("hex");
  return `${name.slice(0, 2)}/${name.slice(2, 4)}/${name}`;
}

const KEY = /^[0-9a-f]{2}\/[0-9a-f]{2}\/[0-9a-f]{32}$/;

/** A key read from the database is checked again before it becomes a path or an address. */
export function checkedKey(key: string): string {
  if (!KEY.test(key)) throw new Error("A storage key has a wrong form.");
  return key;
}
