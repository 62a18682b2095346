/** What operators do to an instance. Each needs the right to operate the process; the journal says who did it. */
import { sql } from "kysely";
import { sys } from "../db/schemas";
import { AppError } from "../kernel/errors";
import type { Values } from "../workflow/definition/types";
import type { ProcessEvent } from "../workflow/engine/events";
import { sendTo } from "./advance-instance";
import { personIn, within, type ProcessCall } from "./call";
import type { Hand } from "./running";
import { visibleInstance } from "./views";

export type Operation =
  | { readonly do: "suspend" | "resume" | "cancel" }
  /** Of one token, or of all that stopped. */
  | { readonly do: "retry"; readonly token?: number }
  | { readonly do: "move"; readonly token: number; readonly to: string }
  | { readonly do: "setVariables"; readonly values: Values };

/** @throws AppError resource:notFound, right:missing, state:wrong. */
export async function operate(hand: Hand, call: ProcessCall, id: string, operation: Operation): Promise<{ readonly jobs: number }> {
  return within(hand.db, call, async (tx) => {
    const inside = { ...call, db: tx };
    const { operates } = await visibleInstance(hand, inside, id);
    if (!operates) throw new AppError("right:missing", "You may not steer this process.", { remedy: "Ask an administrator for the right." });
    const row = (await hand.store.lockInstance(tx, id))!;
    if (row.ended_at !== null) throw new AppError("state:wrong", "The instance has ended.", { remedy: "Read it again." });
    const me = personIn(call);
    const { now } = call.ctx;
    await tx.change(sql`insert into ${sys("process_journal")} (instance_id, at, event, node, token, detail, actor_id) values (${id}::uuid, ${now}::timestamptz, ${`operator:${operation.do}`}, '', ${"token" in operation ? (operation.token ?? 0) : 0}::int, ${JSON.stringify("to" in operation ? { to: operation.to } : "values" in operation ? { names: Object.keys(operation.values) } : {})}::jsonb, ${me}::uuid)`);
    if (operation.do === "suspend" || operation.do === "resume") {
      await tx.change(sql`update ${sys("process_instances")} set suspended_at = ${operation.do === "suspend" ? now : null}::timestamptz where id = ${id}::uuid`);
      return { jobs: operation.do === "resume" ? 1 : 0 };
    }
    let jobs = 0;
    let at = row;
    for (const event of eventsOf(operation, row.state.tokens)) {
      const outcome = await sendTo({ hand, tx, now }, at, event, { userId: me });
      if (outcome.refused) throw new AppError("state:wrong", outcome.refused.message, { remedy: "Read the instance again." });
      jobs += outcome.jobs;
      at = (await hand.store.lockInstance(tx, id))!;
    }
    if (operation.do === "retry") jobs += await tryJobsAgain(call, tx, id);
    return { jobs };
  });
}

async function tryJobsAgain(call: ProcessCall, tx: Pick<ProcessCall["db"], "change">, id: string): Promise<number> {
  const again = await tx.change(sql`update ${sys("process_jobs")} set failed_at = null, attempts = 0, due_at = ${call.ctx.now}::timestamptz where instance_id = ${id}::uuid and failed_at is not null`);
  await tx.change(sql`update ${sys("process_incidents")} set solved_at = ${call.ctx.now}::timestamptz where instance_id = ${id}::uuid and token = 0 and solved_at is null`);
  return again;
}

function eventsOf(operation: Exclude<Operation, { do: "suspend" | "resume" }>, tokens: Readonly<Record<string, { readonly id: number; readonly status: string }>>): readonly ProcessEvent[] {
  if (operation.do === "cancel") return [{ type: "cancel" }];
  if (operation.do === "move") return [{ type: "move", token: operation.token, to: operation.to }];
  if (operation.do === "setVariables") return [{ type: "variables", values: operation.values }];
  const failed = Object.values(tokens).filter(({ status }) => status === "failed").map(({ id }) => id);
  const { token: one } = operation as Extract<Operation, { do: "retry" }>;
  return (one === undefined ? failed : [one]).map((token) => ({ type: "retry", token }));
}
