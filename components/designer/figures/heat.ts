/** Colours of a drawing by measured times. */
import { readDuration } from "../../../runtime/workflow/engine/timers";
import type { FlowHeat, Heat } from "../canvas/flow-model";

export interface NodeFigure {
  readonly node: string;
  readonly label: string;
  readonly type: string;
  readonly count: number;
  readonly open: number;
  readonly median: number | null;
  readonly p95: number | null;
  readonly total: number;
  readonly waiting: number | null;
  readonly working: number | null;
  readonly norm: string | null;
  readonly overdue: number;
  readonly withTerm: number;
  readonly bottleneck: boolean;
}

/** Hotter the longer the median, compared with the slowest step: each level is four times the one below, so that minutes show beside days. */
export function heatOf(nodes: readonly NodeFigure[], span: (ms: number) => string, title: (figure: NodeFigure) => string): ReadonlyMap<string, Heat> {
  const slowest = Math.max(0, ...nodes.map(({ median }) => median ?? 0));
  return new Map(nodes.flatMap((one): [string, Heat][] => {
    if (one.count + one.open === 0) return [];
    const median = one.median ?? 0;
    const level = median < 1000 ? 0 : Math.max(1, 4 - Math.floor(Math.log(slowest / median) / Math.log(4) + 1e-9));
    return [[one.node, { level, text: median < 1000 ? `${one.count + one.open}×` : `${one.count + one.open}× · ${span(median)}`, title: title(one), bottleneck: one.bottleneck, late: one.norm !== null && median > (readDuration(one.norm)?.ms ?? Infinity) }]];
  }));
}

/** Wider the more went a way. */
export function flowHeatOf(flows: readonly { readonly flow: string; readonly count: number }[]): ReadonlyMap<string, FlowHeat> {
  const most = Math.max(1, ...flows.map(({ count }) => count));
  return new Map(flows.filter(({ count }) => count > 0).map(({ flow, count }) => [flow, { share: count / most, text: `${count}×` }]));
}
