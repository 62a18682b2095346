/** What the pure core decided, carried out in one transaction: the new state is written, and people are told. */
import { sql } from "kysely";
import type { Tx } from "../db/pool";
import { sys } from "../db/schemas";
import type { Decided } from "./decide";
import type { CollegialDeps, NewsOf } from "./deps";
import { COLLEGIAL_LIMITS } from "./limits";
import { peopleNamed } from "./reach";
import { writeState, type Resolution } from "./store";

export async function carryOut(deps: CollegialDeps, tx: Tx, resolution: Resolution, { state, effects }: Decided, now: Date, actor: string | null): Promise<void> {
  await writeState(tx, resolution, state, now);
  const { row } = resolution;
  const tell = async (users: readonly (string | null)[], about: NewsOf): Promise<void> => {
    for (const userId of new Set(users)) if (userId !== null && userId !== actor) await deps.tell(tx, now, { userId, entity: row.entity, recordId: row.record_id, about, title: row.title, text: row.words });
  };
  /** The person, and whoever stands in for him today; each may answer. */
  const ask = async (participant: string, isNew: boolean): Promise<void> => {
    const deputies = await deps.deputiesOf(participant, now.toISOString().slice(0, 10), row.kind, tx);
    const person = deputies.length === 0 ? "" : (await peopleNamed(tx, [participant]))(participant)!.title;
    for (const userId of [participant, ...deputies.slice(0, COLLEGIAL_LIMITS.deputiesTold)]) {
      const about = !isNew ? "workSoon" : userId === participant ? "workAsked" : "workAskedFor";
      if (userId !== actor) await deps.tell(tx, now, { userId, entity: row.entity, recordId: row.record_id, about, title: row.title, text: row.words, asks: { resolution: row.id, participant }, person });
    }
  };
  for (const effect of effects) {
    if (effect.type === "ask" || effect.type === "remind") await ask(effect.user, effect.type === "ask");
    else if (effect.type === "escalate") await tell([row.started_by, ...(await superiorsOf(tx, effect.late))], "workLate");
    else {
      await tell([row.started_by], "workEnded");
      if (row.instance_id !== null && row.token !== null && state.status !== "recalled") await deps.finished(tx, { instance: row.instance_id, token: row.token, outcome: state.status, ...(state.decision !== undefined && { decision: state.decision }), ...(!row.secret && { answers: state.answers }) });
    }
  }
}

/** Holders of the positions right above those of the people. */
const superiorsOf = async (tx: Tx, users: readonly string[]): Promise<readonly string[]> =>
  (await tx.run<{ id: string }>(sql`select distinct p.user_id as id from ${sys("positions")} own join ${sys("positions")} p on p.id = own.superior_id where own.user_id = any(${[...users]}::uuid[]) and p.user_id is not null and p.user_id <> all(${[...users]}::uuid[])`)).map(({ id }) => id);
