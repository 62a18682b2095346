/**
 * Regular expressions for matches, replace and split, in time proportional to pattern × text.
 *
 * Decision: own matcher (Thompson automaton with captures, as RE2 does). JavaScript's RegExp backtracks, `(a+)+$` on thirty
 * letters runs for minutes and cannot be interrupted. re2-wasm was tried and left: 1.05 MB of WebAssembly, loaded through
 * Node's `fs`, so neither browser-safe nor small. A sound check that refuses dangerous patterns would refuse useful ones too.
 * Single characters and classes (`\d`, `[a-z]`, `\p{L}`) are given to native RegExp one code point at a time, where nothing can
 * backtrack; so Unicode and case rules are the engine's own.
 *
 * Subset (XPath and ECMAScript agree on it): alternation, groups, `(?:)`, classes, `. ^ $ \b \B`, `* + ? {n,m}` and their lazy
 * forms, flags s m i x. Refused with a sentence: back-references, look-around, named groups, class subtraction.
 */
import { PatternError, buildPattern, type Assertion, type Pattern } from "./pattern";

export { PatternError, type Pattern };

/** Start and end of the whole match and of each group, as UTF-16 offsets; -1 for a group that took no part. */
export type Match = readonly number[];

const cache = new Map<string, Pattern | PatternError>();

/** Compiles (and remembers) a pattern. Throws PatternError. */
export function compilePattern(source: string, flags = ""): Pattern {
  const key = `${flags}/${source}`;
  let known = cache.get(key);
  if (known === undefined) {
    if (cache.size >= 200) cache.clear();
    known = attempt(source, flags);
    cache.set(key, known);
  }
  if (known instanceof PatternError) throw known;
  return known;
}

function attempt(source: string, flags: string): Pattern | PatternError {
  try {
    return buildPattern(source, flags);
  } catch (error) {
    if (error instanceof PatternError) return error;
    throw error;
  }
}

const isWord = (c: number | undefined): boolean => c !== undefined && (c === 95 || (c >= 48 && c <= 57) || (c >= 65 && c <= 90) || (c >= 97 && c <= 122));

function holds(kind: Assertion, text: string, at: number, multiline: boolean): boolean {
  if (kind === "start") return at === 0 || (multiline && text[at - 1] === "\n");
  if (kind === "end") return at === text.length || (multiline && text[at] === "\n");
  return (isWord(text.codePointAt(at - 1)) !== isWord(text.codePointAt(at))) === (kind === "word");
}

/** A set of threads in order of preference; each instruction at most once. */
class Threads {
  readonly at: number[] = [];
  readonly saved: number[][] = [];
  private readonly mark: Int32Array;
  private generation = 0;

  constructor(
    private readonly pattern: Pattern,
    private readonly text: string,
  ) {
    this.mark = new Int32Array(pattern.program.length).fill(-1);
  }

  clear(): void {
    this.at.length = 0;
    this.saved.length = 0;
    this.generation++;
  }

  /** Follows jumps from an instruction and keeps the ones that wait for a character; an explicit stack keeps deep patterns safe. */
  add(start: number, position: number, saved: number[]): void {
    const pending: [number, number[]][] = [[start, saved]];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const [at, slots] = next;
      if (this.mark[at] === this.generation) continue;
      this.mark[at] = this.generation;
      const instruction = this.pattern.program[at]!;
      switch (instruction.op) {
        case "jump": pending.push([instruction.to, slots]); break;
        case "split": pending.push([instruction.second, slots], [instruction.first, slots]); break;
        case "assert":
          if (holds(instruction.kind, this.text, position, this.pattern.multiline)) pending.push([at + 1, slots]);
          break;
        case "save": {
          const copy = slots.slice();
          copy[instruction.slot] = position;
          pending.push([at + 1, copy]);
          break;
        }
        default:
          this.at.push(at);
          this.saved.push(slots);
      }
    }
  }
}

/** The leftmost match at or after `from`, or null. */
export function findMatch(pattern: Pattern, text: string, from = 0): Match | null {
  let current = new Threads(pattern, text);
  let next = new Threads(pattern, text);
  const empty = new Array<number>((pattern.groups + 1) * 2).fill(-1);
  let found: number[] | null = null;
  current.clear();
  for (let position = from; position <= text.length; ) {
    if (found === null) current.add(0, position, empty);
    if (current.at.length === 0) break;
    const codePoint = text.codePointAt(position);
    const after = position + (codePoint !== undefined && codePoint > 0xffff ? 2 : 1);
    next.clear();
    for (let i = 0; i < current.at.length; i++) {
      const instruction = pattern.program[current.at[i]!]!;
      if (instruction.op === "match") {
        found = current.saved[i]!;
        break;
      }
      if (instruction.op === "char" && codePoint !== undefined && instruction.test(codePoint)) next.add(current.at[i]! + 1, after, current.saved[i]!);
    }
    [current, next] = [next, current];
    position = after;
  }
  return found;
}
