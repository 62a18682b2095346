import { derivedStorage, type ResultStorages } from "../families/derived-sql";
import type { FieldStorage } from "../storage";
import { formulaDelegate, type FormulaOptions } from "./field";

export const formulaStorageOf = (storages: ResultStorages): FieldStorage<unknown, FormulaOptions> =>
  derivedStorage<FormulaOptions>({ storages, delegate: formulaDelegate, stored: (options) => options.stored === true });
