import { expect, it } from "vitest";
import { fieldTypeNames } from "./index";
import { renderFieldReference } from "./reference-doc";

it("describes every field type", () => {
  const text = renderFieldReference();
  for (const name of fieldTypeNames) expect(text).toContain(`\n## ${name}\n`);
});
