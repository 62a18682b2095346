import { Marked } from "marked";
import { describe, expect, it } from "vitest";
import { leadingMention } from "../../runtime/activity/mentions";

const ada = "00000000-0000-7000-8000-00000000000a";

describe("a mention at the beginning of a text", () => {
  it("is found with the way it is written, and nowhere else", () => {
    expect(leadingMention(`@[Ada \\] L](user:${ada}) hello`)).toEqual({ mention: { id: ada, name: "Ada ] L" }, raw: `@[Ada \\] L](user:${ada})` });
    expect(leadingMention(`hello @[Ada](user:${ada})`)).toBeUndefined();
    expect(leadingMention("@[Ada](user:me)")).toBeUndefined();
  });

  it("would be a link to the Markdown reader alone, which is why it is read first", () => {
    expect(new Marked().parse(`@[Ada](user:${ada})`)).toContain("<a href");
  });
});
