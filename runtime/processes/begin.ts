/** New instances: the row, and the first event. */
import { AppError } from "../kernel/errors";
import { newId } from "../kernel/ids";
import type { ProcessModel } from "../model/kinds/process/model";
import type { AppModel } from "../model/types";
import { initialState } from "../workflow/engine/advance";
import { poolsOf } from "../workflow/engine/compile";
import type { ProcessEvent } from "../workflow/engine/events";
import { sendTo, type Place } from "./advance-instance";
import type { Actor } from "./running";
import type { ProcessVersion } from "./versions";

type StartEvent = Omit<Extract<ProcessEvent, { type: "start" }>, "type">;

interface Begin extends StartEvent {
  readonly version: ProcessVersion;
  readonly record?: { readonly entity: string; readonly id: string };
  readonly parent?: { readonly id: string; readonly token: number; readonly root: string };
  readonly startedBy: string | null;
  /** See InstanceRow; 0 for what people, times and the world outside begin. */
  readonly generation?: number;
  readonly key?: string;
  readonly actor?: Actor;
}

/** @throws AppError state:wrong when it cannot begin this way. */
export async function beginInstance(place: Place, { version, record, parent, startedBy, generation = 0, key, actor, ...event }: Begin): Promise<{ readonly id: string; readonly jobs: number }> {
  const id = newId();
  const state = initialState(version.model.definition, event.pool);
  await place.hand.store.insertInstance(place.tx, {
    id, version_id: version.id, process: version.model.id, pool: state.pool, entity: record?.entity ?? null, record_id: record?.id ?? null, key: key ?? null,
    root_id: parent?.root ?? id, parent_id: parent?.id ?? null, parent_token: parent?.token ?? null, generation, state, started_at: place.now, started_by: startedBy,
  });
  const { refused, jobs } = await sendTo(place, (await place.hand.store.lockInstance(place.tx, id))!, { type: "start", ...event }, actor);
  if (refused) throw new AppError("state:wrong", refused.message, { remedy: "Start it by the message, signal or time it waits for." });
  return { id, jobs };
}

/** The process that a call or another process means by a name: of a document, or of one of its pools. */
export function processNamed(model: AppModel, name: string): { readonly part: ProcessModel; readonly pool?: string } | undefined {
  const own = model.parts.process.find((part) => part.name === name);
  if (own) return { part: own };
  for (const part of model.parts.process) {
    const pool = poolsOf(part.definition).find((one) => one.process === name && one.executable !== false);
    if (pool) return { part, pool: pool.id };
  }
  return undefined;
}
