/** National numbering plans, as far as reading and grouping need them. ITU-T E.164 lists the codes; lengths are of the national number. */
interface Plan {
  readonly code: string;
  /** Prefix dialled inside the country, not part of the number. */
  readonly trunk: string;
  readonly length: number;
}

export const CALLING_CODES: Readonly<Record<string, Plan>> = {
  RU: { code: "7", trunk: "8", length: 10 }, KZ: { code: "7", trunk: "8", length: 10 }, UA: { code: "380", trunk: "0", length: 9 }, TR: { code: "90", trunk: "0", length: 10 },
  BY: { code: "375", trunk: "80", length: 9 }, GE: { code: "995", trunk: "0", length: 9 }, AM: { code: "374", trunk: "0", length: 8 }, AZ: { code: "994", trunk: "0", length: 9 },
  UZ: { code: "998", trunk: "", length: 9 }, KG: { code: "996", trunk: "0", length: 9 }, TJ: { code: "992", trunk: "", length: 9 }, MD: { code: "373", trunk: "0", length: 8 },
  DE: { code: "49", trunk: "0", length: 11 }, FR: { code: "33", trunk: "0", length: 9 }, GB: { code: "44", trunk: "0", length: 10 }, PL: { code: "48", trunk: "", length: 9 },
  ES: { code: "34", trunk: "", length: 9 }, IT: { code: "39", trunk: "", length: 10 }, NL: { code: "31", trunk: "0", length: 9 }, US: { code: "1", trunk: "1", length: 10 },
  CA: { code: "1", trunk: "1", length: 10 }, CN: { code: "86", trunk: "0", length: 11 }, IN: { code: "91", trunk: "0", length: 10 }, AE: { code: "971", trunk: "0", length: 9 },
};

/** "+79123456789" → "+7 912 345 67 89"; a number of a country that is not listed is grouped by threes. */
export function formatPhone(number: string): string {
  const plan = Object.values(CALLING_CODES).find(({ code, length }) => number.startsWith(`+${code}`) && number.length === 1 + code.length + length);
  const code = plan?.code ?? "";
  const rest = number.slice(1 + code.length);
  const head = rest.length - 4;
  const groups = [...(rest.slice(0, head).match(/\d{1,3}/g) ?? []), rest.slice(head, head + 2), rest.slice(head + 2)];
  return [`+${code}`, ...groups].join(" ").replace(/^\+ /, "+");
}
