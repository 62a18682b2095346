/**
 * Regular expression → program: the text is read into parts, the parts are written out as instructions of a Thompson automaton.
 * Single characters and classes are tested by native RegExp, one code point at a time. See regex.ts for the decision behind this.
 */
type Test = (codePoint: number) => boolean;
type Instruction =
  | { readonly op: "char"; readonly test: Test }
  | { readonly op: "jump"; to: number }
  | { readonly op: "split"; first: number; second: number }
  | { readonly op: "save"; readonly slot: number }
  | { readonly op: "assert"; readonly kind: Assertion }
  | { readonly op: "match" };
export type Assertion = "start" | "end" | "word" | "notWord";

type Part =
  | { readonly kind: "char"; readonly test: Test }
  | { readonly kind: "assert"; readonly assertion: Assertion }
  | { readonly kind: "sequence"; readonly parts: readonly Part[] }
  | { readonly kind: "choice"; readonly options: readonly Part[] }
  | { readonly kind: "group"; readonly slot: number; readonly body: Part }
  | { readonly kind: "repeat"; readonly body: Part; readonly min: number; readonly max: number; readonly lazy: boolean };

/** The pattern cannot be used; the message says why. */
export class PatternError extends Error {}

const MAX_PROGRAM = 2000;
const MAX_REPEAT = 1000;
const MAX_DEPTH = 50;

/** A pattern as a program for the matcher (regex.ts). */
export interface Pattern {
  readonly program: readonly Instruction[];
  readonly groups: number;
  readonly multiline: boolean;
}

/** Compiles a pattern. Throws PatternError. */
export function buildPattern(source: string, flags: string): Pattern {
  if (!/^[smix]*$/.test(flags)) throw new PatternError(`The flags “${flags}” are not known; use s, m, i or x.`);
  const reader = new PatternReader(flags.includes("x") ? source.replace(/\s+/g, "") : source, flags);
  const part = reader.read();
  const program: Instruction[] = [];
  if (sizeOf(part) > MAX_PROGRAM) throw new PatternError("The pattern is too large.");
  emit({ kind: "group", slot: 0, body: part }, program);
  program.push({ op: "match" });
  return { program, groups: reader.groups, multiline: flags.includes("m") };
}

class PatternReader {
  groups = 0;
  private at = 0;
  private depth = 0;

  constructor(
    private readonly source: string,
    private readonly flags: string,
  ) {}

  read(): Part {
    const part = this.choice();
    if (this.at < this.source.length) throw new PatternError("The pattern has a “)” too many.");
    return part;
  }

  private choice(): Part {
    if (++this.depth > MAX_DEPTH) throw new PatternError("The pattern is nested too deeply.");
    const options = [this.sequence()];
    while (this.take("|")) options.push(this.sequence());
    this.depth--;
    return options.length === 1 ? options[0]! : { kind: "choice", options };
  }

  private sequence(): Part {
    const parts: Part[] = [];
    while (this.at < this.source.length && this.source[this.at] !== "|" && this.source[this.at] !== ")") parts.push(this.repeated());
    return { kind: "sequence", parts };
  }

  private repeated(): Part {
    const body = this.atom();
    const found = /^(?:[*+?]|\{(\d{1,5})(,(\d{0,5}))?\})(\??)/.exec(this.source.slice(this.at, this.at + 16));
    if (found === null) return body;
    this.at += found[0].length;
    if (body.kind === "assert") throw new PatternError(`“${found[0]}” has nothing to repeat.`);
    const sign = found[0][0];
    const min = sign === "{" ? Number(found[1]) : sign === "+" ? 1 : 0;
    const max = sign === "?" ? 1 : sign !== "{" ? Infinity : found[2] === undefined ? min : found[3] ? Number(found[3]) : Infinity;
    if (min > max) throw new PatternError(`“${found[0]}” has its numbers in the wrong order.`);
    if (min > MAX_REPEAT || (max !== Infinity && max > MAX_REPEAT)) throw new PatternError(`The pattern repeats more than ${MAX_REPEAT} times.`);
    return { kind: "repeat", body, min, max, lazy: found[4] === "?" };
  }

  private atom(): Part {
    const char = this.source[this.at]!;
    switch (char) {
      case "(": return this.group();
      case "[": return this.charClass();
      case "^": this.at++; return { kind: "assert", assertion: "start" };
      case "$": this.at++; return { kind: "assert", assertion: "end" };
      case ".": this.at++; return this.native(".");
      case "\\": return this.escape();
      case "*": case "+": case "?": case "{": throw new PatternError(`“${char}” has nothing to repeat.`);
      case "]": case "}": throw new PatternError(`“${char}” stands alone; write “\\${char}”.`);
    }
    const codePoint = this.source.codePointAt(this.at)!;
    const text = String.fromCodePoint(codePoint);
    this.at += text.length;
    if (!this.flags.includes("i")) return { kind: "char", test: (c) => c === codePoint };
    return this.native(text === "/" || text === "-" ? `\\u{${codePoint.toString(16)}}` : text);
  }

