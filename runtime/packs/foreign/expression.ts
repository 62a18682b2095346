/** Conditions in the style of Frappe: `eval:doc.status == "Open" && !doc.is_group`, or the name of a field alone. Nothing is ever run. */
import type { Condition } from "../../expressions";

type Token = { readonly kind: "op" | "name" | "text" | "number"; readonly text: string };

const TOKEN = /\s*(?:(===?|!==?|>=|<=|&&|\|\||[()!<>[\],])|(doc\.[A-Za-z_]\w*(?:\.\w+)*|[A-Za-z_]\w*)|"([^"]*)"|'([^']*)'|(-?\d+(?:\.\d+)?))/y;

function tokens(text: string): Token[] | undefined {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const match = TOKEN.exec(text);
    if (!match) return undefined;
    const [, op, name, double, single, number] = match;
    if (op !== undefined) found.push({ kind: "op", text: op });
    else if (name !== undefined) found.push({ kind: "name", text: name });
    else if (number !== undefined) found.push({ kind: "number", text: number });
    else found.push({ kind: "text", text: double ?? single ?? "" });
  }
  return found;
}

const COMPARISONS: Readonly<Record<string, string>> = { "==": "eq", "===": "eq", ">": "gt", ">=": "gte", "<": "lt", "<=": "lte" };

class NotOurs extends Error {}

class Parser {
  private at = 0;

  constructor(private readonly tokens: readonly Token[], private readonly isFlag: (field: string) => boolean) {}

  whole(): Condition {
    const found = this.either();
    if (this.at < this.tokens.length) throw new NotOurs();
    return found;
  }

  private take(text: string): boolean {
    if (this.tokens[this.at]?.kind !== "op" || this.tokens[this.at]?.text !== text) return false;
    this.at++;
    return true;
  }

  private either(): Condition {
    const parts = [this.both()];
    while (this.take("||")) parts.push(this.both());
    return parts.length === 1 ? parts[0]! : { any: parts };
  }

  private both(): Condition {
    const parts = [this.one()];
    while (this.take("&&")) parts.push(this.one());
    return parts.length === 1 ? parts[0]! : { all: parts };
  }

  private one(): Condition {
    if (this.take("!")) return { not: this.one() };
    if (this.take("(")) {
      const inner = this.either();
      if (!this.take(")")) throw new NotOurs();
      return inner;
    }
    if (this.take("[")) return this.includes();
    const field = this.field();
    const op = this.tokens[this.at];
    if (op?.kind !== "op" || (!Object.hasOwn(COMPARISONS, op.text) && !op.text.startsWith("!="))) return this.isFlag(field) ? { field, op: "isTrue" } : { field, op: "isNotEmpty" };
    this.at++;
    const value = this.value();
    if (op.text.startsWith("!=")) return value === "" ? { field, op: "isNotEmpty" } : { not: this.test(field, "eq", value) };
    return this.test(field, COMPARISONS[op.text]!, value);
  }

  private test(field: string, op: string, value: string | number): Condition {
    if (op === "eq" && this.isFlag(field)) return { field, op: value === 0 || value === "0" ? "isFalse" : "isTrue" };
    return op === "eq" && value === "" ? { field, op: "isEmpty" } : { field, op, value };
  }

  /** `["a", "b"].includes(doc.x)` is read as far as `in_list(["a"], …)` is not: the list only. */
  private includes(): Condition {
    const values: (string | number)[] = [];
    do values.push(this.value()); while (this.take(","));
    if (!this.take("]") || this.tokens[this.at++]?.text !== "includes" || !this.take("(")) throw new NotOurs();
    const field = this.field();
    if (!this.take(")")) throw new NotOurs();
    return { field, op: "in", value: values };
  }

  private field(): string {
    const token = this.tokens[this.at++];
    const name = token?.kind === "name" ? /^doc\.([A-Za-z_]\w*)$/.exec(token.text)?.[1] : undefined;
    if (name === undefined || name.startsWith("__")) throw new NotOurs();
    return name;
  }

  private value(): string | number {
    const token = this.tokens[this.at++];
    if (token?.kind === "text") return token.text;
    if (token?.kind === "number") return Number(token.text);
    throw new NotOurs();
  }
}

/** Our condition, in the other system's names; undefined when it says something ours cannot. `isFlag` tells fields that are true or false. */
export function conditionOf(text: string, isFlag: (field: string) => boolean): Condition | undefined {
  const code = text.trim();
  if (/^[a-z_]\w*$/i.test(code)) return isFlag(code) ? { field: code, op: "isTrue" } : { field: code, op: "isNotEmpty" };
  if (!code.startsWith("eval:")) return undefined;
  // `].includes(` is one operator of three signs.
  const found = tokens(code.slice(5).replace(/;\s*$/, "").replace(/\]\s*\.\s*includes/g, "] includes"));
  if (!found || found.length === 0 || found.length > 200) return undefined;
  try {
    return new Parser(found, isFlag).whole();
  } catch (error) {
    if (error instanceof NotOurs) return undefined;
    throw error;
  }
}
