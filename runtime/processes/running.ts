/**
 * A *run*: one instance in one transaction. Events go in, effects are done, and what they ask for is gathered and written at the end
 * together with the state.
 */
import type { Tx } from "../db/pool";
import { newId } from "../kernel/ids";
import { systemPrincipal, type Principal, type ProcessPrincipal } from "../kernel/principal";
import type { Ctx } from "../kernel/context";
import { entityById } from "../model/accessors";
import type { AppModel, EntityModel } from "../model/types";
import type { Json } from "../workflow/definition/types";
import type { Course } from "../workflow/engine/advance";
import type { Effect } from "../workflow/engine/effects";
import type { ProcessEvent } from "../workflow/engine/events";
import type { ProcessState } from "../workflow/engine/state";
import type { ProcessDeps } from "./deps";
import type { Ending, InstanceRow } from "./instance";
import type { JournalRow, NewJob, ProcessStore, WaitRow } from "./store";
import type { ProcessVersion, Versions } from "./versions";

export interface Hand extends ProcessDeps {
  readonly versions: Versions;
  readonly store: ProcessStore;
  /** Several instances share the transaction: what fails undoes all, see batches.ts. What was found out about people so far, by question. */
  readonly together?: Map<string, Promise<unknown>>;
}

/** A record of the entity was written: people, teams and units are records, too, and what was found out about them may be wrong now. */
export function forgetPeople({ together }: Pick<Hand, "together">, entity: EntityModel | undefined): void {
  if (entity?.system !== false) together?.clear();
}

/** What several instances do together has to be undone, and done again one by one. */
export class Spoilt extends Error {
  constructor(override readonly cause: unknown) {
    super("The batch has to be undone.");
  }
}

/** Who made the event happen. */
export interface Actor {
  readonly userId: string;
  readonly actedFor?: string;
}

export interface Run {
  readonly hand: Hand;
  readonly tx: Tx;
  readonly now: Date;
  readonly model: AppModel;
  readonly row: InstanceRow;
  readonly version: ProcessVersion;
  readonly actor?: Actor;
  readonly course: Course;
  /** Of the course: as it is now. */
  readonly state: ProcessState;
  /** How much was asked of the database so far; see PROCESS_STORE_LIMITS.eventsPerTransaction. */
  asked: number;
  ending?: Ending;
  /** The record as formulas see it; undefined: not read yet. */
  record?: Json;
  queue: ProcessEvent[];
  readonly services: Extract<Effect, { type: "callService" }>[];
  readonly waits: Map<number, WaitRow | null>;
  readonly journal: JournalRow[];
  readonly jobs: NewJob[];
}

export const entityOf = (run: Pick<Run, "model" | "row">): EntityModel | undefined => entityById(run.model, run.row.entity);

export const productContext = (now: Date, requestId: string = newId()): Ctx => ({ principal: systemPrincipal("process"), channel: "process", now, timeZone: "UTC", language: "en", requestId });

/** Marks what an instance wrote, so that it does not start its own process again, and processes do not start one another for ever. */
const requestOf = ({ process, id, generation }: InstanceRow): string => `process:${process}:${id}:${generation}`;
/** Of what is begun by something that was written under this request. */
export const generationAfter = (requestId: string): number => (requestId.startsWith("process:") ? (Number(requestId.split(":").at(-1)) || 0) + 1 : 0);
export const causedBy = (requestId: string, process: string): boolean => requestId.startsWith(`process:${process}:`);

/** By whose rights services of the instance read and write: those of whoever started it, or the roles the process names. */
export async function servant(run: Run): Promise<Ctx> {
  const { actsAs, definition, label } = run.version.model;
  const starter: Principal | undefined = run.row.started_by === null ? undefined : await run.hand.principalOf(run.row.started_by, run.tx);
  const own = starter && starter.kind !== "system" ? starter : undefined;
  const principal: ProcessPrincipal = {
    kind: "process", userId: run.row.started_by, name: label["en"] ?? definition.name, instanceId: run.row.id, roles: actsAs ?? own?.roles ?? [],
    teams: own?.teams ?? [], units: own?.units ?? [], unitTree: own?.unitTree ?? [], sharedEntities: own?.sharedEntities ?? [],
  };
  return { principal, channel: "process", now: run.now, timeZone: definition.timeZone ?? "UTC", language: "en", requestId: requestOf(run.row) };
}
