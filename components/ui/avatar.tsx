import { cn } from "./cn";
import { TONES } from "./badge";

/** First letters of the first and last word: "Ada King Lovelace" → "AL". */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/u).filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((word) => [...(word ?? "")][0] ?? "").join("").toUpperCase();
}

function toneFor(name: string): (typeof TONES)[number] {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)!) % 9973;
  return TONES[1 + (sum % (TONES.length - 1))] ?? "gray";
}

/** A person without a picture: initials on a tone that stays the same for the same name. */
export function Avatar({ name, className }: { name: string; className?: string }) {
  const tone = toneFor(name);
  return (
    <span
      aria-hidden
      className={cn("inline-flex size-7 shrink-0 items-center justify-center rounded-full text-[11px] font-semibold", className)}
      style={{ background: `var(--tone-${tone}-bg)`, color: `var(--tone-${tone}-ink)` }}
    >
      {initials(name)}
    </span>
  );
}
