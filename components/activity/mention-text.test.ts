import { describe, expect, it } from "vitest";
import { mentionsIn, mentionText } from "../../runtime/activity/mentions";
import { mentionAt, nameFor, storedText, typedText } from "./mention-text";

const [ada, bob, other] = ["00000000-0000-7000-8000-00000000000a", "00000000-0000-7000-8000-00000000000b", "00000000-0000-7000-8000-00000000000c"] as const;

describe("mentions in a text", () => {
  it("are found while they are typed, and not in addresses or other words", () => {
    expect(mentionAt("hi @Ad", 6)).toEqual({ from: 3, query: "Ad" });
    expect(mentionAt("@", 1)).toEqual({ from: 0, query: "" });
    expect(mentionAt("@Ада Лав", 8)).toEqual({ from: 0, query: "Ада Лав" });
    for (const text of ["mail ada@example.com", "plain", "@ spaced", "@one two three four", "@a\nb", "(@[x])"]) expect(mentionAt(text, text.length), text).toBeUndefined();
  });

  it("come back from storage as they were typed", () => {
    const people = { "Ada Lovelace": ada, Ada: bob };
    const typed = "@Ada Lovelace and @Ada, not @Adam nor @Nobody";
    const stored = storedText(typed, people);
    expect(stored).toBe(`@[Ada Lovelace](user:${ada}) and @[Ada](user:${bob}), not @Adam nor @Nobody`);
    expect(typedText(stored)).toEqual({ text: typed, people });
    expect(mentionsIn(stored)).toEqual([{ id: ada, name: "Ada Lovelace" }, { id: bob, name: "Ada" }]);
  });

  it("tell people of one name apart, and survive names with brackets", () => {
    expect(nameFor({ Ada: ada }, other, "Ada")).toBe("Ada 2");
    expect(nameFor({ Ada: ada }, ada, "Ada")).toBe("Ada");
    const odd = "A] (b) \\ c*";
    expect(mentionsIn(`x ${mentionText({ id: ada, name: odd })} y`)).toEqual([{ id: ada, name: odd }]);
    expect(typedText(storedText(`@${odd} hello`, { [odd]: ada }))).toEqual({ text: `@${odd} hello`, people: { [odd]: ada } });
  });

  it("count each person once and take nothing that only looks like one", () => {
    expect(mentionsIn(`@[a](user:${ada}) @[b](user:${ada})`)).toEqual([{ id: ada, name: "a" }]);
    for (const text of ["@[a](user:1)", `@[](user:${ada})`, `@a(user:${ada})`, `[a](user:${ada})`, `@[a\nb](user:${ada})`]) expect(mentionsIn(text), text).toEqual([]);
  });
});
