/** From words to a command and its input. Pure apart from loading the command's file. */
import { parseArgs, type ParseArgsConfig } from "node:util";
import { AppError, didYouMean } from "../runtime/kernel";
import type { Command, Input, OptionSpec } from "./command";
import { COMMANDS } from "./registry";

export interface Called {
  readonly name: string;
  readonly command: Command;
  readonly args: readonly string[];
  readonly options: Input["options"];
}

const STANDARD: ParseArgsConfig["options"] = { json: { type: "boolean" }, help: { type: "boolean", short: "h" } };
const WORKSPACE: OptionSpec = { type: "string", value: "name", about: "Workspace to work in; METALOOM_WORKSPACE unless given, else the default one" };
const optionsOf = (command: Command): Readonly<Record<string, OptionSpec>> => ({ ...command.options, ...(command.anyWorkspace ? {} : { workspace: WORKSPACE }) });

/** The longest run of leading words that names a command ("pack validate" before "pack"). */
function nameOf(words: readonly string[]): string {
  const two = words.slice(0, 2).join(" ");
  if (words.length > 1 && two in COMMANDS) return two;
  const [one = ""] = words;
  if (one in COMMANDS) return one;
  const wanted = Object.keys(COMMANDS).some((name) => name.startsWith(`${one} `)) ? two : one;
  const near = didYouMean(wanted, Object.keys(COMMANDS));
  throw new AppError("input:invalid", `There is no command "${wanted}".`, { remedy: near ? `Did you mean \`metaloom ${near}\`?` : "`metaloom --help` lists the commands." });
}

/** @throws AppError input:invalid for an unknown command, option or a wrong number of arguments. */
export async function readCall(words: readonly string[]): Promise<Called> {
  const name = nameOf(words);
  const { command } = await COMMANDS[name]!();
  const rest = words.slice(name.split(" ").length);
  const specs = Object.entries(optionsOf(command)).map(([option, { type, multiple }]) => [option, { type, multiple: multiple ?? false }] as const);
  try {
    const { values, positionals } = parseArgs({ args: [...rest], options: { ...Object.fromEntries(specs), ...STANDARD }, allowPositionals: true, allowNegative: true });
    const [least, most] = command.arity ?? [0, 0];
    if (!values.help && (positionals.length < least || positionals.length > most)) throw new Error(`Wrong number of arguments.`);
    return { name, command, args: positionals, options: values as Input["options"] };
  } catch (error) {
    throw new AppError("input:invalid", error instanceof Error ? error.message : String(error), { remedy: `Usage: metaloom ${name} ${command.usage ?? ""}`.trimEnd() });
  }
}

const column = (rows: readonly (readonly [string, string])[]) => {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join("\n");
};

const isIn = (group: string) => (name: string) => group === "" || name === group || name.startsWith(`${group} `);

/** The group that is meant where no command is: "pack" and "pack --help" ask what there is about packs. Undefined for anything else. */
export function groupAsked([first, second]: readonly string[]): string | undefined {
  if (first === undefined || ["--help", "-h", "help"].includes(first)) return "";
  const isGroup = !(first in COMMANDS) && Object.keys(COMMANDS).some(isIn(first));
  return isGroup && (second === undefined || second.startsWith("-")) ? first : undefined;
}

/** The commands of a group, or of all groups (""), one line each. */
export async function helpForGroup(group: string): Promise<string> {
  const commands = Object.entries(COMMANDS).filter(([name]) => isIn(group)(name));
  const rows = await Promise.all(commands.map(async ([name, load]) => [name, (await load()).command.about] as const));
  return `Usage: metaloom ${group || "<command>"} ${group ? "<command> " : ""}[options]\n\n${column(rows)}\n\n--json prints one JSON document; \`metaloom <command> --help\` says more.`;
}

export function helpFor(name: string, command: Command): string {
  const options = Object.entries(optionsOf(command)).map(([option, { value, about }]) => [`--${option}${value ? ` <${value}>` : ""}`, about] as const);
  return [`Usage: metaloom ${name} ${command.usage ?? ""}`.trimEnd(), "", command.about, "", column([...options, ["--json", "Print one JSON document"]])].join("\n");
}
