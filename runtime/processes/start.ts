/** Starts by hand and by the API, messages and signals from outside. */
import { AppError, type Issue } from "../kernel/errors";
import { actorId } from "../kernel/principal";
import type { ProcessModel } from "../model/kinds/process/model";
import type { EntityModel } from "../model/types";
import { askRules } from "../queries/ask";
import { bindingsOf, readingOf } from "../queries/caller";
import { poolsOf } from "../workflow/engine/compile";
import { isWebCall } from "../workflow/engine/web-calls";
import { startTriggers } from "../workflow/engine/starts";
import type { Json, Values, Variable } from "../workflow/definition/types";
import { beginInstance } from "./begin";
import { broadcastSignal, deliverMessage } from "./deliver";
import { personIn, rightsOn, within, type ProcessCall } from "./call";
import type { Hand } from "./running";

export interface StartInput {
  /** Id of the record it is about. */
  readonly record?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Id of the button; without one, the record must fit one of them. */
  readonly button?: string;
}

const invalid = (...issues: Issue[]): AppError => new AppError("input:invalid", "The process cannot be started like this.", { issues });

/** @throws AppError resource:notFound, right:missing (known but not his to start), input:invalid, record:notFound, state:wrong. */
export async function startByHand(hand: Hand, call: ProcessCall, name: string, input: StartInput): Promise<{ readonly id: string; readonly jobs: number }> {
  const part = startable(call, name);
  const entity = part.entity === undefined ? undefined : call.model.entities.get(part.entity);
  return within(hand.db, call, async (tx) => {
    const record = await recordOf(hand, { ...call, db: tx }, part, entity, input);
    const variables = variablesOf(part, input.variables ?? {});
    const version = await hand.versions.current(tx, part, call.model.revision);
    const me = actorId(call.ctx.principal);
    return beginInstance({ hand, tx, now: call.ctx.now }, { version, variables, startedBy: me, ...(record && { record }), ...(me !== null && { actor: { userId: me } }) });
  });
}

function startable(call: ProcessCall, name: string): ProcessModel {
  const part = call.model.parts.process.find((one) => one.name === name);
  const rights = part && rightsOn(call, part);
  if (part && rights!.start) return part;
  const known = part !== undefined && (rights!.operate || (part.entity !== undefined && readingOf(call.model, call.ctx.principal).access(part.entity).rows.read.length > 0));
  if (known) throw new AppError("right:missing", "You may not start this process.", { remedy: "Ask an administrator for the right." });
  throw new AppError("resource:notFound", `There is no process "${name.slice(0, 60)}".`, { remedy: "See GET /api/v1/processes for those you may start." });
}

type Button = Extract<ProcessModel["starts"][number], { kind: "hand" }>;

/** Those whose condition the record fulfils. */
async function fittingButtons(call: ProcessCall, entity: EntityModel, record: string, buttons: readonly Button[]): Promise<readonly Button[]> {
  const asked = buttons.filter(({ when }) => when !== undefined);
  const answers = asked.length === 0 ? [] : await askRules(call.db, readingOf(call.model, call.ctx.principal), entity, record, asked.map(({ when }) => [when!]), bindingsOf(call.ctx, []));
  return buttons.filter((button) => button.when === undefined || answers[asked.indexOf(button)] === true);
}

export interface StartOffer {
  /** Name of the process, and id of its button. */
  readonly process: string;
  readonly button: string;
}

/** Buttons the caller may press on a record he reads, as it is now. */
export async function startsOf(call: ProcessCall, entity: EntityModel, record: string): Promise<readonly StartOffer[]> {
  const offers: StartOffer[] = [];
  for (const part of call.model.parts.process.filter((one) => one.entity === entity.name && rightsOn(call, one).start)) {
    const fitting = await fittingButtons(call, entity, record, part.starts.filter((start) => start.kind === "hand"));
    offers.push(...fitting.map(({ id }) => ({ process: part.name, button: id })));
  }
  return offers;
}

