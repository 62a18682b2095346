/** `metaloom bpmn|dmn import|export`: processes and decisions from and for other tools. Files only; no database is needed. */
import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { AppError } from "../../runtime/kernel";
import { documentErrors } from "../../runtime/model/schemas";
import { exportBpmn } from "../../runtime/workflow/bpmn/export";
import { readProcess } from "../../runtime/workflow/bpmn/read-file";
import { checkProcess } from "../../runtime/workflow/check/check-process";
import type { Problem } from "../../runtime/workflow/check/problem";
import type { ProcessDefinition } from "../../runtime/workflow/definition/types";
import type { DecisionDefinition } from "../../runtime/workflow/dmn/decision";
import { exportDmn } from "../../runtime/workflow/dmn/export";
import { importDmn, nameFrom } from "../../runtime/workflow/dmn/import";
import type { Command, Input, Result } from "../command";

const read = (path: string): Promise<Buffer> => readFile(path).catch((cause: unknown) => { throw new AppError("resource:notFound", `There is no file ${path}.`, { remedy: "Name a file that is there.", cause }); });

/** A document of a kind; anything else is refused with what is wrong. */
async function document<T>(kind: "process" | "decision", path: string): Promise<T> {
  let body: unknown;
  try {
    body = JSON.parse((await read(path)).toString("utf8"));
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("input:invalid", `${path} is no JSON.`, { remedy: `Name a ${kind} document of a pack.`, cause });
  }
  const wrong = documentErrors(kind, body)[0];
  if (wrong) throw new AppError("input:invalid", `${path} is no ${kind} document: ${wrong.instancePath || "/"} (${wrong.keyword}).`, { remedy: "`metaloom pack validate` tells more." });
  return body as T;
}

const lines = (problems: readonly Problem[]): string[] => problems.map(({ severity, elements, message, remedy }) => `${severity}: ${elements.length > 0 ? `${elements.slice(0, 5).join(", ")}: ` : ""}${message}${remedy ? ` ${remedy}` : ""}`);
const target = (input: Input, fallback: string): string => (typeof input.options["out"] === "string" ? input.options["out"] : fallback);
const stem = (path: string): string => basename(path).replace(/\.[^.]*$/, "");
const OUT = { out: { type: "string", about: "Where to write", value: "file" } } as const;

async function written(path: string, text: string, problems: readonly Problem[], what: string): Promise<Result> {
  await writeFile(path, text);
  const errors = problems.filter(({ severity }) => severity === "error").length;
  return { document: { ok: errors === 0, file: path, problems }, text: [...lines(problems), `Wrote ${path}: ${what}.`].join("\n") };
}

function refuseUnread(problems: readonly Problem[]): void {
  const unread = problems.find(({ code }) => code === "unreadable" || code === "noTable");
  if (unread) throw new AppError("input:invalid", unread.message, { remedy: unread.remedy ?? "Export the file again." });
}

export const importProcess: Command = {
  about: "Make a process document out of a BPMN 2.0 or XPDL 2.x file, with a list of what is not run", usage: "<file.bpmn|file.xpdl> [--name <process>] [--out <file>]", arity: [1, 1], anyWorkspace: true,
  options: { ...OUT, name: { type: "string", about: "Name of the process; that of the file when left out", value: "process" } },
  async run(input) {
    const file = input.args[0]!;
    const name = typeof input.options["name"] === "string" ? input.options["name"] : nameFrom(stem(file));
    const { definition, problems } = await readProcess(await read(file), name);
    refuseUnread(problems);
    const all = [...problems, ...checkProcess(definition)];
    return written(target(input, `${name}.json`), `${JSON.stringify(definition, null, 2)}\n`, all, `${definition.nodes.length} nodes, ${definition.flows.length} flows`);
  },
};

export const exportProcess: Command = {
  about: "Write a process document as BPMN 2.0, with all that was kept of the file it came from", usage: "<process.json> [--out <file>]", arity: [1, 1], anyWorkspace: true, options: OUT,
  async run(input) {
    const definition = await document<ProcessDefinition>("process", input.args[0]!);
    return written(target(input, `${stem(input.args[0]!)}.bpmn`), exportBpmn(definition), [], `${definition.nodes.length} nodes, ${definition.flows.length} flows`);
  },
};

export const importDecision: Command = {
  about: "Make a decision document out of the first table of a DMN file", usage: "<file.dmn> [--out <file>]", arity: [1, 1], anyWorkspace: true, options: OUT,
  async run(input) {
    const { decisions: [first, ...others], problems } = importDmn(await read(input.args[0]!));
    refuseUnread(problems);
    if (!first) throw new AppError("input:invalid", "The file holds no decision table.", { remedy: "Export a decision with a table." });
    const more = others.length > 0 ? `; ${others.length} more in the file` : "";
    return written(target(input, `${first.name}.json`), `${JSON.stringify(first, null, 2)}\n`, problems, `${first.rules.length} rules${more}`);
  },
};

export const exportDecision: Command = {
  about: "Write a decision document as DMN 1.3", usage: "<decision.json> [--out <file>]", arity: [1, 1], anyWorkspace: true, options: OUT,
  async run(input) {
    const decision = await document<DecisionDefinition>("decision", input.args[0]!);
    return written(target(input, `${stem(input.args[0]!)}.dmn`), exportDmn(decision), [], `${decision.rules.length} rules`);
  },
};
