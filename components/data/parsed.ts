/** As many texts as are kept: the words of all languages, and the models of a few sets of rights. */
const MOST = 16;
const kept = new Map<string, unknown>();

/**
 * JSON that comes with every page (words, model), taken apart once: the server draws page after page with the same. What it gives is
 * shared, so it must not be changed.
 */
export function parsed<T>(text: string): T {
  const known = kept.get(text);
  if (known !== undefined) return known as T;
  if (kept.size >= MOST) kept.clear();
  const value = JSON.parse(text) as T;
  kept.set(text, value);
  return value;
}
