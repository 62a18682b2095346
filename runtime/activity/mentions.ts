/**
 * Mentions in a text: `@[Ada Lovelace](user:0190…)`. The name is what it was when it was written; whoever shows the text puts the
 * present one in its place. Browser-safe: the composer writes what the server reads.
 */
const MENTION = /@\[((?:[^\]\\\n]|\\.){1,300})\]\(user:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\)/g;

const LEADING = new RegExp(`^${MENTION.source}`);

export interface Mention {
  readonly id: string;
  readonly name: string;
}

/** People named in the text, each once, in order. */
export function mentionsIn(text: string): Mention[] {
  const found = new Map<string, Mention>();
  for (const [, name = "", id = ""] of text.matchAll(MENTION)) if (!found.has(id)) found.set(id, { id, name: unescaped(name) });
  return [...found.values()];
}

/** The mention the text begins with, and how it is written there. */
export function leadingMention(text: string): { readonly mention: Mention; readonly raw: string } | undefined {
  const [raw, name = "", id = ""] = LEADING.exec(text) ?? [];
  return raw === undefined ? undefined : { mention: { id, name: unescaped(name) }, raw };
}

export const mentionText = ({ id, name }: Mention): string => `@[${name.replace(/[\]\\]/g, "\\$&").replace(/\s+/g, " ").slice(0, 140)}](user:${id})`;

/** The text with each mention put through `write`. */
export const replaceMentions = (text: string, write: (mention: Mention) => string): string => text.replace(MENTION, (_, name: string, id: string) => write({ id, name: unescaped(name) }));

const unescaped = (name: string): string => name.replace(/\\(.)/g, "$1");
