/** How a measured value is written: every value of one measure with the same digits after the point. */
import { fixedDigits, formatNumber } from "../fields/families/decimal";
import { fieldType, isFieldTypeName } from "../fields/index";

/** What is known of the measured field; on the server and on the screens alike. */
interface MeasuredField {
  readonly type: string;
  readonly options: object;
}

interface Reader {
  readonly language: string;
  readonly timeZone: string;
}

/** Averages are finer than what they are of. */
const AVERAGE_DIGITS = 2;

const isNumber = (value: unknown): value is number | `${number}` => typeof value === "number" || (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value));

/** `value` is what the database answered: a number (amounts of money come without a currency), or a value of the field's type (a date). */
export function measuredText(field: MeasuredField | undefined, measure: string, value: unknown, reader: Reader): string {
  if (value === null || value === undefined) return "";
  if (!field || !isFieldTypeName(field.type) || measure === "count") return isNumber(value) ? formatNumber(value, reader.language) : String(value);
  const { type, options } = fieldType(field.type).traits?.delegate?.(field.options as never) ?? field;
  if (!isFieldTypeName(type)) return String(value);
  const known = fieldType(type);
  const { scale = 2 } = options as { readonly scale?: number };
  if (!isNumber(value) || (measure !== "avg" && known.feel === "number")) return known.format(value as never, options as never, reader);
  return formatNumber(value, reader.language, fixedDigits(measure === "avg" ? Math.max(AVERAGE_DIGITS, scale) : scale));
}
