/**
 * Stages that demand collegial actions: a record goes on only when each demanded one, and every other begun in this stage, has ended
 * well; back to preparation, or to rejected, it goes always. With the stage go the resolutions begun in it.
 */
import { sql } from "kysely";
import type { Queryable } from "../db/transaction";
import { sys } from "../db/schemas";
import type { Issue } from "../kernel/errors";
import type { EntityModel } from "../model/types";
import { refuseIssues, type Values } from "./input";

interface Leaving {
  readonly field: string;
  readonly fieldId: string;
  readonly from: string;
  readonly to: unknown;
}

/** Stages with demands that the record leaves by this change. */
function stagesLeft({ approvals, fieldByName }: EntityModel, before: Values, after: Values): readonly Leaving[] {
  const fields = new Set(approvals.map(({ field }) => field));
  return [...fields].flatMap((field) => {
    const [from, to] = [before[field], after[field]];
    return typeof from === "string" && from !== to ? [{ field, fieldId: fieldByName.get(field)!.id, from, to }] : [];
  });
}

/** A new record stands in no stage that lies, in the order of choices, behind one it could leave only with an approval. */
export function stagesSkipped({ approvals, fieldByName }: EntityModel, values: Values): readonly Issue[] {
  return [...new Set(approvals.map(({ field }) => field))].flatMap((field) => {
    const choices = ((fieldByName.get(field)?.options["choices"] ?? []) as readonly { readonly value: string }[]).map(({ value }) => value);
    const stage = String(values[field] ?? "");
    const skipped = approvals.filter((one) => one.field === field && !one.back.includes(stage) && choices.indexOf(one.value) < choices.indexOf(stage));
    return skipped.length === 0 ? [] : [{ pointer: `/${field}`, code: "notApproved", message: `This stage is reached only after: ${[...new Set(skipped.map(({ kind }) => kind))].join(", ")}.`, remedy: `Begin at “${skipped[0]!.value}” or before it.` }];
  });
}

interface Row {
  readonly kind: string; readonly status: string;
}

/** In the transaction of the change, before it is written. @throws AppError input:invalid, with the stage's field. */
export async function demandApprovals(db: Queryable, entity: EntityModel, id: string, before: Values, after: Values, pointer = ""): Promise<void> {
  const issues: Issue[] = [];
  for (const { field, fieldId, from, to } of stagesLeft(entity, before, after)) {
    const demanded = entity.approvals.filter((one) => one.field === field && one.value === from && !one.back.includes(String(to)));
    if (demanded.length === 0) continue;
    const begun = await db.run<Row>(sql`select kind, status from ${sys("resolutions")} where record_id = ${id}::uuid and entity = ${entity.id} and stage_field = ${fieldId} and stage = ${from} and not left_stage and status <> 'recalled' order by started_at`);
    const missing = demanded.filter(({ kind }) => !begun.some((one) => one.kind === kind && one.status === "passed"));
    const latest = [...new Map(begun.map((one) => [one.kind, one])).values()];
    if (missing.length === 0 && !begun.some(({ status }) => status === "open") && latest.every(({ status }) => status === "passed")) continue;
    const wanted = [...new Set(missing.map(({ kind }) => kind))].join(", ");
    issues.push({ pointer: `${pointer}/${field}`, code: "notApproved", message: wanted ? `This stage is left only after: ${wanted}.` : "Not everything begun in this stage has ended well.", remedy: "Bring it to its end under Approvals, or go back." });
  }
  refuseIssues(issues);
}

/** After the change: what was begun in the stage that is left counts no more, and what is still open there is recalled. */
export async function leaveStages(db: Queryable, entity: EntityModel, id: string, before: Values, after: Values, now: Date): Promise<void> {
  for (const { fieldId, from } of stagesLeft(entity, before, after))
    await db.change(sql`update ${sys("resolutions")} set left_stage = true, status = case when status = 'open' then 'recalled' else status end, ended_at = coalesce(ended_at, ${now}::timestamptz), clock_at = null
      where record_id = ${id}::uuid and entity = ${entity.id} and stage_field = ${fieldId} and stage = ${from} and not left_stage`);
}
