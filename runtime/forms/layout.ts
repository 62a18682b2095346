/**
 * Which form a record is shown with, and which of its fields is the stage.
 *
 * - *fit*: a form fits a record when its record type and condition do; of those that fit, the one that asks for more wins
 *   (record type, then condition, then roles, then default, then order).
 * - *stage*: the select field whose choices are the steps above the record.
 */
import type { Condition } from "../expressions/condition";
import type { ClientEntity, ClientField, ClientForm, ClientRecordType, ClientSection } from "../model/client";

/** Types that need the whole width when nobody laid the form out by hand. */
const WIDE: ReadonlySet<string> = new Set(["longText", "richText", "markdown", "children", "json", "code", "address", "references"]);

export interface Fit {
  readonly recordType?: string;
  /** Does a condition hold for the record? Without it, forms with a condition fit nothing. */
  holds?(condition: Condition): boolean;
}

export function formFor(entity: ClientEntity, { recordType, holds = () => false }: Fit = {}): ClientForm {
  const type = entity.recordTypes.find((one) => one.name === recordType);
  let best: { form: ClientForm; rank: number } | undefined;
  for (const form of entity.forms) {
    const isNamed = isNamedBy(form, type);
    if ((form.recordType !== undefined && !isNamed) || (form.when && !holds(form.when))) continue;
    const rank = Number(isNamed) * 8 + Number(form.when !== undefined) * 4 + Number(form.forRoles === true) * 2 + Number(form.default);
    if (!best || rank > best.rank) best = { form, rank };
  }
  return best?.form ?? generatedForm(entity);
}

function isNamedBy(form: ClientForm, type: ClientRecordType | undefined): boolean {
  return type !== undefined && (form.name === type.form || form.recordType === type.name);
}

/** Every section of a form, those at the side included. */
export const sectionsOf = (form: ClientForm): readonly ClientSection[] => [...form.tabs.flatMap((tab) => tab.sections), ...(form.side ?? [])];

/** The field of the steps: what the form names, else that of the entity's first board. Undefined when the person may not see it. */
export function stageOf(entity: ClientEntity, form: ClientForm, boards: readonly { readonly entity: string; readonly field: string }[]): ClientField | undefined {
  const name = form.stage ?? boards.find((board) => board.entity === entity.name)?.field;
  const field = entity.fields.find((one) => one.name === name);
  return field?.right === "masked" ? undefined : field;
}

/** One section with every field that is not the system's, in order. */
export function generatedForm(entity: Pick<ClientEntity, "name" | "label" | "fields">): ClientForm {
  const fields = entity.fields.filter((field) => !field.system).map((field) => ({ id: field.name, field: field.name, span: span(field) }));
  return {
    id: `${entity.name}.generated`, name: "generated", label: entity.label, default: true, related: [],
    tabs: [{ id: "main", label: entity.label, sections: [{ id: "main", columns: 2, collapsed: false, fields }] }],
  };
}

function span(field: ClientField): 1 | 2 {
  return WIDE.has(field.type) ? 2 : 1;
}
