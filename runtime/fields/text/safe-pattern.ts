/**
 * Patterns that builders write. JavaScript's engine tries alternatives one after another, so a pattern can take for ever on a short text.
 * The *cost* of a pattern is an upper bound of those tries: each repetition of varying length multiplies it by the lengths it may
 * have, each group of alternatives by their number. Patterns with nested repetitions, look-around or back-references are refused outright.
 */
import { fail, ok, type Parsed } from "../field";

const MAX_PATTERN = 500;
const MAX_TRIES = 2_000_000;
const cache = new Map<string, Parsed<RegExp>>();

const refused = (message: string, remedy: string): Parsed<never> => fail("patternUnsafe", message, remedy);

/** The pattern, anchored at both ends, with the `u` flag. Issues: patternUnsafe, patternSyntax. `maxLength` is the longest text it will see. */
export function compilePattern(pattern: string, maxLength = 255): Parsed<RegExp> {
  const key = `${maxLength}:${pattern}`;
  let compiled = cache.get(key);
  if (!compiled) {
    compiled = build(pattern, maxLength);
    if (cache.size > 1000) cache.clear();
    cache.set(key, compiled);
  }
  return compiled;
}

function build(pattern: string, maxLength: number): Parsed<RegExp> {
  if (pattern.length > MAX_PATTERN) return refused(`The pattern has ${pattern.length} characters; at most ${MAX_PATTERN} are allowed.`, "Check less, or split the field.");
  let compiled: RegExp;
  try {
    compiled = new RegExp(`^(?:${pattern})$`, "u");
  } catch (error) {
    return fail("patternSyntax", `The pattern cannot be read: ${(error as Error).message.replace(/^.*?: \//, "/")}.`, "Write a regular expression in JavaScript's syntax; escape a literal { } [ ] ( ) . with a backslash.");
  }
  return inspect(pattern, maxLength) ?? ok(compiled);
}

interface Group {
  /** Can match texts in more than one way. */
  varies: boolean;
  alternatives: number;
}

const TOKEN = /\\k<|\\[1-9]|\\.|\[(?:\\.|[^\]\\])*\]|\(\?(?:[=!]|<[=!])|\((?:\?:|\?<\w+>)?|\)(?:[*+?]|\{\d+(?:,\d*)?\})?|\||[*+]|\?|\{\d+(?:,\d*)?\}|./gsu;

/** Walks the tokens of a pattern that is known to be well formed. */
function inspect(pattern: string, maxLength: number): Parsed<never> | undefined {
  const open: Group[] = [{ varies: false, alternatives: 1 }];
  let tries = 1;
  for (const [token] of pattern.matchAll(TOKEN)) {
    const group = open[open.length - 1]!;
    if (/^\\(k<|[1-9])/.test(token)) return refused("The pattern refers back to a group.", "Write the repeated part out.");
    if (/^\(\?[=!<][=!]?$/.test(token)) return refused("The pattern looks ahead or behind.", "Describe the whole text from left to right.");
    if (token.startsWith("(")) open.push({ varies: false, alternatives: 1 });
    else if (token === "|") group.alternatives++;
    else if (token.startsWith(")")) {
      open.pop();
      if (group.alternatives > 1) group.varies = true;
      const lengths = widthOf(token.slice(1), maxLength);
      const isRepeated = token.length > 1 && token !== ")?";
      if (isRepeated && group.varies) {
        return refused("The pattern repeats a group that itself repeats or chooses.", "Take the inner repetition out, or use one character class: [a-z0-9-]+ instead of ([a-z]+|[0-9]+|-)+.");
      }
      tries *= lengths * group.alternatives;
      if (group.varies || isRepeated) open[open.length - 1]!.varies = true;
    } else if (/^[*+?{]/.test(token) && token !== "{") {
      const lengths = widthOf(token, maxLength);
      tries *= lengths;
      if (lengths > 1) group.varies = true;
    }
  }
  tries *= open[0]!.alternatives;
  return tries > MAX_TRIES ? refused("The pattern could take too long on some texts.", "Use fewer repetitions of open length (* and +), give them limits like {1,10}, or lower maxLength.") : undefined;
}

/** How many different lengths a repetition may have. */
function widthOf(quantifier: string, maxLength: number): number {
  if (quantifier === "") return 1;
  if (quantifier === "?") return 2;
  const bounds = /^\{(\d+)(,?)(\d*)\}$/.exec(quantifier);
  if (!bounds) return maxLength + 1;
  if (bounds[2] === "") return 1;
  return Math.min(maxLength + 1, bounds[3] === "" ? maxLength + 1 : Number(bounds[3]) - Number(bounds[1]) + 1);
}
