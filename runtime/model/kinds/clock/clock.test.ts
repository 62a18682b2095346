import { describe, expect, it } from "vitest";
import { loadDocuments, modelOf, packDocuments } from "../../../../tests/helpers/fixtures";

type Body = Record<string, unknown>;

/** The pack "terms" with its clock changed. */
const load = (more: Body = {}) => loadDocuments([
  ...packDocuments("core", "terms").map((document) => (document.path.endsWith("clocks/answer.json") ? { ...document, text: JSON.stringify({ ...(JSON.parse(document.text) as Body), ...more }) } : document)),
]);
const problems = (more: Body): string[] => {
  const result = load(more);
  return result.ok ? [] : result.problems.map(({ pointer, code, remedy }) => `${pointer} ${code}${remedy ? "" : " (no remedy)"}`);
};

describe("a clock document", () => {
  it("is found by its name and has its label in every language", () => {
    expect(modelOf(load()).parts.clock.map(({ id, name, label, entity }) => [id, name, label, entity])).toEqual([["terms.answer", "answer", { en: "Answer", ru: "Ответ" }, "request"]]);
  });

  it("names only what is there", () => {
    expect(problems({})).toEqual([]);
    expect(problems({ entity: "nothing" })).toEqual(["/entity unknownEntity"]);
    expect(problems({ calendar: "never" })).toEqual(["/calendar unknownCalendar"]);
    expect(problems({ stop: { field: "gone", op: "isTrue" }, pause: { field: "gone", op: "isTrue" }, start: { field: "gone", op: "isTrue" } })).toEqual(["/start/field unknownField", "/pause/field unknownField", "/stop/field unknownField"].sort());
    expect(problems({ targets: [{ id: "a", when: { field: "gone", op: "isTrue" }, within: "PT1H" }, { id: "a", within: "PT2H" }] })).toEqual(["/targets/0/when/field unknownField", "/targets/1/id duplicateId"]);
    expect(problems({ events: [{ id: "a" }, { id: "b", notify: "nobody" }, { id: "c", set: { gone: 1 } }, { id: "d", process: "gone" }] })).toEqual(["/events/0 missing", "/events/1/notify unknownNotification", "/events/2/set/gone unknownField", "/events/3/process unknownProcess"]);
  });
});
