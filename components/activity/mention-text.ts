/**
 * A text as it is typed and as it is stored. People type and read "@Ada Lovelace"; stored is `@[Ada Lovelace](user:id)`. Between the
 * two stands a map of the names chosen from the list. Names that were only typed stay words.
 */
import { mentionText, replaceMentions } from "../../runtime/activity/mentions";

export type People = Readonly<Record<string, string>>;

/** The word being typed before the caret, if it is a mention: where its @ stands and what follows. */
export function mentionAt(text: string, caret: number): { readonly from: number; readonly query: string } | undefined {
  const before = text.slice(0, caret);
  const from = before.lastIndexOf("@");
  if (from < 0 || (from > 0 && /[\p{L}\p{N}_.]/u.test(before[from - 1]!))) return undefined;
  const query = before.slice(from + 1);
  // A name has some words; whoever types on is saying something else.
  return /^[^\n@[\]()]{0,40}$/.test(query) && query.split(" ").length <= 3 && !query.startsWith(" ") ? { from, query } : undefined;
}

/** A name under which this person stands in the text: his own, or with a number when another has the same. */
export function nameFor(people: People, id: string, title: string): string {
  const plain = title.replace(/\s+/g, " ").trim();
  for (let n = 1; ; n++) {
    const name = n === 1 ? plain : `${plain} ${n}`;
    if (people[name] === undefined || people[name] === id) return name;
  }
}

/** Typed → stored. */
export function storedText(text: string, people: People): string {
  const names = Object.keys(people).filter(Boolean).sort((a, b) => b.length - a.length);
  if (names.length === 0) return text;
  const pattern = new RegExp(`@(${names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})(?![\\p{L}\\p{N}_])`, "gu");
  return text.replace(pattern, (_, name: string) => mentionText({ id: people[name]!, name }));
}

/** Stored → typed, for editing. */
export function typedText(stored: string): { readonly text: string; readonly people: People } {
  const people: Record<string, string> = {};
  const text = replaceMentions(stored, ({ id, name }) => {
    const shown = nameFor(people, id, name);
    people[shown] = id;
    return `@${shown}`;
  });
  return { text, people };
}
