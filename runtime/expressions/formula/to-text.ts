/** Values as text: the function string(), the reference and the tests. */
import type { Frame } from "./frame";
import { FeelFunction, FeelRange, isList, type FeelContext, type FeelValue } from "./values";

/** A number without exponent: 1e21 is written out. */
export function numberToText(value: number): string {
  const text = String(value);
  const found = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (found === null) return text;
  const [, sign, whole, fraction = "", exponent] = found;
  const shift = Number(exponent);
  if (shift > 0) return sign + whole! + fraction.padEnd(shift, "0");
  return `${sign}0.${"0".repeat(-shift - 1)}${whole}${fraction}`;
}

const quote = (text: string): string => `"${text.replace(/[\\"]/g, "\\$&")}"`;

/** FEEL text of a value; texts inside lists and contexts are quoted. Charges by size, since parts may be shared. */
export function toText(value: FeelValue, frame: Frame): string {
  if (typeof value === "string") return value;
  let length = 0;
  const write = (part: FeelValue): string => {
    frame.charge(1);
    const text = one(part);
    length += text.length;
    if (length > 3_000_000) frame.checkText("x".repeat(1_000_001));
    return text;
  };
  const one = (part: FeelValue): string => {
    if (part === null) return "null";
    switch (typeof part) {
      case "string": return quote(part);
      case "number": return numberToText(part);
      case "boolean": return String(part);
    }
    if (isList(part)) return `[${part.map(write).join(", ")}]`;
    if (part instanceof FeelRange) return rangeText(part, write);
    if (part instanceof FeelFunction) return `function(${part.params.map((param) => param.name).join(", ")})`;
    if (Object.getPrototypeOf(part) !== null && Object.getPrototypeOf(part) !== Object.prototype) return String(part);
    return `{${Object.entries(part as FeelContext).map(([key, inner]) => `${/^[\p{L}_][\p{L}\p{N}_]*$/u.test(key) ? key : quote(key)}: ${write(inner)}`).join(", ")}}`;
  };
  return frame.checkText(write(value));
}

function rangeText(range: FeelRange, write: (value: FeelValue) => string): string {
  if (range.low === undefined) return `(<${range.highIncluded ? "=" : ""}${write(range.high ?? null)})`;
  if (range.high === undefined) return `(>${range.lowIncluded ? "=" : ""}${write(range.low)})`;
  return `${range.lowIncluded ? "[" : "("}${write(range.low)}..${write(range.high)}${range.highIncluded ? "]" : ")"}`;
}
