import { PatternError, compilePattern, findMatch, type Match, type Pattern } from "../regex";
import type { Frame } from "../frame";
import { listOf, T } from "../types";
import type { FeelList, FeelValue } from "../values";
import { define } from "./builtin";

const SURROGATE = /[\ud800-\udfff]/;

/** Characters as people count them: code points. */
const characters = (text: string): readonly string[] | string => (SURROGATE.test(text) ? Array.from(text) : text);

function substring(text: string, start: number, length: number | undefined): string | null {
  const chars = characters(text);
  const whole = Math.trunc(start);
  if (whole === 0 || (length !== undefined && length < 0)) return null;
  const from = whole > 0 ? whole - 1 : Math.max(0, chars.length + whole);
  const part = chars.slice(from, length === undefined ? undefined : from + Math.trunc(length));
  return typeof part === "string" ? part : part.join("");
}

/** The pattern, or null when it cannot be used (then the function gives null). */
function patternOf(source: string, flags: string | undefined, text: string, frame: Frame): Pattern | null {
  try {
    const pattern = compilePattern(source, flags);
    frame.charge((pattern.program.length * text.length) >> 6);
    return pattern;
  } catch (error) {
    if (error instanceof PatternError) return null;
    throw error;
  }
}

/** Matches from left to right, never two at one place. */
function* allMatches(pattern: Pattern, text: string): Generator<Match> {
  let from = 0;
  while (from <= text.length) {
    const match = findMatch(pattern, text, from);
    if (match === null) return;
    yield match;
    from = match[1]! > match[0]! ? match[1]! : match[1]! + (text.codePointAt(match[1]!)! > 0xffff ? 2 : 1);
  }
}

/** `$0` the match, `$1` … the groups, `\$` and `\\` the signs themselves. */
function fillIn(replacement: string, text: string, match: Match): string {
  return replacement.replace(/\\([\\$])|\$(\d)/g, (all, sign?: string, group?: string) => {
    if (sign !== undefined) return sign;
    const start = match[Number(group) * 2];
    return start === undefined || start < 0 ? "" : text.slice(start, match[Number(group) * 2 + 1]);
  });
}

function replace(text: string, pattern: Pattern, replacement: string, frame: Frame): string {
  let result = "";
  let end = 0;
  for (const match of allMatches(pattern, text)) {
    frame.charge(1 + (((match[1]! - end) * pattern.program.length) >> 8));
    result = frame.checkText(result + text.slice(end, match[0]!) + fillIn(replacement, text, match));
    end = match[1]!;
  }
  return frame.checkText(result + text.slice(end));
}

function split(text: string, pattern: Pattern, frame: Frame): FeelList {
  const parts: string[] = [];
  let end = 0;
  for (const match of allMatches(pattern, text)) {
    const empty = match[0] === match[1];
    if (empty && (match[0] === end || match[0] === text.length)) continue;
    frame.charge(1);
    parts.push(text.slice(end, match[0]!));
    end = match[1]!;
  }
  parts.push(text.slice(end));
  return frame.checkList(parts);
}

function join(list: FeelList, delimiter: string, frame: Frame): string | null {
  const parts: string[] = [];
  let length = 0;
  for (const item of list) {
    if (item === null) continue;
    if (typeof item !== "string") return null;
    length += item.length + delimiter.length;
    if (length > 2_000_000) frame.checkText("x".repeat(1_000_001));
    parts.push(item);
  }
  return frame.checkText(parts.join(delimiter));
}

const checkPattern = (literal: string): string | undefined => {
  try {
    compilePattern(literal);
    return undefined;
  } catch (error) {
    if (error instanceof PatternError) return error.message;
    throw error;
  }
};

const s = (value: FeelValue | undefined): string => value as string;
const n = (value: FeelValue | undefined): number => value as number;

export const textFunctions = [
  define("Text", "substring(string: text, start position: number, length?: number) -> text",
    "Part of a text from a position (1 is the first character; negative counts from the end), to the end or of a length.",
    ['substring("foobar", 3, 2)', "ob"], ([text, start, length]) => substring(s(text), n(start), length as number | undefined)),
  define("Text", "string length(string: text) -> number", "Number of characters.", ['string length("привет")', "6"], ([text]) => characters(s(text)).length),
  define("Text", "upper case(string: text) -> text", "The text in capitals.", ['upper case("Abc")', "ABC"], ([text], f) => f.checkText(s(text).toUpperCase())),
  define("Text", "lower case(string: text) -> text", "The text in small letters.", ['lower case("Abc")', "abc"], ([text], f) => f.checkText(s(text).toLowerCase())),
  define("Text", "substring before(string: text, match: text) -> text", "What stands before the first occurrence; empty when there is none.",
    ['substring before("a@b.org", "@")', "a"], ([text, match]) => s(text).slice(0, Math.max(0, s(text).indexOf(s(match))))),
  define("Text", "substring after(string: text, match: text) -> text", "What stands after the first occurrence; empty when there is none.",
    ['substring after("a@b.org", "@")', "b.org"], ([text, match]) => (s(text).includes(s(match)) ? s(text).slice(s(text).indexOf(s(match)) + s(match).length) : "")),
  define("Text", "contains(string: text, match: text) -> boolean", "Does the text contain the other?", ['contains("foobar", "ob")', "true"], ([text, match]) => s(text).includes(s(match))),
  define("Text", "starts with(string: text, match: text) -> boolean", "Does the text start with the other?", ['starts with("foobar", "fo")', "true"], ([text, match]) => s(text).startsWith(s(match))),
  define("Text", "ends with(string: text, match: text) -> boolean", "Does the text end with the other?", ['ends with("foobar", "r")', "true"], ([text, match]) => s(text).endsWith(s(match))),
  define("Text", "matches(input: text, pattern: text, flags?: text) -> boolean",
    "Does a part of the text match the regular expression? Flags: i (case), s (dot is any sign), m (lines), x (spaces in the pattern are ignored).",
    ['matches("INN 7707083893", "^INN \\d{10}$")', "true"],
    ([text, source, flags], f) => {
      const pattern = patternOf(s(source), flags as string | undefined, s(text), f);
      return pattern && findMatch(pattern, s(text)) !== null;
    }, { checks: { pattern: checkPattern } }),
  define("Text", "replace(input: text, pattern: text, replacement: text, flags?: text) -> text",
    "The text with every match of the regular expression replaced; $1 … are the groups.", ['replace("8 (495) 123", "[^0-9]", "")', "8495123"],
    ([text, source, replacement, flags], f) => {
      const pattern = patternOf(s(source), flags as string | undefined, s(text), f);
      return pattern && replace(s(text), pattern, s(replacement), f);
    }, { checks: { pattern: checkPattern } }),
  define("Text", "split(string: text, delimiter: text) -> list", "Parts between the matches of a regular expression.", ['split("a;b;c", ";")', '["a", "b", "c"]'],
    ([text, source], f) => {
      const pattern = patternOf(s(source), undefined, s(text), f);
      return pattern && split(s(text), pattern, f);
    }, { resultOf: () => listOf(T.text), checks: { delimiter: checkPattern } }),
  define("Text", "string join(list: list, delimiter?: text|null) -> text", "The texts of a list joined; nulls are left out.", ['string join(["a", "b"], ", ")', "a, b"],
    ([list, delimiter], f) => join(list as FeelList, (delimiter as string | null | undefined) ?? "", f)),
];
