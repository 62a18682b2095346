import { expect, it } from "vitest";
import { accepts } from "../families/attachment";
import schema from "./options.schema.json";

it("an image field takes no SVG by default, because it may carry scripts", () => {
  const accept = schema.properties.accept.default;
  expect(accepts(accept, "image/png")).toBe(true);
  expect(accepts(accept, "image/svg+xml")).toBe(false);
});
