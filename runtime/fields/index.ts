/**
 * Registry of field types, browser-safe half. To add a type: make its folder, add its line here, in `server.ts`, in `options.ts`
 * and in `components/fields/registry.tsx`; tsc names the ones that are missing.
 */
import { AppError } from "../kernel/errors";
import { didYouMean } from "../kernel/names";
import type { FieldType } from "./field";
import { address } from "./address/field";
import { anyReference } from "./anyReference/field";
import { autonumber } from "./autonumber/field";
import { children } from "./children/field";
import { code } from "./code/field";
import { file } from "./file/field";
import { formulaType } from "./formula/field";
import { geo } from "./geo/field";
import { id } from "./id/field";
import { image } from "./image/field";
import { json } from "./json/field";
import { personName } from "./personName/field";
import { reference } from "./reference/field";
import { references } from "./references/field";
import { rollupType } from "./rollup/field";
import { secret } from "./secret/field";
import { tags } from "./tags/field";
import { translationsType } from "./translations/field";
import { unit } from "./unit/field";
import { user } from "./user/field";
import { boolean } from "./boolean/field";
import { color } from "./color/field";
import { date } from "./date/field";
import { dateTime } from "./dateTime/field";
import { decimal } from "./decimal/field";
import { duration } from "./duration/field";
import { email } from "./email/field";
import { integer } from "./integer/field";
import { longText } from "./longText/field";
import { markdown } from "./markdown/field";
import { money } from "./money/field";
import { multiSelect } from "./multiSelect/field";
import { percent } from "./percent/field";
import { phone } from "./phone/field";
import { rating } from "./rating/field";
import { richText } from "./richText/field";
import { select } from "./select/field";
import { text } from "./text/field";
import { time } from "./time/field";
import { url } from "./url/field";

/** Values and options of different types meet in the registry, where only the type itself knows them; hence `any`. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyFieldType = FieldType<any, any>;

const givenTypes = {
  boolean, color, date, dateTime, decimal, duration, email, integer, longText, markdown, money,
  multiSelect, percent, phone, rating, richText, select, text, time, url,
  address, anyReference, autonumber, children, code, file, geo, id, image,
  json, personName, reference, references, secret, tags, unit, user,
} as const satisfies Record<string, AnyFieldType>;

/** Formula, rollup and translations are made out of the types their values may have. */
export const fieldTypes = { ...givenTypes, formula: formulaType(givenTypes), rollup: rollupType(givenTypes), translations: translationsType(givenTypes) } as const satisfies Record<string, AnyFieldType>;

export type FieldTypeName = keyof typeof fieldTypes;

export const fieldTypeNames = Object.keys(fieldTypes) as FieldTypeName[];

const typeByName: ReadonlyMap<string, AnyFieldType> = new Map(Object.entries(fieldTypes));

export function isFieldTypeName(name: string): name is FieldTypeName {
  return typeByName.has(name);
}

/** The type of that name. Throws `metadata:invalid` with a suggestion when there is none. */
export function fieldType(name: string): AnyFieldType {
  const known = typeByName.get(name);
  if (known) return known;
  const near = didYouMean(name, fieldTypeNames);
  throw new AppError("metadata:invalid", `There is no field type "${name}".`, {
    remedy: near ? `Did you mean "${near}"?` : `Use one of: ${fieldTypeNames.join(", ")}.`,
  });
}
