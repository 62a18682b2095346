/**
 * How long steps take, from the journal: per node and per way out of it, over instances begun in a period. A visit is one token at one
 * node. Of tasks, waiting lasts until somebody takes it (until it is done when nobody takes it), working from then on.
 */
import { sql } from "kysely";
import { sys } from "../db/schemas";
import { AppError } from "../kernel/errors";
import { rightsOn, wordIn, type ProcessCall } from "./call";
import { PROCESS_STORE_LIMITS } from "./limits";

export interface MetricsQuery {
  /** Instances begun on or after this moment; before `to`. */
  readonly from?: string;
  readonly to?: string;
}

interface Spans {
  readonly count: number;
  /** Milliseconds. */
  readonly median: number | null;
  readonly p95: number | null;
}

export interface NodeFigures extends Spans {
  readonly node: string;
  readonly label: string;
  readonly type: string;
  /** Tokens that stand here now. */
  readonly open: number;
  /** All visits together, in milliseconds. */
  readonly total: number;
  /** Of tasks: medians until somebody takes it, and from then on. */
  readonly waiting: number | null;
  readonly working: number | null;
  /** The term in the process, when it is written there as a time span. */
  readonly norm: string | null;
  /** Tasks that were, or are, over their term; of how many that have one. */
  readonly overdue: number;
  readonly withTerm: number;
  /** Where most time is spent. */
  readonly bottleneck: boolean;
}

export interface ProcessFigures {
  readonly process: { readonly name: string; readonly label: string };
  readonly instances: { readonly begun: number; readonly ended: number } & Spans;
  /** Older instances of the period were left out. */
  readonly more: boolean;
  readonly nodes: readonly NodeFigures[];
  readonly flows: readonly (Spans & { readonly flow: string; readonly from: string; readonly to: string; readonly label: string })[];
}

interface VisitRow {
  readonly node: string; readonly count: number; readonly open: number; readonly total: number | null; readonly median: number | null; readonly p95: number | null; readonly waiting: number | null; readonly working: number | null;
}

const percentiles = (span: ReturnType<typeof sql>) => sql`percentile_cont(0.5) within group (order by ${span})::float8 as median, percentile_cont(0.95) within group (order by ${span})::float8 as p95`;
const rounded = (value: number | null): number | null => (value === null ? null : Math.round(value));

/** @throws AppError resource:notFound when there is no such process, right:missing for who may not operate it. */
export async function processFigures(call: ProcessCall, name: string, { from, to }: MetricsQuery): Promise<ProcessFigures> {
  const part = call.model.parts.process.find((one) => one.name === name);
  if (!part || !rightsOn(call, part).operate) throw new AppError("resource:notFound", `There is no process "${name.slice(0, 60)}" that you may steer.`, { remedy: "Ask an administrator for the right." });
  const limit = PROCESS_STORE_LIMITS.figures;
  const chosen = sql`select id, started_at, ended_at from ${sys("process_instances")} where process = ${part.id} and started_at >= ${from ?? "-infinity"}::timestamptz and started_at < ${to ?? "infinity"}::timestamptz order by started_at desc limit ${limit}`;
  const visits = sql`with chosen as (${chosen}), steps as (
      select j.node, j.token, j.event, j.at, j.detail, i.ended_at, lead(j.event) over step as next_event, lead(j.at) over step as next_at, lead(j.detail) over step as next_detail, lead(j.at, 2) over step as then_at, lead(j.detail, 2) over step as then_detail
      from ${sys("process_journal")} j join chosen i on i.id = j.instance_id where j.event in ('entered', 'claimed', 'left', 'cancelled') and j.node <> ''
      window step as (partition by j.instance_id, j.token, j.node order by j.seq)
    ), visits as (
      select node, case when next_event = 'claimed' then next_at end as taken_at, coalesce(case when next_event = 'claimed' then then_at else next_at end, ended_at) as left_at, case when next_event = 'claimed' then then_detail else next_detail end as detail, at
      from steps where event = 'entered'
    ), spans as (select *, extract(epoch from left_at - at) * 1000 as span from visits)`;
  const [whole] = await call.db.run(sql<{ begun: number; ended: number; median: number | null; p95: number | null }>`with chosen as (${chosen}) select count(*)::int as begun, count(ended_at)::int as ended, ${percentiles(sql`extract(epoch from ended_at - started_at) * 1000`)} from chosen`);
  const rows = await call.db.run(sql<VisitRow>`${visits} select node, count(span)::int as count, (count(*) - count(span))::int as open, sum(span)::float8 as total, ${percentiles(sql`span`)},
    percentile_cont(0.5) within group (order by extract(epoch from coalesce(taken_at, left_at) - at) * 1000)::float8 as waiting, percentile_cont(0.5) within group (order by extract(epoch from left_at - taken_at) * 1000)::float8 as working from spans group by node`);
  const ways = await call.db.run(sql<Spans & { readonly flow: string }>`${visits} select f.flow, count(span)::int as count, ${percentiles(sql`span`)} from spans cross join lateral jsonb_array_elements_text(case when jsonb_typeof(detail) = 'array' then detail else '[]'::jsonb end) as f (flow) group by f.flow`);
  const terms = await call.db.run(sql<{ node: string; terms: number; overdue: number }>`with chosen as (${chosen}) select t.node, count(t.due_at)::int as terms, count(*) filter (where t.due_at < coalesce(t.done_at, ${call.ctx.now}::timestamptz))::int as overdue
    from ${sys("process_tasks")} t join chosen i on i.id = t.instance_id where t.due_at is not null group by t.node`);
  const { nodes, flows } = part.definition;
  const most = Math.max(0, ...rows.map(({ total }) => total ?? 0));
  const words = (group: keyof typeof part.words, id: string): string => wordIn(part.words[group]?.[id], call.ctx.language) ?? "";
  return {
    process: { name: part.name, label: wordIn(part.label, call.ctx.language) ?? part.name },
    instances: { begun: whole!.begun, ended: whole!.ended, count: whole!.ended, median: rounded(whole!.median), p95: rounded(whole!.p95) }, more: whole!.begun === limit,
    nodes: nodes.map((node) => {
      const row = rows.find((one) => one.node === node.id);
      const term = terms.find((one) => one.node === node.id);
      const isTask = node.type === "userTask";
      const due = node.type === "userTask" ? node.options?.due : undefined;
      return {
        node: node.id, label: words("nodes", node.id) || node.id, type: node.type, count: row?.count ?? 0, open: row?.open ?? 0, median: rounded(row?.median ?? null), p95: rounded(row?.p95 ?? null), total: Math.round(row?.total ?? 0),
        waiting: isTask ? rounded(row?.waiting ?? null) : null, working: isTask ? rounded(row?.working ?? null) : null, norm: typeof due === "string" && due.startsWith("P") ? due : null, overdue: term?.overdue ?? 0, withTerm: term?.terms ?? 0,
        bottleneck: most > 0 && row?.total === most,
      };
    }),
    flows: flows.map(({ id, from: before, to: after }) => {
      const way = ways.find(({ flow }) => flow === id);
      return { flow: id, from: before, to: after, label: words("flows", id), count: way?.count ?? 0, median: rounded(way?.median ?? null), p95: rounded(way?.p95 ?? null) };
    }),
  };
}
