/** Files that go with a task: those shown with it, and those its performer gives when he finishes it. */
import { filesOf, type Attachment, type FileRef } from "../fields/families/attachment";
import { AppError, isAppError, type Issue } from "../kernel/errors";
import { isUuid } from "../kernel/ids";
import { entityById } from "../model/accessors";
import type { EntityModel } from "../model/types";
import { readingOf } from "../queries/caller";
import { isNeeded, type StepAttachment, type StepCardOptions } from "../workflow/definition/step-card";
import type { ProcessCall } from "./call";
import { PROCESS_STORE_LIMITS } from "./limits";
import { productContext, type Hand } from "./running";

/** Attachment id → ids of files sent before. */
export type GivenFiles = Readonly<Record<string, readonly string[]>>;

export interface Slot extends StepAttachment {
  /** Files there are, as the caller may see them; of the record itself none are listed. */
  readonly files: readonly FileRef[];
}

/** What a task is about. */
interface About {
  readonly entity: string | null;
  readonly record_id: string | null;
}

interface Finishing {
  readonly options: StepCardOptions;
  readonly decision: string | undefined;
  readonly files: GivenFiles;
}

/** What can be said before anything is looked up. */
export function fileIssues({ options: { attachments = [] }, files }: Finishing): Issue[] {
  const issues: Issue[] = [];
  for (const [id, given] of Object.entries(files)) {
    if (!attachments.some((one) => one.id === id)) issues.push({ pointer: `/files/${id.slice(0, 60)}`, code: "unknownKey", message: `The task asks for no files “${id.slice(0, 60)}”.`, remedy: attachments.length > 0 ? `Use one of: ${attachments.map((one) => one.id).join(", ")}.` : "Leave it out." });
    else if (!given.every((file) => isUuid(file))) issues.push({ pointer: `/files/${id}`, code: "format", message: "This is not the id of a file.", remedy: "Send the file first, then give its id." });
    else if (given.length > PROCESS_STORE_LIMITS.filesOfTask) issues.push({ pointer: `/files/${id}`, code: "tooMany", message: `At most ${PROCESS_STORE_LIMITS.filesOfTask} files are taken here.`, remedy: "Give the others to the record." });
  }
  return issues;
}

async function filesIn(hand: Hand, call: ProcessCall, entity: EntityModel, id: string, field: string): Promise<readonly FileRef[]> {
  const [found] = await hand.queries.read({ model: call.model, ctx: productContext(call.ctx.now), db: call.db }, entity.name, [id], { paths: [field], trusted: true, trash: "without", lock: false, questions: [] });
  return filesOf((found?.record[field] ?? null) as Attachment | null);
}

/** Changes of the record that put given files into its fields. */
export async function fieldChanges(hand: Hand, call: ProcessCall, task: About, { options: { attachments = [] }, files }: Finishing): Promise<Readonly<Record<string, unknown>>> {
  const changes: Record<string, unknown> = {};
  const entity = entityById(call.model, task.entity);
  for (const { id, field } of attachments) {
    const given = files[id] ?? [];
    const options = field === undefined ? undefined : entity?.fieldByName.get(field)?.options;
    if (field === undefined || given.length === 0 || !entity || task.record_id === null) continue;
    changes[field] = options?.["multiple"] === true ? [...(await filesIn(hand, call, entity, task.record_id, field)).map((file) => file.id), ...given] : given.at(-1);
  }
  return changes;
}

/** Hangs what belongs to no field on the record, and sees that nothing needed is missing. After the record has been changed. */
export async function takeFiles(hand: Hand, call: ProcessCall & { readonly tx: NonNullable<ProcessCall["tx"]> }, task: About, { options: { attachments = [] }, decision, files }: Finishing): Promise<void> {
  const entity = entityById(call.model, task.entity);
  const issues: Issue[] = [];
  for (const one of attachments) {
    const given = files[one.id] ?? [];
    if (one.field === undefined && entity && task.record_id !== null) for (const file of given) await hand.documents?.attach(call, entity.name, task.record_id, file);
    if (!isNeeded(one, decision) || given.length > 0) continue;
    const there = one.field === undefined || !entity || task.record_id === null ? [] : await filesIn(hand, call, entity, task.record_id, one.field);
    if (there.length === 0) issues.push({ pointer: `/files/${one.id}`, code: "required", message: `A file is needed: ${one.label}.`, remedy: "Add it, then finish the task." });
  }
  if (issues.length > 0) throw new AppError("input:invalid", issues[0]!.message, { remedy: issues[0]!.remedy, issues });
}

/** The files in the fields its attachments name, as far as the caller sees them. */
export async function slotsOf(hand: Hand, call: ProcessCall, row: About, { attachments = [] }: StepCardOptions): Promise<readonly Slot[]> {
  const fields = [...new Set(attachments.flatMap(({ field }) => (field === undefined ? [] : [field])))];
  const values = fields.length > 0 && row.record_id !== null ? await valuesSeen(hand, call, entityById(call.model, row.entity), row.record_id, fields) : {};
  return attachments.map((one) => ({ ...one, files: one.field === undefined ? [] : filesOf((values[one.field] ?? null) as Attachment | null) }));
}

async function valuesSeen(hand: Hand, call: ProcessCall, entity: EntityModel | undefined, id: string, fields: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  if (!entity) return {};
  try {
    const seen = readingOf(call.model, call.ctx.principal).access(entity.name).fields;
    const paths = fields.filter((field) => seen.get(field)?.read === "full");
    const [found] = await hand.queries.read(call, entity.name, [id], { paths: ["id", ...paths], trusted: false, trash: "without", lock: false, questions: [] });
    return found?.record ?? {};
  } catch (error) {
    if (isAppError(error) && error.status === 404) return {};
    throw error;
  }
}
