/**
 * Decimal arithmetic on JavaScript numbers.
 *
 * A number stands for the decimal it prints as (0.1 is one tenth). `+ - * /` give the exact decimal result, rounded half
 * away from zero to 15 significant digits, the most that every double keeps. So 0.1 + 0.2 is 0.3 and 1000000.1 - 1000000
 * is 0.1, where rounding the double's result to 15 digits would leave 0.0999999999767169. PostgreSQL's numeric gives the same
 * results (formula-sql.ts), which is why exactness matters here.
 *
 * Fast path: numbers of at most four decimals and 15 digits are computed as scaled integers (a few ns); the rest goes
 * through BigInt (about 1 µs).
 */
const EXACT = 1e15;
const DIGITS = 15;

interface Parts {
  readonly mantissa: bigint;
  readonly exponent: number;
}

/** The decimal a double prints as: mantissa × 10^exponent. */
function decompose(value: number): Parts {
  const text = value.toExponential();
  const e = text.indexOf("e");
  const dot = text.indexOf(".");
  const digits = dot < 0 ? text.slice(0, e) : text.slice(0, dot) + text.slice(dot + 1, e);
  return { mantissa: BigInt(digits), exponent: Number(text.slice(e + 1)) - (dot < 0 ? 0 : e - dot - 1) };
}

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);
const pow10 = (exponent: number): bigint => 10n ** BigInt(exponent);

/** mantissa × 10^exponent as a double of at most 15 digits; null when it is too large for one. */
function compose(mantissa: bigint, exponent: number): number | null {
  const cut = magnitude(mantissa).toString().length - DIGITS;
  const rounded = cut > 0 ? divideRounding(mantissa, pow10(cut)) : mantissa;
  return finite(Number(`${rounded}e${cut > 0 ? exponent + cut : exponent}`));
}

/** Quotient rounded half away from zero. */
function divideRounding(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  if (magnitude(value % divisor) * 2n < divisor) return quotient;
  return value < 0n ? quotient - 1n : quotient + 1n;
}

/** -0 becomes 0; infinities and NaN become null. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value + 0 : null;
}

/** Result of a function that is not exact anyway (powers, roots, logarithms), at 15 digits. */
export function approximate(value: number): number | null {
  if (!Number.isFinite(value)) return null;
  return Number.isSafeInteger(value) ? value + 0 : Number(value.toPrecision(DIGITS));
}

/** `value` × 10^places when that is a whole number below 10^15, else NaN. */
function scaled(value: number, factor: number): number {
  const whole = Math.round(value * factor);
  return whole / factor === value && whole < EXACT && whole > -EXACT ? whole : NaN;
}

/** Exponents so far apart that the smaller number cannot matter. */
const FAR = 700;

function addParts(a: Parts, b: Parts): number | null {
  const exponent = Math.min(a.exponent, b.exponent);
  if (Math.max(a.exponent, b.exponent) - exponent > FAR) return null;
  return compose(a.mantissa * pow10(a.exponent - exponent) + b.mantissa * pow10(b.exponent - exponent), exponent);
}

/** Exact sum at 15 digits; null on overflow. */
export function add(a: number, b: number): number | null {
  const sum = a + b;
  if (Number.isInteger(a) && Number.isInteger(b) && sum <= EXACT && sum >= -EXACT) return sum;
  const whole = scaled(a, 1e4) + scaled(b, 1e4);
  if (whole <= EXACT && whole >= -EXACT) return whole / 1e4;
  return addParts(decompose(a), decompose(b));
}

export function subtract(a: number, b: number): number | null {
  return add(a, 0 - b);
}

/** Exact product at 15 digits; null on overflow. */
export function multiply(a: number, b: number): number | null {
  const whole = scaled(a, 1e2) * scaled(b, 1e2);
  if (whole <= EXACT && whole >= -EXACT) return whole / 1e4 + 0;
  const x = decompose(a);
  const y = decompose(b);
  return compose(x.mantissa * y.mantissa, x.exponent + y.exponent);
}

/** Exact quotient at 15 digits; null for division by zero and on overflow. */
export function divide(a: number, b: number): number | null {
  if (b === 0) return null;
  const dividend = scaled(a, 1e4);
  const divisor = scaled(b, 1e4);
  const quotient = dividend / divisor;
  if (Number.isInteger(quotient) && quotient * divisor === dividend) return quotient + 0;
  const x = decompose(a);
  const y = decompose(b);
  const shift = Math.max(0, DIGITS + 3 - magnitude(x.mantissa).toString().length + magnitude(y.mantissa).toString().length);
  return compose((x.mantissa * pow10(shift)) / y.mantissa, x.exponent - shift - y.exponent);
}

/** Remainder with the sign of the divisor: a - b × floor(a / b), exact; null for division by zero. */
export function modulo(a: number, b: number): number | null {
  if (b === 0) return null;
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    const rest = a % b;
    return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest + 0;
  }
  const x = decompose(a);
  const y = decompose(b);
  const exponent = Math.min(x.exponent, y.exponent);
  if (Math.max(x.exponent, y.exponent) - exponent > FAR) return null;
  const n = x.mantissa * pow10(x.exponent - exponent);
  const d = y.mantissa * pow10(y.exponent - exponent);
  return compose(((n % d) + d) % d, exponent);
}

/** Power at 15 digits; null when it is no real number or too large. */
export function power(a: number, b: number): number | null {
  return approximate(a ** b);
}

export type Rounding = "floor" | "ceiling" | "up" | "down" | "halfUp" | "halfDown" | "halfEven";

/** Does the cut-off part move the quotient one step away from zero? `twice` is the doubled remainder, compared with the divisor. */
function stepsAway(rounding: Rounding, negative: boolean, odd: boolean, twice: bigint, divisor: bigint): boolean {
  if (twice === 0n) return false;
  switch (rounding) {
    case "floor": return negative;
    case "ceiling": return !negative;
    case "up": return true;
    case "down": return false;
    case "halfUp": return twice >= divisor;
    case "halfDown": return twice > divisor;
    case "halfEven": return twice > divisor || (twice === divisor && odd);
  }
}

/** Rounds the decimal that `value` prints as to `scale` decimals (negative: tens, hundreds …). */
export function roundTo(value: number, scale: number, rounding: Rounding): number | null {
  if (Number.isInteger(value) && scale >= 0) return value;
  const { mantissa, exponent } = decompose(value);
  const places = Math.max(-FAR, Math.min(FAR, Math.trunc(scale)));
  const cut = -exponent - places;
  if (cut <= 0) return value;
  const divisor = pow10(cut);
  const quotient = mantissa / divisor;
  const twice = magnitude(mantissa % divisor) * 2n;
  const away = stepsAway(rounding, mantissa < 0n, quotient % 2n !== 0n, twice, divisor);
  const result = away ? (mantissa < 0n ? quotient - 1n : quotient + 1n) : quotient;
  return finite(Number(`${result}e${-places}`));
}