async function recordOf(hand: Hand, call: ProcessCall, part: ProcessModel, entity: EntityModel | undefined, { record, button }: StartInput) {
  const buttons = part.starts.filter((start) => start.kind === "hand");
  const pressed = buttons.find(({ id }) => id === button);
  if (button !== undefined && !pressed) throw invalid({ pointer: "/button", code: "unknown", message: `The process has no button "${button}".`, remedy: "See GET /api/v1/processes." });
  if (!entity) {
    if (record !== undefined) throw invalid({ pointer: "/record", code: "surplus", message: "The process is about no record.", remedy: "Leave it out." });
    return undefined;
  }
  if (record === undefined) throw invalid({ pointer: "/record", code: "required", message: `The process is about a record of ${entity.name}.`, remedy: "Give its id." });
  const [found] = await hand.queries.read(call, entity.name, [record], { paths: ["id"], trusted: true, trash: "without", lock: false, questions: [] });
  if (!found) throw new AppError("record:notFound", "There is no such record, or you may not see it.", { remedy: "Check the id." });
  const offered = pressed ? [pressed] : buttons;
  if (offered.length > 0 && (await fittingButtons(call, entity, record, offered)).length === 0) throw new AppError("state:wrong", "The process is not for this record as it is now.", { remedy: "Read the record again: its state may have changed." });
  return { entity: entity.id, id: record };
}

const FITS: Readonly<Record<string, (value: unknown) => boolean>> = {
  text: (value) => typeof value === "string", number: (value) => typeof value === "number" && Number.isFinite(value), boolean: (value) => typeof value === "boolean",
  date: (value) => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value), dateTime: (value) => typeof value === "string" && !Number.isNaN(Date.parse(value)),
  list: Array.isArray, context: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
};

/** Variables of the process that may be given from outside; the others are its own affair. */
export function checkVariables(known: readonly Variable[], given: Readonly<Record<string, unknown>>, pointer: string): { readonly values: Values; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  for (const [name, value] of Object.entries(given)) {
    const variable = known.find((one) => one.name === name);
    const fits = FITS[variable?.type ?? "any"];
    if (!variable) issues.push({ pointer: `${pointer}/${name}`, code: "unknownKey", message: `The process has no variable "${name.slice(0, 60)}" to be given.`, remedy: known.length ? `Known: ${known.map((one) => one.name).join(", ")}.` : "Leave it out." });
    else if (value !== null && fits && !fits(value)) issues.push({ pointer: `${pointer}/${name}`, code: "type", message: `"${name}" must be of the type ${variable.type}.`, remedy: "Give a value of that type." });
  }
  return { values: given as Readonly<Record<string, Json>>, issues };
}

function variablesOf(part: ProcessModel, given: Readonly<Record<string, unknown>>): Values {
  const asked = (part.definition.variables ?? []).filter((variable) => variable.ask);
  const { values, issues } = checkVariables(asked, given, "/variables");
  const missing = asked.filter((variable) => variable.required && (given[variable.name] ?? null) === null)
    .map(({ name }): Issue => ({ pointer: `/variables/${name}`, code: "required", message: `"${name}" is required.`, remedy: "Fill it in." }));
  if (issues.length + missing.length > 0) throw invalid(...issues, ...missing);
  return values;
}

/** Processes that the caller may start: what he sends reaches these and no others. */
function reach(call: ProcessCall): readonly string[] {
  personIn(call);
  const own = call.model.parts.process.filter((part) => rightsOn(call, part).start).map(({ id }) => id);
  if (own.length === 0) throw new AppError("right:missing", "You may start no process, so you may send them nothing.", { remedy: "Ask an administrator for the right." });
  return own;
}

export function sendMessage(hand: Hand, call: ProcessCall, message: { readonly name: string; readonly key?: Json; readonly payload?: Values }) {
  if (isWebCall(message.name)) throw new AppError("input:invalid", "A step that waits at a web address is reached by that address only.", { issues: [{ pointer: "/name", code: "reserved", message: "Messages of this name are not sent.", remedy: "Call the address." }] });
  return within(hand.db, call, async (tx) => ({ outcome: await deliverMessage({ hand, tx, now: call.ctx.now }, { name: message.name, payload: message.payload ?? {}, processes: reach(call), ...(message.key !== undefined && { key: message.key }) }) }));
}

export const sendSignal = (hand: Hand, call: ProcessCall, signal: { readonly name: string; readonly payload?: Values }) =>
  within(hand.db, call, async (tx) => ({ heard: await broadcastSignal({ hand, tx, now: call.ctx.now }, { name: signal.name, payload: signal.payload ?? {}, processes: reach(call) }) }));

/** Names of messages and signals that start a process, for the list of processes. */
export const startedBy = (part: ProcessModel): readonly string[] => [
  ...part.starts.map(({ kind }) => kind), ...poolsOf(part.definition).flatMap((pool) => startTriggers(part.definition, pool.id).map(({ trigger }) => trigger.type)),
];
