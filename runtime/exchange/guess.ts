import { readDigits } from "../fields/families/decimal";
import { readDate, readInstant } from "../fields/families/calendar";
import { cellText } from "./convert";
import { isEmptyCell, type Cell } from "./table";

/** What the values of a column look like, for people who map it. */
export type GuessedType = "empty" | "number" | "date" | "dateTime" | "boolean" | "text";

/** Only what fits all values of the sample is guessed. */
export function guessType(cells: readonly Cell[]): GuessedType {
  const filled = cells.filter((cell) => !isEmptyCell(cell));
  if (filled.length === 0) return "empty";
  const texts = filled.map((cell) => cellText(cell).trim());
  if (texts.every((text) => /^(true|false|yes|no)$/i.test(text))) return "boolean";
  if (texts.every((text) => readDate(text).ok)) return "date";
  if (texts.every((text) => readDigits(text.replace(/%$/, "")) !== undefined)) return "number";
  return texts.every((text) => /\d[t ]\d/i.test(text) && readInstant(text).ok) ? "dateTime" : "text";
}
