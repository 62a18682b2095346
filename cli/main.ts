/** `metaloom <command>`: reads the words, runs the command, prints its result. Exit code 1 means problems. */
import { AppError, isAppError } from "../runtime/kernel";
import { readEnv } from "../server/env";
import type { Input, Result } from "./command";
import { groupAsked, helpFor, helpForGroup, readCall } from "./dispatch";

const say = (sentence: string) => process.stderr.write(sentence + "\n");

/** One JSON document; waits until a pipe has taken it, because the process may end right after. */
function print(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text + "\n", () => resolve()));
}

function problemOf(error: AppError): Result {
  const issues = error.issues.map(({ pointer, message, remedy }) => ({ pointer, message, remedy }));
  const lines = [error.message, ...issues.map(({ message, remedy }) => `  - ${message}${remedy ? ` ${remedy}` : ""}`), ...(error.remedy ? [error.remedy] : [])];
  const problems = issues.length ? issues : [{ pointer: "", message: error.message, remedy: error.remedy }];
  return { ok: false, text: lines.join("\n"), document: { ok: false, code: error.code, problems } };
}

async function run(words: readonly string[]): Promise<Result | void> {
  const group = groupAsked(words);
  if (group !== undefined) return { text: await helpForGroup(group), document: {} };
  const { name, command, args, options } = await readCall(words);
  if (options.help) return { text: helpFor(name, command), document: {} };
  const input: Input = { args, options, isJson: options.json === true, env: () => readEnv(), say };
  return command.run(input);
}

async function main(words: readonly string[]): Promise<void> {
  const isJson = words.includes("--json");
  let result: Result | void;
  try {
    result = await run(words);
  } catch (error) {
    if (!isAppError(error)) throw error;
    result = problemOf(error);
    if (!isJson) say(result.text!);
    else await print(JSON.stringify(result.document));
    process.exitCode = 1;
    return;
  }
  if (!result) return;
  if (isJson) await print(JSON.stringify(result.document));
  else if (result.text !== undefined) await print(result.text);
  if (result.ok === false) process.exitCode = 1;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  say(error instanceof Error ? error.stack ?? error.message : String(error));
  process.exitCode = 1;
});
