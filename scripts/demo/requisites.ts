/**
 * Russian requisites with right check digits. They begin with the region 00, which no tax office has, so that no real company or
 * person is named by accident.
 */
import type { Random } from "./random";

const weightedDigit = (digits: string, weights: readonly number[]): number => (weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11) % 10;

const W10 = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const W11 = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
const W12 = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

/** 10 digits. */
export function companyInn(random: Random): string {
  const nine = `00${random.digits(7)}`;
  return nine + weightedDigit(nine, W10);
}

/** 12 digits. */
export function personInn(random: Random): string {
  const eleven = withDigit(`00${random.digits(8)}`, W11);
  return eleven + weightedDigit(eleven, W12);
}

const withDigit = (digits: string, weights: readonly number[]): string => digits + weightedDigit(digits, weights);

export const kpp = (random: Random): string => `00${random.digits(2)}01001`;

/** 13 digits: the last is the rest of dividing the others by 11. */
export function ogrn(random: Random): string {
  const twelve = `1${random.digits(2)}00${random.digits(7)}`;
  return twelve + ((Number(twelve) % 11) % 10);
}

/** 15 digits: the last is the rest of dividing the others by 13. */
export function ogrnip(random: Random): string {
  const fourteen = `3${random.digits(2)}00${random.digits(9)}`;
  return fourteen + ((Number(fourteen) % 13) % 10);
}
