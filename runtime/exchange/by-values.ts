/**
 * Suggestions by what is in a column, where its heading says nothing: a column of e-mail addresses fits the one field that takes
 * nothing else. Only *choosy* fields are suggested so, those that refuse arbitrary words and numbers.
 */
import { fieldType } from "../fields/index";
import type { FieldModel } from "../model/types";

export type ValueField = Pick<FieldModel, "name" | "type" | "options">;

/** Values nobody means: what takes one of them takes nearly everything. */
const ANYTHING = ["zq kw", "12"];

/** Dates are mere digits and dots to a field of telephone numbers. */
const DATE = /^\d{1,4}([./-])\d{1,2}\1\d{1,4}$/;
const PHONE = "+44 20 7946 0001";

const takes = (field: ValueField, text: string): boolean => {
  const parsed = fieldType(field.type).fromText(text, field.options as never);
  return parsed.ok && parsed.value !== null;
};

const isChoosy = (field: ValueField): boolean => !ANYTHING.some((text) => takes(field, text));

/** For each column (its filled values) the name of the only free field that takes all of them, or null. A field is suggested once. */
export function suggestByValues(fields: readonly ValueField[], columns: readonly (readonly string[])[]): (string | null)[] {
  const free = new Map(fields.filter(isChoosy).map((field) => [field.name, field]));
  return columns.map((values) => {
    if (values.length === 0) return null;
    const hasDates = values.some((text) => DATE.test(text.trim()));
    const fitting = [...free.values()].filter((field) => values.every((text) => takes(field, text)) && !(hasDates && takes(field, PHONE)));
    if (fitting.length !== 1) return null;
    free.delete(fitting[0]!.name);
    return fitting[0]!.name;
  });
}