  private group(): Part {
    this.at++;
    let slot = 0;
    if (this.take("?")) {
      if (!this.take(":")) throw new PatternError("Look-around and named groups are not supported.");
    } else {
      slot = ++this.groups;
      if (slot > 100) throw new PatternError("The pattern has more than 100 groups.");
    }
    const body = this.choice();
    if (!this.take(")")) throw new PatternError("The pattern has a “(” that is not closed.");
    return slot === 0 ? body : { kind: "group", slot, body };
  }

  private charClass(): Part {
    const end = /^\[\^?\]?(?:[^\\\]]|\\[\s\S])*\]/.exec(this.source.slice(this.at));
    if (end === null) throw new PatternError("The pattern has a “[” that is not closed.");
    this.at += end[0].length;
    if (/-\[/.test(end[0])) throw new PatternError("Class subtraction is not supported.");
    return this.native(end[0]);
  }

  private escape(): Part {
    const found = /^\\(?:[pP]\{[A-Za-z_=]{1,40}\}|u\{[0-9a-fA-F]{1,6}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[\s\S])/u.exec(this.source.slice(this.at));
    if (found === null) throw new PatternError("The pattern ends with a single “\\”.");
    this.at += found[0].length;
    if (found[0] === "\\b") return { kind: "assert", assertion: "word" };
    if (found[0] === "\\B") return { kind: "assert", assertion: "notWord" };
    if (/^\\[1-9k]/.test(found[0])) throw new PatternError("Back-references are not supported.");
    return this.native(found[0]);
  }

  /** One code point tested by native RegExp; answers for ASCII are remembered. */
  private native(source: string): Part {
    let tester: RegExp;
    try {
      tester = new RegExp(`^${source}$`, `u${this.flags.includes("i") ? "i" : ""}${this.flags.includes("s") ? "s" : ""}`);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new PatternError(`“${source}” is not valid in a pattern.`);
    }
    const ascii: (boolean | undefined)[] = new Array<boolean | undefined>(128).fill(undefined);
    return { kind: "char", test: (c) => (c < 128 ? (ascii[c] ??= tester.test(String.fromCharCode(c))) : tester.test(String.fromCodePoint(c))) };
  }

  private take(char: string): boolean {
    if (this.source[this.at] !== char) return false;
    this.at++;
    return true;
  }
}

/** Instructions (at least one a part, so that repeated empty groups count) once repetitions are written out. */
function sizeOf(part: Part): number {
  switch (part.kind) {
    case "char": case "assert": return 1;
    case "sequence": return 1 + part.parts.reduce((sum, inner) => sum + sizeOf(inner), 0);
    case "choice": return part.options.reduce((sum, option) => sum + 2 + sizeOf(option), 0);
    case "group": return 2 + sizeOf(part.body);
    case "repeat": return 2 + (sizeOf(part.body) + 1) * (part.max === Infinity ? part.min + 1 : Math.max(1, part.max));
  }
}

function emit(part: Part, program: Instruction[]): void {
  switch (part.kind) {
    case "char": program.push({ op: "char", test: part.test }); return;
    case "assert": program.push({ op: "assert", kind: part.assertion }); return;
    case "sequence": for (const inner of part.parts) emit(inner, program); return;
    case "group":
      program.push({ op: "save", slot: part.slot * 2 });
      emit(part.body, program);
      program.push({ op: "save", slot: part.slot * 2 + 1 });
      return;
    case "choice": return emitChoice(part.options, program);
    case "repeat": return emitRepeat(part, program);
  }
}

function emitChoice(options: readonly Part[], program: Instruction[]): void {
  const ends: { op: "jump"; to: number }[] = [];
  options.forEach((option, i) => {
    if (i === options.length - 1) return emit(option, program);
    const split = { op: "split" as const, first: program.length + 1, second: 0 };
    program.push(split);
    emit(option, program);
    const jump = { op: "jump" as const, to: 0 };
    program.push(jump);
    ends.push(jump);
    split.second = program.length;
  });
  for (const jump of ends) jump.to = program.length;
}

function emitRepeat({ body, min, max, lazy }: Extract<Part, { kind: "repeat" }>, program: Instruction[]): void {
  for (let i = 0; i < min; i++) emit(body, program);
  const branch = (): { op: "split"; first: number; second: number } => {
    const split = { op: "split" as const, first: 0, second: 0 };
    program.push(split);
    return split;
  };
  const aim = (split: { first: number; second: number }, into: number, past: number): void => {
    [split.first, split.second] = lazy ? [past, into] : [into, past];
  };
  if (max === Infinity) {
    const at = program.length;
    const split = branch();
    emit(body, program);
    program.push({ op: "jump", to: at });
    return aim(split, at + 1, program.length);
  }
  const splits: { at: number; split: { first: number; second: number } }[] = [];
  for (let i = min; i < max; i++) {
    splits.push({ at: program.length, split: branch() });
    emit(body, program);
  }
  for (const { at, split } of splits) aim(split, at + 1, program.length);
}
