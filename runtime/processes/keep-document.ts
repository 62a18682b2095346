/** Documents of steps: the bytes are put away first, then hung on the record in the transaction in which the step ends. */
import { filesOf, type Attachment, type AttachmentOptions } from "../fields/families/attachment";
import { isAppError } from "../kernel/errors";
import type { ProcessEvent } from "../workflow/engine/events";
import { openRun, sendTo } from "./advance-instance";
import type { JobPayloads } from "./job-kinds";
import { productContext, servant, type Hand, type Run } from "./running";
import type { Job } from "./store";

/** @throws whatever speaks for another try: a store of files that is away. What was put away for nothing is forgotten after a day. */
export async function keepDocument(hand: Hand, job: Job, payload: JobPayloads["document"], lease: string, now: Date): Promise<void> {
  const id = job.instance_id!;
  const ctx = await hand.db.transaction(async (tx) => {
    const row = await hand.store.lockInstance(tx, id);
    return row && servant(await openRun({ hand, tx, now }, row));
  });
  const file = ctx && (await hand.documents!.keep(ctx, payload.document));
  await hand.db.transaction(async (tx) => {
    // Whoever took it over in the meantime speaks for it now.
    if (!(await hand.store.endJob(tx, job.id, lease))) return;
    const row = await hand.store.lockInstance(tx, id);
    if (!row || !file) return;
    const run = await openRun({ hand, tx, now }, row);
    await sendTo({ hand, tx, now }, row, await hangOn(run, payload, file));
  });
}

async function hangOn(run: Run, { token, entity, record, field, as }: JobPayloads["document"], file: { readonly id: string; readonly name: string }): Promise<ProcessEvent> {
  const { hand, model, tx } = run;
  try {
    const ctx = await servant(run);
    await tx.savepoint(async () => {
      const value = field === undefined ? undefined : await valueFor(run, entity, record, field, file.id);
      if (field === undefined) await hand.documents!.attach({ model, ctx, tx }, entity, record, file.id);
      else await hand.records.together({ model, ctx, tx }, (unit) => hand.records.updateIn(unit, entity, record, { [field]: value }, { byRule: true }));
    });
    return { type: "done", token, ...(as !== undefined && { variables: { [as]: { id: file.id, name: file.name } } }) };
  } catch (error) {
    if (!isAppError(error) || error.code === "unavailable:database") throw error;
    return { type: "failure", token, code: error.code, message: [error.message, ...error.issues.slice(0, 3).map(({ message }) => message), error.remedy].filter(Boolean).join(" ") };
  }
}

/** Into a field for several files beside those that are there. */
async function valueFor({ hand, model, tx, now }: Run, entity: string, record: string, field: string, id: string): Promise<unknown> {
  const options = model.entities.get(entity)?.fieldByName.get(field)?.options as AttachmentOptions | undefined;
  if (options?.multiple !== true) return { id };
  const [found] = await hand.queries.read({ model, ctx: productContext(now), db: tx }, entity, [record], { paths: ["id", field], trusted: true, trash: "without", lock: true, questions: [] });
  return [...filesOf((found?.record[field] ?? null) as Attachment | null).map((one) => ({ id: one.id })), { id }];
}
