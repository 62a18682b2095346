import { fieldType } from "../fields/index";
import { maskIssue } from "../fields/mask";
import type { FieldModel } from "../model/types";

/** Values that say nothing about anybody, tried in this order; `mark` makes those of unique fields differ. */
const candidates = (mark: string): readonly unknown[] => [`—${mark}`, `erased${mark}@erased.invalid`, `https://erased.invalid/${mark}`, "+10000000000", { last: `—${mark}` }, { line1: `—${mark}` }, "1900-01-01", "1900-01-01T00:00:00.000Z", 0, false];

/** What stands in an obligatory field whose value was erased; null where the type takes nothing neutral, which is then left empty. */
export function placeholderOf(field: FieldModel, recordId: string): unknown {
  if (!field.required) return null;
  const type = fieldType(field.type);
  for (const candidate of candidates(field.unique ? ` ${recordId.slice(-12)}`.trim() : "")) {
    const parsed = type.parse(candidate, field.options);
    if (parsed.ok && !type.isEmpty(parsed.value as never) && !maskIssue(field, parsed.value)) return parsed.value;
  }
  return null;
}
