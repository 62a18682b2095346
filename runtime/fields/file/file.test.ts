import { describe, expect, it } from "vitest";
import { accepts } from "../families/attachment";
import { file } from "./field";
import { fileStorage } from "./storage";

const id = "0190b6a4-7c1e-7d30-8a4b-1f2e3d4c5b6a";

describe("file", () => {
  it("keeps the id alone, whatever the client says about the file", () => {
    const parsed = file.parse({ id, name: "../../etc/passwd", size: 1, mediaType: "text/html" }, {});
    expect(parsed.ok && fileStorage.toRow(parsed.value, {})).toEqual([[id]]);
  });
  it("reads one column as one file or as a list, so multiple may change at any time", () => {
    expect(fileStorage.fromRow([[id]], {})).toEqual({ id });
    expect(fileStorage.fromRow([[id]], { multiple: true })).toEqual([{ id }]);
    expect(fileStorage.columns({})).toEqual(fileStorage.columns({ multiple: true }));
  });
  it("takes media types by name or by kind, without case and parameters", () => {
    expect(accepts(undefined, "application/x-anything")).toBe(true);
    expect(accepts(["image/*"], "IMAGE/PNG")).toBe(true);
    expect(accepts(["text/plain"], "text/plain; charset=utf-8")).toBe(true);
    expect(accepts(["image/*"], "imagery/png")).toBe(false);
    expect(accepts(["image/png"], "image/svg+xml")).toBe(false);
  });
});
