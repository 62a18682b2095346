import { colourPieces, type Tone } from "./code-colours";

const INK: Readonly<Record<Tone, string | undefined>> = { plain: undefined, comment: "text-ink-3 italic", text: "text-(--tone-green-ink)", number: "text-(--tone-orange-ink)", word: "text-(--tone-purple-ink)" };

/** Code in the colours of its language. */
export function ColouredCode({ text, language }: { text: string; language: unknown }) {
  return colourPieces(text, language).map((piece, i) => (
    // Pieces never change places: the text is cut anew when it changes.
    <span key={i} className={INK[piece.tone]}>
      {piece.text}
    </span>
  ));
}
