/** A notification of a step whose time has come: told to whom it concerns now, in the bell and by letter. */
import { isPerformerKind, type StepMoment, type StepNotification, type StepRecipient } from "../workflow/definition/step-card";
import type { Responsible } from "../workflow/definition/types";
import { openRun, type Place } from "./advance-instance";
import { candidatesOf, peopleIn, performersOf, superiorsOf, type Performers } from "./candidates";
import type { JobPayloads } from "./job-kinds";
import { momentOf, noticesOf } from "./notices";
import type { Run } from "./running";

const ABOUT: Readonly<Record<StepMoment, "workBegun" | "workSoon" | "workOverdue" | "workEnded">> = { created: "workBegun", dueSoon: "workSoon", overdue: "workOverdue", completed: "workEnded" };

export async function tellNotice(place: Place, { token, node: begunAt, notification }: JobPayloads["notice"], instance: string): Promise<void> {
  const { hand, tx, now } = place;
  const row = await hand.store.lockInstance(tx, instance);
  if (!row || row.record_id === null || row.entity === null || !hand.tell) return;
  const run = await openRun(place, row);
  const open = row.state.status === "running" && row.state.tokens[token]?.status === "active" ? row.state.tokens[token] : undefined;
  const node = open?.node ?? begunAt;
  const found = noticesOf(run, node).find(({ id }) => id === notification);
  if (!found || (found.on !== "completed" && !open)) return;
  const performers = await performersOf(run, token);
  if (found.on === "dueSoon" || found.on === "overdue") {
    if (performers.due === null) return;
    const moment = momentOf(run, node, found, performers.due);
    // The term has moved.
    if (moment > now) return hand.store.addJobs(tx, [{ instance, dueAt: moment, payload: { kind: "notice", token, node, notification } }], now);
    if (found.on === "dueSoon" && performers.due <= now) return;
  }
  const { words } = run.version.model;
  const title = words.nodes[node] ?? { en: node };
  const text = words.notifications?.[`${node}/${notification}`];
  const told = new Set(await recipientsOf(run, found, performers, token));
  // They know already: by the letter of the task, or because they did it.
  for (const person of found.on === "created" ? performers.all : performers.doneBy) told.delete(person);
  for (const userId of told) await hand.tell(tx, now, { userId, entity: row.entity, recordId: row.record_id, about: ABOUT[found.on], title, ...(text && { text }), ...(found.channels && { channels: found.channels }) });
}

async function recipientsOf(run: Run, { on, to = [] }: StepNotification, performers: Performers, token: number): Promise<readonly string[]> {
  const people = on === "completed" ? performers.all : performers.open;
  const named = to.filter((one): one is StepRecipient & Pick<Responsible, "kind"> => !isPerformerKind(one.kind));
  const found = named.length > 0 ? await peopleIn(run, await candidatesOf(run, named, token)) : [];
  if (to.some(({ kind }) => kind === "performer")) found.push(...people);
  if (to.some(({ kind }) => kind === "performerSuperior")) found.push(...(await superiorsOf(run, people)));
  return found;
}
