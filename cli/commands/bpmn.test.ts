import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Command, Input } from "../command";
import { exportDecision, exportProcess, importDecision, importProcess } from "./bpmn";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "metaloom-bpmn-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const place = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const run = (command: Command, file: string, options: Input["options"] = {}) =>
  command.run({ args: [file], options: { out: join(folder, "out"), ...options }, isJson: false, env: () => { throw new Error("no environment is needed"); }, say: () => undefined });

describe("metaloom bpmn and dmn", () => {
  it("names the process after the file, or as told", async () => {
    const file = place("Big deal.bpmn", '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p"><startEvent id="s"/></process></definitions>');
    await run(importProcess, file);
    expect(JSON.parse(readFileSync(join(folder, "out"), "utf8"))).toMatchObject({ name: "bigDeal", nodes: [{ id: "s" }] });
    await run(importProcess, file, { name: "other" });
    expect(JSON.parse(readFileSync(join(folder, "out"), "utf8"))).toMatchObject({ name: "other" });
  });

  it.each([
    ["a BPMN file that is none", importProcess, "<html/>", /not BPMN/], ["a DMN file that is none", importDecision, "<html/>", /not DMN/], ["a process that is no JSON", exportProcess, "{", /no JSON/],
    ["a process that is something else", exportProcess, '{"id": 1}', /no process document/], ["a decision that is something else", exportDecision, "[]", /no decision document/],
  ] as const)("refuse %s", (_what, command, text, says) => expect(run(command, place("file", text))).rejects.toThrow(says));

  it("say when there is no file", () => expect(run(importProcess, join(folder, "gone"))).rejects.toThrow(/There is no file/));
});
