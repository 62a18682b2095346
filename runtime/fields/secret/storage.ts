import { defineStorage } from "../storage";
import type { Secret, SecretOptions } from "./field";

/** No column: the gateway keeps secrets apart and gives back only whether there is one. */
export const secretStorage = defineStorage<Secret, SecretOptions>({
  columns: () => [],
  toRow: () => [],
  fromRow: ([set]) => (set === true ? { set: true } : null),
  operators: {},
  orderBy: () => [],
  changeFrom: (from) => (from.type === "secret" ? { kind: "safe" } : { kind: "refuse", reason: "A secret is entered anew; values that were readable before are not taken over." }),
});
