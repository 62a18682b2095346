/**
 * JSON (RFC 8259) read with places: where each value stands in the text, by JSON pointer. Differs from JSON.parse in that
 * duplicate keys and `__proto__` are refused (one would be lost, the other is an attack), depth is limited, and every error has a place.
 */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export type JsonResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string; readonly pointer: string; readonly place: Place };

/** Deepest nesting accepted; no honest document comes near it. */
export const JSON_DEPTH = 100;

class JsonError extends Error {
  constructor(message: string, readonly offset: number, readonly pointer: string) {
    super(message);
  }
}

/** One step of a JSON pointer (RFC 6901). */
export function escapePointer(step: string): string {
  return step.replace(/~/g, "~0").replace(/\//g, "~1");
}

/** Line and column (both from 1) of an offset. */
export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return { line, column: offset - before.lastIndexOf("\n") };
}

const ESCAPES: Readonly<Record<string, string>> = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" };
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const PLAIN = /[^"\\\u0000-\u001f]+/y;

class Reader {
  private at = 0;

  constructor(private readonly text: string, private readonly offsets: Map<string, number> | undefined) {
    if (text.charCodeAt(0) === 0xfeff) this.at = 1;
  }

  document(): unknown {
    const value = this.value("", 0);
    this.space();
    if (this.at < this.text.length) this.fail(`There is text after the end of the document: ${this.seen()}`, "");
    return value;
  }

  private fail(message: string, pointer: string, offset = this.at): never {
    throw new JsonError(message, offset, pointer);
  }

  private seen(): string {
    return this.at >= this.text.length ? "the end of the file" : JSON.stringify(String.fromCodePoint(this.text.codePointAt(this.at)!));
  }

  private space(): void {
    while (this.at < this.text.length && " \t\r\n".includes(this.text[this.at]!)) this.at++;
  }

  private value(pointer: string, depth: number): unknown {
    this.space();
    if (depth > JSON_DEPTH) this.fail(`The document is nested deeper than ${JSON_DEPTH} levels`, "");
    this.offsets?.set(pointer, this.at);
    const c = this.text[this.at];
    if (c === "{") return this.object(pointer, depth);
    if (c === "[") return this.array(pointer, depth);
    if (c === '"') return this.string(pointer);
    for (const [word, value] of [["true", true], ["false", false], ["null", null]] as const) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    NUMBER.lastIndex = this.at;
    const number = NUMBER.exec(this.text)?.[0];
    if (number === undefined) this.fail(`A value is expected here, not ${this.seen()}`, pointer);
    if (!Number.isFinite(Number(number))) this.fail(`The number ${number.slice(0, 40)} is too large`, pointer);
    this.at += number.length;
    return Number(number);
  }

  private object(pointer: string, depth: number): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    this.at++;
    this.space();
    if (this.take("}")) return result;
    for (;;) {
      this.space();
      const start = this.at;
      if (this.text[this.at] !== '"') this.fail(`A key in double quotes is expected here, not ${this.seen()}`, pointer);
      const key = this.string(pointer);
      if (key === "__proto__") this.fail('The key "__proto__" is not allowed', pointer, start);
      if (Object.hasOwn(result, key)) this.fail(`The key "${key}" is written twice`, pointer, start);
      this.space();
      if (!this.take(":")) this.fail(`A colon is expected after the key "${key}", not ${this.seen()}`, pointer);
      result[key] = this.value(`${pointer}/${escapePointer(key)}`, depth + 1);
      this.space();
      if (this.take("}")) return result;
      if (!this.take(",")) this.fail(`A comma or } is expected here, not ${this.seen()}`, pointer);
    }
  }

  private array(pointer: string, depth: number): unknown[] {
    const result: unknown[] = [];
    this.at++;
    this.space();
    if (this.take("]")) return result;
    for (;;) {
      result.push(this.value(`${pointer}/${result.length}`, depth + 1));
      this.space();
      if (this.take("]")) return result;
      if (!this.take(",")) this.fail(`A comma or ] is expected here, not ${this.seen()}`, pointer);
    }
  }

  private take(c: string): boolean {
    if (this.text[this.at] !== c) return false;
    this.at++;
    return true;
  }

  private string(pointer: string): string {
    const start = this.at++;
    let result = "";
    for (;;) {
      PLAIN.lastIndex = this.at;
      const plain = PLAIN.exec(this.text)?.[0] ?? "";
      result += plain;
      this.at += plain.length;
      if (this.take('"')) return result;
      if (this.at >= this.text.length) this.fail("The text that begins here is not closed by a quote", pointer, start);
      if (!this.take("\\")) this.fail("A control character (such as a line break) must be escaped inside a text", pointer);
      result += this.escape(pointer);
    }
  }

  private escape(pointer: string): string {
    const c = this.text[this.at] ?? "";
    if (c === "u" && /^[0-9a-fA-F]{4}$/.test(this.text.slice(this.at + 1, this.at + 5))) {
      this.at += 5;
      return String.fromCharCode(parseInt(this.text.slice(this.at - 4, this.at), 16));
    }
    const plain = ESCAPES[c];
    if (plain === undefined) this.fail(`"\\${c}" is no escape sequence of JSON`, pointer);
    this.at++;
    return plain;
  }
}

/** Reads one JSON document. Never throws. `offsets`, when given, is filled with pointer → offset. */
export function parseJson(text: string, offsets?: Map<string, number>): JsonResult {
  try {
    return { ok: true, value: new Reader(text, offsets).document() };
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    return { ok: false, message: error.message, pointer: error.pointer, place: placeAt(text, error.offset) };
  }
}

/** Where the value at a pointer stands; of its nearest ancestor when it is missing; undefined when the text is no JSON. */
export function locate(text: string, pointer: string, offsets: Map<string, number> = new Map()): Place | undefined {
  if (offsets.size === 0) parseJson(text, offsets);
  for (let p = pointer; ; p = p.slice(0, p.lastIndexOf("/"))) {
    const offset = offsets.get(p);
    if (offset !== undefined) return placeAt(text, offset);
    if (p === "" || !p.includes("/")) return undefined;
  }
}
