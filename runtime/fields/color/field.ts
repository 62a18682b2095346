/** color: "#rrggbb" in lower case. */
import { fail, ok, type Parsed } from "../field";
import { parseTextOperand } from "../families/plain-text";
import { textType } from "../families/text-type";

export type ColorOptions = Record<string, never>;

function normalise(given: string): Parsed<string> {
  const color = given.trim().toLowerCase();
  if (color === "") return ok<string>(null);
  if (/^#[\da-f]{6}$/.test(color)) return ok(color);
  const short = /^#([\da-f])([\da-f])([\da-f])$/.exec(color);
  if (short) return ok(`#${short[1]!.repeat(2)}${short[2]!.repeat(2)}${short[3]!.repeat(2)}`);
  return fail("format", "This is not a colour.", "Write # and six hexadecimal digits, for example #1f6feb.");
}

export const color = textType<ColorOptions>({
  name: "color",
  icon: "palette",
  label: "Colour",
  groupable: true,
  limit: () => 40,
  check: normalise,
  operand(operand, options) {
    const cleaned = parseTextOperand(operand, options);
    if (!cleaned.ok || cleaned.value === null) return cleaned;
    const normal = normalise(cleaned.value);
    return normal.ok ? normal : cleaned;
  },
  schema: () => ({ pattern: "^#[0-9a-f]{6}$" }),
  mask: (value) => (value === null ? null : "••••"),
});
