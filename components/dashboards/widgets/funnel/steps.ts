import type { GroupRow } from "../../../../runtime/widgets/widget";

export interface FunnelStep {
  readonly key: unknown;
  readonly value: number;
  /** Of the largest step: the length of its bar. */
  readonly share: number;
  /** Of the first step when steps are passed one after the other, else of all of them together. */
  readonly part: number;
}

/** Steps in the order of the rows; `cumulative`: whoever is at a later step has passed this one. Records without a step are none of them. */
export function funnelSteps(rows: readonly GroupRow[], cumulative: boolean): readonly FunnelStep[] {
  const own = rows.filter(({ keys }) => keys[0] !== null).map(({ keys, values }) => ({ key: keys[0], value: Number(values[0] ?? 0) }));
  const steps = cumulative ? own.map((step, i) => ({ ...step, value: own.slice(i).reduce((sum, later) => sum + later.value, 0) })) : own;
  const largest = Math.max(...steps.map(({ value }) => value), 0);
  const whole = cumulative ? (steps[0]?.value ?? 0) : steps.reduce((sum, { value }) => sum + value, 0);
  return steps.map((step) => ({ ...step, share: largest === 0 ? 0 : step.value / largest, part: whole === 0 ? 0 : step.value / whole }));
}
