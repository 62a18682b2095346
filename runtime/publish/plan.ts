/** What a publish would do to the tables: the plan against the live database, with counts. */
import type { Queryable } from "../db/transaction";
import { hasTrigrams } from "../db/migrate";
import { lockConverted, measureSteps } from "../db/ddl/measure";
import { changeOf, shapeOf } from "../db/ddl/model-shape";
import { planDdl } from "../db/ddl/plan";
import { readState } from "../db/ddl/registry";
import type { SchemaState } from "../db/ddl/shape";
import { describeStep, isDestructive, type Step, type StepView } from "../db/ddl/steps";
import type { Issue } from "../kernel";
import type { AppModel } from "../model/types";

export interface SchemaPlan {
  readonly steps: readonly Step[];
  readonly after: SchemaState;
  readonly problems: readonly Issue[];
}

/** With `lock`, tables to be converted stay locked until the transaction ends; `doomed` are ids of entities whose data goes for ever. */
export async function planSchema(database: Queryable, model: AppModel, { lock, doomed }: { readonly lock: boolean; readonly doomed?: ReadonlySet<string> }): Promise<SchemaPlan> {
  const before = await readState(database);
  const options = { changeOf, now: new Date().toISOString(), doomed };
  const plan = planDdl(before, shapeOf(model, { trigrams: await hasTrigrams(database) }), options);
  if (plan.problems.length > 0) return { steps: plan.steps, after: plan.after, problems: plan.problems };
  if (lock) await lockConverted(database, plan.steps, before);
  return measureSteps(database, plan.steps, before, plan.after, options);
}

/** Steps worth showing: what only the registry notices is left out. */
export function viewSteps(steps: readonly Step[]): readonly StepView[] {
  return steps.filter((step) => step.do !== "describeField").map(describeStep);
}

/** Steps that need a yes. Going back to a former revision is itself a yes to taking out of sight what came since, as that stays recoverable. */
export function stepsToConfirm(steps: readonly Step[], goingBack: boolean): readonly Step[] {
  return steps.filter((step) => isDestructive(step) && !(goingBack && ["hideTable", "hideField", "hideLink"].includes(step.do)));
}
