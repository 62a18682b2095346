/** Deep freezing, maps included: a model that is shared by all requests cannot be changed by one of them. */

/** A Map that can no longer be changed once built. */
export class FrozenMap<K, V> extends Map<K, V> {
  #sealed = false;

  constructor(entries: Iterable<readonly [K, V]>) {
    super();
    for (const [key, value] of entries) super.set(key, value);
    this.#sealed = true;
  }

  override set(key: K, value: V): this {
    if (this.#sealed) throw new TypeError("The model is frozen");
    return super.set(key, value);
  }

  override delete(): boolean {
    throw new TypeError("The model is frozen");
  }

  override clear(): void {
    throw new TypeError("The model is frozen");
  }
}

/** Freezes a value and everything below it; returns it. Maps must be FrozenMaps to be safe. */
export function deepFreeze<T>(value: T): T {
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (next === null || typeof next !== "object" || Object.isFrozen(next)) continue;
    Object.freeze(next);
    if (next instanceof Map) open.push(...next.values());
    else open.push(...Object.values(next));
  }
  return value;
}
