/** One process out of a file that holds several. */
import type { Page, ProcessDefinition } from "../definition/types";
import { containerOf, idsOf, patched, poolOf } from "../edit/elements";

export interface HeldProcess {
  readonly pool: string;
  readonly label: string;
  readonly steps: number;
}

/** Processes with steps, in the order of the file. Partners we only exchange messages with are none. */
export function processesOf(definition: ProcessDefinition): readonly HeldProcess[] {
  const counts = new Map<string, number>();
  for (const node of definition.nodes) counts.set(poolOf(definition, node), (counts.get(poolOf(definition, node)) ?? 0) + 1);
  const labels = new Map((definition.pools ?? []).map((pool) => [pool.id, pool.label ?? pool.process ?? pool.id]));
  return [...counts].map(([pool, steps]) => ({ pool, label: labels.get(pool) ?? definition.label, steps }));
}

/** The process of one pool with its own drawing first; the rest of the file is left out. */
export function onlyProcess(definition: ProcessDefinition, pool: string): ProcessDefinition {
  const nodes = definition.nodes.filter((node) => poolOf(definition, node) === pool);
  const inner = new Set(nodes.map(({ id }) => id));
  const ends = new Set([...inner, pool, ...(definition.artifacts ?? []).filter((one) => belongs(definition, one, inner, pool)).map(({ id }) => id)]);
  const lanes = definition.lanes?.filter((lane) => containerOf(definition, lane as never) === pool || inner.has(lane.inside ?? ""));
  const artifacts = definition.artifacts?.filter((one) => ends.has(one.id) && (one.from === undefined || ends.has(one.from) || one.type !== "association") && (one.to === undefined || ends.has(one.to) || one.type !== "association"));
  const chosen = patched(definition, {
    label: processesOf(definition).find((one) => one.pool === pool)?.label ?? definition.label, pools: definition.pools?.filter(({ id }) => id === pool), nodes, flows: definition.flows.filter((flow) => inner.has(flow.from) || inner.has(flow.to)),
    lanes: lanes?.length ? lanes : undefined, artifacts: artifacts?.length ? artifacts : undefined, messageFlows: undefined, di: undefined,
    extra: definition.extra?.namespaces === undefined ? undefined : { namespaces: definition.extra.namespaces },
  });
  const pages = pagesOf(definition.di ?? [], idsOf(chosen));
  return pages.length > 0 ? { ...chosen, di: pages } : chosen;
}

function belongs(definition: ProcessDefinition, { type, pool, inside, from, to }: NonNullable<ProcessDefinition["artifacts"]>[number], inner: ReadonlySet<string>, chosen: string): boolean {
  if (inside !== undefined) return inner.has(inside);
  if (type === "association") return inner.has(from ?? "") || inner.has(to ?? "");
  return poolOf(definition, pool === undefined ? {} : { pool }) === chosen;
}

/** Pages that show something of what is left, the one that shows most first. */
function pagesOf(pages: readonly Page[], left: ReadonlySet<string>): readonly Page[] {
  const shows = ({ element }: { readonly element: string }): boolean => left.has(element);
  const kept = pages.filter((page) => page.element === undefined || left.has(page.element)).map((page): Page => ({ ...page, shapes: page.shapes.filter(shows), edges: page.edges.filter(shows) }));
  return kept.filter((page) => page.shapes.length > 0).sort((a, b) => Number(a.element !== undefined) - Number(b.element !== undefined) || b.shapes.length - a.shapes.length);
}
