/** What the pure core decided, carried out in one transaction: the new state is written, and people are told. */
import { sql } from "kysely";
import type { Tx } from "../db/pool";
import { sys } from "../db/schemas";
import type { Decided } from "./decide";
import type { CollegialDeps, NewsOf } from "./deps";
import { writeState, type Resolution } from "./store";

export async function carryOut(deps: CollegialDeps, tx: Tx, resolution: Resolution, { state, effects }: Decided, now: Date, actor: string | null): Promise<void> {
  await writeState(tx, resolution, state, now);
  const { row } = resolution;
  const tell = async (users: readonly (string | null)[], about: NewsOf): Promise<void> => {
    for (const userId of new Set(users)) if (userId !== null && userId !== actor) await deps.tell(tx, now, { userId, entity: row.entity, recordId: row.record_id, about, title: row.title, text: row.words });
  };
  for (const effect of effects) {
    if (effect.type === "ask") await tell([effect.user], "workAsked");
    else if (effect.type === "remind") await tell([effect.user], "workSoon");
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
