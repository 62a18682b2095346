/**
 * Calls from the web. A *start address* begins a process, an *address of a step* wakes an instance that waits there, or will.
 * Both are sealed with the secret of the installation, so nothing of them is kept; who knows one may use it, and nobody can guess one.
 */
import { sql } from "kysely";
import type { Tx } from "../db/pool";
import { sys } from "../db/schemas";
import { AppError, type Issue } from "../kernel/errors";
import { isUuid } from "../kernel/ids";
import type { ProcessModel, ProcessStart } from "../model/kinds/process/model";
import { StepFailure } from "../workflow/engine/compiled";
import { webCallName } from "../workflow/engine/web-calls";
import type { Json, Values } from "../workflow/definition/types";
import { sendTo, type Place } from "./advance-instance";
import { beginInstance } from "./begin";
import { rightsOn, within, type ProcessCall } from "./call";
import { valueOf } from "./formula";
import { PROCESS_STORE_LIMITS } from "./limits";
import { productContext, type Hand } from "./running";
import { checkVariables } from "./start";
import { stepSeal } from "./web-addresses";

type HookStart = Extract<ProcessStart, { kind: "webhook" }>;

/** The same answer for an address that never was, and for one that is used up. */
const unknown = (): AppError => new AppError("resource:notFound", "There is nothing at this address.", { remedy: "Check the address; each works as long as somebody waits there." });

const startSeal = (hand: Hand, part: ProcessModel, start: string, number: number): string | undefined => hand.hooks?.sign(`start ${part.id} ${start} ${number}`);
const numberOf = async (place: Pick<Place, "tx">, part: ProcessModel, start: string): Promise<number> =>
  (await place.tx.run<{ number: number }>(sql`select number from ${sys("process_hooks")} where process = ${part.id} and start = ${start}`))[0]?.number ?? 1;

/** A process begun by a call from the web. @throws AppError resource:notFound, input:invalid. */
export async function startByHook(place: Place, { process, start, seal }: { readonly process: string; readonly start: string; readonly seal: string }, body: Json): Promise<{ readonly id: string; readonly jobs: number }> {
  const { hand, tx, now } = place;
  const part = hand.model().parts.process.find(({ name }) => name === process);
  const hook = part?.starts.find((one): one is HookStart => one.kind === "webhook" && one.id === start);
  if (!part || !hook || !hand.hooks?.same(seal, startSeal(hand, part, start, await numberOf(place, part, start))!)) throw unknown();
  const variables = variablesOf(part, hook, body, now);
  const record = hook.record === undefined ? undefined : await recordOf(place, part, hook.record, body);
  const version = await hand.versions.current(tx, part, hand.model().revision);
  return beginInstance(place, { version, variables, startedBy: null, ...(record && { record }) });
}

const refused = (...issues: Issue[]): AppError => new AppError("input:invalid", "The process cannot be started with this body.", { issues });

function read(part: ProcessModel, formula: string, body: Json, now: Date): Json {
  try {
    return valueOf(formula, { body }, now, part.definition.timeZone ?? "UTC");
  } catch (error) {
    if (!(error instanceof StepFailure)) throw error;
    throw refused({ pointer: "", code: error.code, message: error.message, remedy: "Compare the body with what the process asks for." });
  }
}

function variablesOf(part: ProcessModel, { map }: HookStart, body: Json, now: Date): Values {
  const known = part.definition.variables ?? [];
  const members = body as Readonly<Record<string, Json>>;
  const given = map ? Object.fromEntries(map.map(({ to, from }) => [to, read(part, from, body, now)])) : Object.fromEntries(known.flatMap(({ name }) => (Object.hasOwn(members, name) ? [[name, members[name]!]] : [])));
  const { values, issues } = checkVariables(known, given, "");
  const missing = known.filter(({ name, required }) => required && (values[name] ?? null) === null).map(({ name }): Issue => ({ pointer: `/${name}`, code: "required", message: `"${name}" is required.`, remedy: "Send it." }));
  if (issues.length + missing.length > 0) throw refused(...issues, ...missing);
  return values;
}

