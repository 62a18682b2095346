/**
 * What the screen half of a field type exports: Cell from `runtime/fields/<type>/cell.tsx` (loaded with every list), the others from `ui.tsx`
 * (loaded when something is edited):
 *
 * - *Control*: edits a value. Reports every keystroke; a text it cannot read is reported as it is, and the type's `parse` says what is wrong.
 * - *Cell*: shows a value in a list, a card or a form that is only read. Never throws on a value it does not expect.
 * - *FilterInput*: edits the operand of one condition leaf.
 * - *line* of a Cell: the same value as one line of a list, drawn by a plain function into the cell that is there anyway. A list draws
 *   hundreds; a component, two boxes and three hooks for each are what it would wait for. A Cell without one is drawn as a component.
 */
import type { ComponentType, ReactNode } from "react";
import type { OperandKind } from "../../runtime/fields/field";
import type { FormIssue } from "../../runtime/forms/validate";
import type { ClientField, ClientModel } from "../../runtime/model/client";

export interface ControlProps {
  /** Id of the input, which the label points at. */
  id: string;
  field: ClientField;
  value: unknown;
  onChange(value: unknown): void;
  disabled?: boolean;
  invalid?: boolean;
  /** What is wrong inside a value of many parts, e.g. "/2/price" in line items. */
  issues?: readonly FormIssue[];
  /** Id of the help and error text. */
  describedBy?: string;
  /** Id of the visible label, for controls made of several inputs. */
  labelledBy?: string;
  autoFocus?: boolean;
  /** Inside a row of a grid: one line high, no extras. */
  compact?: boolean;
  /** The choices allowed now (record type); undefined = all. */
  choices?: readonly string[];
}

export interface CellProps {
  field: ClientField;
  value: unknown;
  /** One line with an ellipsis (lists) instead of as much as is needed (record page). */
  compact?: boolean;
}

/** What a line may know of the reader. */
export interface LinePlace {
  readonly language: string;
  readonly timeZone: string;
  readonly entities: ClientModel["entities"];
}

export type Line = (field: ClientField, value: unknown, place: LinePlace) => ReactNode;

export type CellType = ComponentType<CellProps> & { readonly line?: Line };

export interface FilterInputProps {
  id: string;
  field: ClientField;
  operator: string;
  operand: OperandKind;
  value: unknown;
  onChange(value: unknown): void;
}

export interface FieldUi {
  readonly Control: ComponentType<ControlProps>;
  readonly FilterInput: ComponentType<FilterInputProps>;
}
