/** A text in which what was searched for is marked. */
export function Marked({ text, words, className }: { text: string; words: string; className?: string }) {
  return <span className={className}>{split(text, words).map((part, index) => (index % 2 === 1 ? <mark key={index} className="rounded-sm bg-warning-soft text-warning-ink">{part}</mark> : part))}</span>;
}

/** Parts of a text; every second one is what was searched for, as the text writes it. */
export function split(text: string, words: string): string[] {
  const wanted = words.trim().toLocaleLowerCase();
  // Some letters change their length with their case: then places would not fit any more.
  const lower = text.toLocaleLowerCase();
  if (wanted === "" || lower.length !== text.length) return [text];
  const parts: string[] = [];
  let from = 0;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    parts.push(text.slice(from, at), text.slice(at, at + wanted.length));
    from = at + wanted.length;
  }
  return [...parts, text.slice(from)];
}
