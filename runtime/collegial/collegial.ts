/** Collegial actions put together: what requests ask for, and what the worker does when time has passed. */
import { sql } from "kysely";
import { sys } from "../db/schemas";
import { createLoop } from "../kernel/loop";
import { systemPrincipal } from "../kernel/principal";
import { addParticipant, answer, recall, withdraw, type NewAnswer } from "./act";
import { begin, beginIn, type NewResolution } from "./begin";
import { carryOut } from "./carry";
import { decide } from "./decide";
import type { CollegialCall, CollegialDeps, CollegialStep } from "./deps";
import { definitionOf, readResolutions, stateOf } from "./store";
import { listFor, mine, readOne } from "./view";
import type { Tx } from "../db/pool";

export type Collegial = ReturnType<typeof createCollegial>;

export function createCollegial(deps: CollegialDeps) {
  const { db, log = () => undefined, everyMs = 5000 } = deps;

  /** One whose clock has come; of several workers one takes it. */
  const tick = (now: Date): Promise<boolean> => db.transaction(async (tx) => {
    const [due] = await readResolutions(tx, sql`r.status = 'open' and r.clock_at <= ${now}::timestamptz`, { lock: true, limit: 1 });
    if (!due) return false;
    const decided = decide(definitionOf(due.row), stateOf(due), { type: "clock" }, now.getTime());
    if ("refused" in decided) return false;
    await carryOut(deps, tx, due, decided, now, null);
    return true;
  });

  async function pass(now: Date): Promise<number> {
    let done = 0;
    while (await tick(now)) done++;
    return done;
  }

  const loop = createLoop(pass, { everyMs, failed: (error) => log("error", "Terms of approvals could not be looked at; it is tried again.", { error: error instanceof Error ? error.message : "unknown" }) });
  const after = async (call: CollegialCall, id: string, done: Promise<void>) => {
    await done;
    return readOne(deps, call, id);
  };

  return {
    list: (call: CollegialCall, entity: string, id: string) => listFor(deps, call, entity, id),
    mine: (call: CollegialCall) => mine(deps, call),
    read: (call: CollegialCall, id: string) => readOne(deps, call, id),
    begin: async (call: CollegialCall, entity: string, id: string, input: NewResolution) => readOne(deps, call, await begin(deps, call, entity, id, input)),
    /** For a step of a process, whose people were found by its own rules. */
    async beginStep(tx: Tx, now: Date, { due, instance, token, ...step }: CollegialStep): Promise<void> {
      const ctx = { principal: systemPrincipal("process"), channel: "process" as const, now, timeZone: "UTC", language: "en", requestId: instance };
      await beginIn(deps, { model: deps.model(), ctx, db: tx, tx }, tx, { ...step, ...(due && { dueAt: due.toISOString() }), process: { instance, token } });
    },
    answer: (call: CollegialCall, id: string, input: NewAnswer) => after(call, id, answer(deps, call, id, input)),
    withdraw: (call: CollegialCall, id: string, input: { readonly for?: string }) => after(call, id, withdraw(deps, call, id, input)),
    add: (call: CollegialCall, id: string, input: Parameters<typeof addParticipant>[3]) => after(call, id, addParticipant(deps, call, id, input)),
    recall: (call: CollegialCall, id: string) => after(call, id, recall(deps, call, id)),
    /** Recalls what a process waits for no more: of one step, or of the whole instance. */
    async cancelOf(tx: Tx, now: Date, instance: string, token?: number): Promise<void> {
      await tx.change(sql`update ${sys("resolutions")} set status = 'recalled', ended_at = ${now}::timestamptz, clock_at = null where instance_id = ${instance}::uuid and status = 'open' ${token === undefined ? sql`` : sql`and token = ${token}::int`}`);
    },
    runOnce: loop.runOnce,
    startWorker: loop.start,
    stop: loop.stop,
  };
}
