/** email: one address in the normal form of the kernel (lower case, ASCII domain). */
import { fail, ok } from "../field";
import { EMAIL_MAX_LENGTH, normaliseEmail } from "../../kernel/email";
import { parseTextOperand } from "../families/plain-text";
import { textType } from "../families/text-type";

export type EmailOptions = Record<string, never>;

export const email = textType<EmailOptions>({
  name: "email",
  icon: "mail",
  label: "E-mail",
  groupable: true,
  limit: () => 2 * EMAIL_MAX_LENGTH,
  check(given) {
    if (given.trim() === "") return ok<string>(null);
    const address = normaliseEmail(given);
    if (address !== undefined) return ok(address);
    const isList = /[,;\s]/.test(given.trim());
    return fail("format", "This is not an e-mail address.", isList ? "Write one address here and add fields for others." : "Write it like ann@example.com.");
  },
  operand: (operand, options) => (typeof operand === "string" ? { ok: true, value: normaliseEmail(operand) ?? operand } : parseTextOperand(operand, options)),
  schema: () => ({ format: "email", maxLength: EMAIL_MAX_LENGTH }),
  mask: (value) => (value === null ? null : `•••@${value.slice(value.indexOf("@") + 1)}`),
});
