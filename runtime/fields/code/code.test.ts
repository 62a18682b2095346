import { expect, it } from "vitest";
import { code } from "./field";

it("code keeps its indentation and its last line break", () => {
  expect(code.parse("  if x:\r\n\ty\n", {})).toEqual({ ok: true, value: "  if x:\n\ty\n" });
});
