/** Numbers as people write them: "1 234,5", "1,234.5", "1'234.5", "−3", "12 %". */
const SPACES = /[\s\u00a0\u202f'’_]/g;

/**
 * The plain decimal text ("1234.5") or undefined when it is no number. With both separators the last one is the decimal one;
 * a single separator follows the language, unless it can only be decimal (not followed by exactly three digits).
 */
export function plainNumber(text: string, language: string): string | undefined {
  const bare = text.replace(SPACES, "").replace(/%$/, "").replace("−", "-");
  const decimal = decimalMark(bare, language);
  const group = decimal === "," ? "." : ",";
  if (bare.includes(group) && !isGrouped(bare.split(decimal)[0] ?? "", group)) return undefined;
  const plain = bare.replaceAll(group, "").replace(decimal, ".");
  return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(plain) ? plain.replace(/^\+/, "") : undefined;
}

/** "1.234.567": one to three digits, then groups of three. */
function isGrouped(whole: string, mark: string): boolean {
  const [first = "", ...rest] = whole.replace(/^[+-]/, "").split(mark);
  return /^\d{1,3}$/.test(first) && rest.every((group) => /^\d{3}$/.test(group));
}

function decimalMark(text: string, language: string): "," | "." {
  const [comma, dot] = [text.lastIndexOf(","), text.lastIndexOf(".")];
  if (comma >= 0 && dot >= 0) return comma > dot ? "," : ".";
  const mark = comma >= 0 ? "," : ".";
  const at = Math.max(comma, dot);
  const once = at >= 0 && text.indexOf(mark) === at;
  const couldGroup = !once || /^[+-]?[1-9]\d{0,2}$/.test(text.slice(0, at)) && text.length - at === 4;
  if (at < 0 || (once && !couldGroup)) return mark;
  const local = localMark(language);
  return once ? local : mark === "," ? "." : ",";
}

function localMark(language: string): "," | "." {
  return new Intl.NumberFormat(language).format(1.5).includes(",") ? "," : ".";
}

/** How a number is offered for editing: decimal mark of the language, no grouping. */
export function editableNumber(value: number | string, language: string): string {
  const text = typeof value === "number" && Number.isFinite(value) ? plainDigits(value) : String(value);
  return /^-?\d*(\.\d+)?$/.test(text) ? text.replace(".", localMark(language)) : text;
}

/** Digits without an exponent: 1e-7 → "0.0000001". */
function plainDigits(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toLocaleString("en", { useGrouping: false, maximumFractionDigits: 20 }) : text;
}
