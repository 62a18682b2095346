import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { answerWords } from "./answer-words";
import { COLLEGIAL_KINDS, COLLEGIAL_KIND_NAMES } from "./kinds/index";

describe("words of answers in letters", () => {
  it.each(["en", "ru", "uk", "tr"])("are those of the screens in %s; of a signature the button says that one signs in", (language) => {
    const screens = JSON.parse(readFileSync(`messages/${language}.json`, "utf8")) as Record<string, string>;
    const words = answerWords(language);
    for (const name of COLLEGIAL_KIND_NAMES) expect(words.kinds[name]).toBe(screens[`approval.kind.${name}`]);
    for (const answer of new Set(COLLEGIAL_KIND_NAMES.flatMap((name) => COLLEGIAL_KINDS[name].answers.filter((one) => !COLLEGIAL_KINDS[name].confirmed.includes(one))))) expect([answer, words.answers[answer]]).toEqual([answer, screens[`approval.answer.${answer}`]]);
    expect(words.answers["sign"]).not.toBe(screens["approval.answer.sign"]);
  });
});
