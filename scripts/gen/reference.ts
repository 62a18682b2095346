/** docs/reference: field types and formulas, each written by the code it describes. */
import { formulaReference } from "../../runtime/expressions/formula/reference";
import { renderFieldReference } from "../../runtime/fields/reference-doc";

export const reference = async (): Promise<Record<string, string>> => ({
  "docs/reference/field-types.md": renderFieldReference(),
  "docs/reference/formulas.md": formulaReference(),
});
