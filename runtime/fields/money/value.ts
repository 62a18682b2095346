/** The value of money and its operand. */
import { fail, ok } from "../field";
import { parseDecimalOperand } from "../families/decimal";
import type { Decimal } from "../families/number";
import { isObject } from "../families/object";
import type { OperandParser } from "../families/operator";

export interface Money {
  readonly amount: number;
  readonly currency: string;
}

/** Without a currency only amounts are compared. */
export interface MoneyOperand {
  readonly amount: Decimal;
  readonly currency?: string;
}

/** Accepts 12.5 and { "amount": 12.5, "currency": "EUR" }. */
export const parseMoneyOperand: OperandParser<MoneyOperand, unknown> = (operand) => {
  const given = isObject(operand) ? operand : { amount: operand };
  const amount = parseDecimalOperand(given["amount"], {});
  const currency = given["currency"];
  const isCode = currency === undefined || (typeof currency === "string" && /^[A-Z]{3}$/.test(currency));
  if (!amount.ok || !isCode) return fail("type", "Money is compared with a number, or with an amount and a currency.", 'Give 12.5 or { "amount": 12.5, "currency": "EUR" }.');
  return ok({ amount: amount.value!, ...(currency === undefined ? {} : { currency: currency as string }) });
};
