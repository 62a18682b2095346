import { derivedStorage, type ResultStorages } from "../families/derived-sql";
import type { FieldStorage } from "../storage";
import { rollupDelegate, type RollupOptions } from "./field";

export const rollupStorageOf = (storages: ResultStorages): FieldStorage<unknown, RollupOptions> =>
  derivedStorage<RollupOptions>({ storages, delegate: rollupDelegate, stored: () => true });
