import type { AppModel } from "../model/types";

/** Compiled statements of a revision; they die with the model object. */
const byModel = new WeakMap<AppModel, Map<string, unknown>>();
const LIMIT = 5000;

/** The value under `key`, when there is one. */
export const knownStatement = <T>(model: AppModel, key: string): T | undefined => byModel.get(model)?.get(key) as T | undefined;

/** The value under `key`, made on first use. The oldest entries leave when a revision has seen more than 5,000 shapes. */
export function statementCache<T>(model: AppModel, key: string, make: () => T): T {
  let cache = byModel.get(model);
  if (!cache) byModel.set(model, (cache = new Map()));
  const known = cache.get(key) as T | undefined;
  if (known !== undefined) return known;
  const value = make();
  if (cache.size >= LIMIT) cache.delete(cache.keys().next().value!);
  cache.set(key, value);
  return value;
}
