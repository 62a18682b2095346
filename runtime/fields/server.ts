/** Registry of field types, node half: how each lies in PostgreSQL. */
import { fieldType, isFieldTypeName, type FieldTypeName } from "./index";
import type { FieldStorage } from "./storage";
import { addressStorage } from "./address/storage";
import { anyReferenceStorage } from "./anyReference/storage";
import { autonumberStorage } from "./autonumber/storage";
import { childrenStorage } from "./children/storage";
import { codeStorage } from "./code/storage";
import { fileStorage } from "./file/storage";
import { formulaStorageOf } from "./formula/storage";
import { geoStorage } from "./geo/storage";
import { idStorage } from "./id/storage";
import { imageStorage } from "./image/storage";
import { jsonStorage } from "./json/storage";
import { personNameStorage } from "./personName/storage";
import { referenceStorage } from "./reference/storage";
import { referencesStorage } from "./references/storage";
import { rollupStorageOf } from "./rollup/storage";
import { secretStorage } from "./secret/storage";
import { tagsStorage } from "./tags/storage";
import { translationsStorageOf } from "./translations/storage";
import { unitStorage } from "./unit/storage";
import { userStorage } from "./user/storage";
import { booleanStorage } from "./boolean/storage";
import { colorStorage } from "./color/storage";
import { dateStorage } from "./date/storage";
import { dateTimeStorage } from "./dateTime/storage";
import { decimalStorage } from "./decimal/storage";
import { durationStorage } from "./duration/storage";
import { emailStorage } from "./email/storage";
import { integerStorage } from "./integer/storage";
import { longTextStorage } from "./longText/storage";
import { markdownStorage } from "./markdown/storage";
import { moneyStorage } from "./money/storage";
import { multiSelectStorage } from "./multiSelect/storage";
import { percentStorage } from "./percent/storage";
import { phoneStorage } from "./phone/storage";
import { ratingStorage } from "./rating/storage";
import { richTextStorage } from "./richText/storage";
import { selectStorage } from "./select/storage";
import { textStorage } from "./text/storage";
import { timeStorage } from "./time/storage";
import { urlStorage } from "./url/storage";

/** As in the browser-safe registry: only the type itself knows its values and options. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyFieldStorage = FieldStorage<any, any>;

const givenStorages = {
  boolean: booleanStorage,
  color: colorStorage,
  date: dateStorage,
  dateTime: dateTimeStorage,
  decimal: decimalStorage,
  duration: durationStorage,
  email: emailStorage,
  integer: integerStorage,
  longText: longTextStorage,
  markdown: markdownStorage,
  money: moneyStorage,
  multiSelect: multiSelectStorage,
  percent: percentStorage,
  phone: phoneStorage,
  rating: ratingStorage,
  richText: richTextStorage,
  select: selectStorage,
  text: textStorage,
  time: timeStorage,
  url: urlStorage,
  address: addressStorage,
  anyReference: anyReferenceStorage,
  autonumber: autonumberStorage,
  children: childrenStorage,
  code: codeStorage,
  file: fileStorage,
  geo: geoStorage,
  id: idStorage,
  image: imageStorage,
  json: jsonStorage,
  personName: personNameStorage,
  reference: referenceStorage,
  references: referencesStorage,
  secret: secretStorage,
  tags: tagsStorage,
  unit: unitStorage,
  user: userStorage,
} as const satisfies Record<Exclude<FieldTypeName, "formula" | "rollup" | "translations">, AnyFieldStorage>;

export const fieldStorages = {
  ...givenStorages, formula: formulaStorageOf(givenStorages), rollup: rollupStorageOf(givenStorages), translations: translationsStorageOf(givenStorages),
} as const satisfies Record<FieldTypeName, AnyFieldStorage>;

/** The storage of that type. Throws `metadata:invalid` when there is no such type. */
export function fieldStorage(name: string): AnyFieldStorage {
  if (!isFieldTypeName(name)) fieldType(name);
  return (fieldStorages as Record<string, AnyFieldStorage>)[name]!;
}
