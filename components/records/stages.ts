/**
 * Steps of a record: the choices of its stage field.
 *
 * - *step*: one choice this record may have; those of other record types are other pipelines and no steps of this one.
 * - *wanted*: fields that have to be filled in before the record may be in a step.
 */
import { validateForm, type FormFrame } from "../../runtime/forms/validate";
import type { Values } from "../../runtime/forms/scope";
import type { FieldState, FormSituation } from "../../runtime/forms/state";
import type { ClientField } from "../../runtime/model/client";

export interface Step {
  readonly value: string;
  readonly label: string;
  readonly color?: string;
  /** Before the present one; nothing is behind a record that was given up. */
  readonly isDone: boolean;
  readonly isNow: boolean;
}

/** Colour metadata gives to steps that end badly. */
const GIVEN_UP = "red";

export function stepsOf(field: ClientField, value: unknown, allowed: FieldState["choices"]): readonly Step[] {
  const all = Array.isArray(field.options.choices) ? (field.options.choices as { value: string; label: string; color?: string }[]) : [];
  const shown = all.filter((choice) => !allowed || allowed.includes(choice.value) || choice.value === value);
  const now = shown.findIndex((choice) => choice.value === value);
  const isGivenUp = shown[now]?.color === GIVEN_UP;
  return shown.map(({ value: step, label, color }, index) => ({ value: step, label, ...(color ? { color } : {}), isDone: index < now && !isGivenUp, isNow: index === now }));
}

/** Names of the fields that keep these values from being saved, in the order of the entity. */
export function wantedFields(frame: FormFrame, values: Values, situation: FormSituation): readonly string[] {
  return [...validateForm(frame, values, situation).keys()];
}
