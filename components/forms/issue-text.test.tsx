import { expect, it } from "vitest";
import { field } from "../../runtime/forms/forms.fixture";
import type { ClientField } from "../../runtime/model/client";
import { draw } from "../../tests/helpers/screen";
import { useIssueText } from "./issue-text";

function Said({ of, code }: { of: ClientField; code: string }) {
  return <p>{useIssueText()(of, { pointer: "", code, message: "As the type says." })}</p>;
}
const said = (of: ClientField, code: string) => draw(<Said of={of} code={code} />).html;

it("a pattern is explained in the words of its builder", () => {
  expect(said(field("a", "text", { options: { pattern: "[A-Z]", patternHint: "One capital" } }), "pattern")).toBe("<p>One capital</p>");
  expect(said(field("a", "text", { options: { pattern: "[A-Z]" } }), "pattern")).not.toContain("capital");
});

it("a mask is shown where a text does not fit it", () => {
  expect(said(field("a", "text", { mask: "AA-99" }), "mask")).toContain("AA-99");
});
