import { expect, test } from "vitest";
import { frame } from "../../runtime/forms/forms.fixture";
import { fieldsByName } from "../../runtime/forms/scope";
import { stepsOf, wantedFields } from "./stages";

const stage = fieldsByName(frame.fields).get("stage")!;
const drawn = (value: unknown, allowed?: readonly string[]) => stepsOf(stage, value, allowed).map((step) => `${step.isNow ? "*" : step.isDone ? "+" : ""}${step.value}`);

test("steps before the present one are done, those of other record types are not shown", () => {
  expect(drawn("won")).toEqual(["+new", "*won", "lost"]);
  expect(drawn("new", ["new", "won"])).toEqual(["*new", "won"]);
  expect(drawn(null)).toEqual(["new", "won", "lost"]);
});

test("a record in a step its type does not know still shows where it is", () => {
  expect(drawn("lost", ["new", "won"])).toEqual(["+new", "+won", "*lost"]);
});

test("nothing is behind a record that was given up", () => {
  const red = { ...stage, options: { choices: (stage.options.choices as object[]).map((choice, index) => ({ ...choice, color: index === 2 ? "red" : "blue" })) } };
  expect(stepsOf(red, "lost", undefined).map((step) => step.isDone)).toEqual([false, false, false]);
});

test("what a step wants is found before anything is sent", () => {
  expect(wantedFields(frame, { name: "a", stage: "lost" }, { creating: false })).toEqual(["reason"]);
  expect(wantedFields(frame, { name: "a", stage: "won" }, { creating: false })).toEqual([]);
});