async function recordOf({ hand, tx, now }: Place, part: ProcessModel, formula: string, body: Json): Promise<{ readonly entity: string; readonly id: string }> {
  const value = read(part, formula, body, now);
  const entity = hand.model().entities.get(part.entity ?? "");
  const id = value !== null && typeof value === "object" && "id" in value ? (value as { readonly id: Json }).id : value;
  const [found] = entity && isUuid(id) ? await hand.queries.read({ model: hand.model(), ctx: productContext(now), db: tx }, entity.name, [id], { paths: ["id"], trusted: true, trash: "without", lock: false, questions: [] }) : [];
  if (!found) throw refused({ pointer: "", code: "notFound", message: "The body names no record the process could be about.", remedy: "Send the id of a record." });
  return { entity: entity!.id, id: id as string };
}

/** A step that waits, or will wait, is called. @throws AppError resource:notFound. */
export async function callStep(place: Place, address: string, body: Json): Promise<{ readonly jobs: number }> {
  const { hand, tx, now } = place;
  const [instance = "", coded = "", seal = "", ...rest] = address.split(".");
  const node = Buffer.from(coded, "base64url").toString();
  if (rest.length > 0 || !isUuid(instance) || !hand.hooks?.same(seal, stepSeal(hand, instance, node)!)) throw unknown();
  const row = await hand.store.lockInstance(tx, instance);
  if (!row || row.state.status !== "running") throw unknown();
  const name = webCallName(node);
  const wait = Object.values(row.state.waits).find((one) => one.kind === "message" && one.name === name && !one.met);
  const first = (await tx.change(sql`insert into ${sys("process_hook_calls")} (instance_id, node, at) values (${instance}::uuid, ${node}, ${now}::timestamptz) on conflict do nothing`)) > 0;
  if (wait && row.suspended_at === null) {
    const { refused: no, jobs } = await sendTo(place, row, { type: "message", wait: wait.id, payload: { body } });
    if (no) throw unknown();
    return { jobs };
  }
  if (!first) throw unknown();
  await hand.store.keepMessage(tx, { name, payload: { body } }, JSON.stringify(instance), new Date(now.getTime() + PROCESS_STORE_LIMITS.messageDays * 86_400_000));
  return { jobs: 0 };
}

interface HookView {
  /** Id of the start. */
  readonly start: string;
  readonly address: string;
}

function steered(call: ProcessCall, name: string): ProcessModel {
  const part = call.model.parts.process.find((one) => one.name === name);
  if (!part || !rightsOn(call, part).operate) throw new AppError("resource:notFound", `There is no process "${name.slice(0, 60)}" that you may steer.`, { remedy: "Ask an administrator for the right." });
  return part;
}

const viewOf = (hand: Hand, part: ProcessModel, start: string, number: number): HookView => {
  if (!hand.hooks) throw new AppError("unavailable:feature", "Calls from the web are not taken here.");
  return { start, address: `${hand.hooks.origin()}/api/v1/hooks/starts/${part.name}/${start}/${startSeal(hand, part, start, number)}` };
};

/** Start addresses of a process, for who may operate it. */
export const listHooks = (hand: Hand, call: ProcessCall, name: string): Promise<readonly HookView[]> => within(hand.db, call, async (tx) => {
  const part = steered(call, name);
  const views: HookView[] = [];
  for (const start of part.starts) if (start.kind === "webhook") views.push(viewOf(hand, part, start.id, await numberOf({ tx }, part, start.id)));
  return views;
});

/** Another address instead of one that became known to somebody; the old one is unknown at once. */
export const renewHook = (hand: Hand, call: ProcessCall, name: string, start: string): Promise<HookView> => within(hand.db, call, (tx: Tx) => renew(hand, steered(call, name), start, tx));

async function renew(hand: Hand, part: ProcessModel, start: string, tx: Tx): Promise<HookView> {
  if (!part.starts.some(({ id, kind }) => id === start && kind === "webhook")) throw new AppError("resource:notFound", "The process has no such start.", { remedy: "See GET /api/v1/processes/{name}/hooks." });
  const [{ number }] = (await tx.run<{ number: number }>(sql`insert into ${sys("process_hooks")} as h (process, start, number) values (${part.id}, ${start}, 2) on conflict (process, start) do update set number = h.number + 1 returning number`)) as [{ number: number }];
  return viewOf(hand, part, start, number);
}
