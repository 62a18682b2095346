import { approximate, modulo, roundTo, type Rounding } from "../decimal";
import { MonthsDuration, TimeDuration } from "../temporal";
import type { FeelValue } from "../values";
import { define, type Builtin } from "./builtin";

const n = (value: FeelValue | undefined): number => value as number;

const rounding = (name: string, mode: Rounding, scale: "scale" | "scale?", summary: string, example: [string, string]): Builtin =>
  define("Number", `${name}(n: number, ${scale}: number) -> number`, summary, example, ([value, places]) => roundTo(n(value), (places as number | undefined) ?? 0, mode));

function absolute(value: FeelValue | undefined): FeelValue {
  if (typeof value === "number") return Math.abs(value);
  if (value instanceof MonthsDuration) return new MonthsDuration(Math.abs(value.months));
  return value instanceof TimeDuration ? new TimeDuration(Math.abs(value.ms)) : null;
}

export const numberFunctions = [
  rounding("decimal", "halfEven", "scale", "Rounded to decimals; a half goes to the even neighbour.", ["decimal(2.5, 0)", "2"]),
  rounding("floor", "floor", "scale?", "Rounded down.", ["floor(-1.56, 1)", "-1.6"]),
  rounding("ceiling", "ceiling", "scale?", "Rounded up.", ["ceiling(-1.5)", "-1"]),
  rounding("round up", "up", "scale", "Rounded away from zero.", ["round up(1.121, 2)", "1.13"]),
  rounding("round down", "down", "scale", "Rounded towards zero.", ["round down(1.126, 2)", "1.12"]),
  rounding("round half up", "halfUp", "scale", "Rounded to the nearest; a half goes away from zero.", ["round half up(1.125, 2)", "1.13"]),
  rounding("round half down", "halfDown", "scale", "Rounded to the nearest; a half goes towards zero.", ["round half down(1.125, 2)", "1.12"]),
  define("Number", "abs(n: any) -> any", "The number or duration without its sign.", ["abs(-10)", "10"], ([value]) => absolute(value), { resultOf: (args) => ({ kind: args[0]?.kind === "number" ? "number" : "any" }) }),
  define("Number", "modulo(dividend: number, divisor: number) -> number", "Remainder, with the sign of the divisor.", ["modulo(-12, 5)", "3"], ([a, b]) => modulo(n(a), n(b))),
  define("Number", "sqrt(number: number) -> number", "Square root.", ["sqrt(16)", "4"], ([value]) => approximate(Math.sqrt(n(value)))),
  define("Number", "log(number: number) -> number", "Natural logarithm.", ["decimal(log(10), 4)", "2.3026"], ([value]) => approximate(Math.log(n(value)))),
  define("Number", "exp(number: number) -> number", "e to the power of the number.", ["decimal(exp(1), 4)", "2.7183"], ([value]) => approximate(Math.exp(n(value)))),
  define("Number", "odd(number: number) -> boolean", "Is the number odd?", ["odd(5)", "true"], ([value]) => Math.abs(n(value)) % 2 === 1),
  define("Number", "even(number: number) -> boolean", "Is the number even?", ["even(5)", "false"], ([value]) => n(value) % 2 === 0),
];
