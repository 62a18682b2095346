/** Columns of nodes: each stands right of all that lead to it. Flows that close a circle lead back and do not count. */
export interface Link {
  readonly from: string;
  readonly to: string;
}

export interface Columns {
  readonly of: ReadonlyMap<string, number>;
  /** “from to” of links that lead back. */
  readonly back: ReadonlySet<string>;
}

export const keyOf = ({ from, to }: Link): string => `${from} ${to}`;

/** The longest way from a beginning; without recursion, so that long processes are no trouble. */
export function columnsOf(nodes: readonly string[], links: readonly Link[]): Columns {
  const next = new Map<string, string[]>(nodes.map((id) => [id, []]));
  const entered = new Set<string>();
  for (const { from, to } of links) {
    if (!next.has(from) || !next.has(to)) continue;
    next.get(from)!.push(to);
    entered.add(to);
  }
  const back = new Set<string>();
  const finished: string[] = [];
  const state = new Map<string, "open" | "done">();
  for (const start of [...nodes.filter((id) => !entered.has(id)), ...nodes]) if (!state.has(start)) walk(start, next, state, back, finished);
  const of = new Map(nodes.map((id) => [id, 0]));
  for (const id of finished.reverse()) for (const to of next.get(id)!) if (!back.has(`${id} ${to}`)) of.set(to, Math.max(of.get(to)!, of.get(id)! + 1));
  return { of, back };
}

function walk(start: string, next: ReadonlyMap<string, readonly string[]>, state: Map<string, "open" | "done">, back: Set<string>, finished: string[]): void {
  const stack: { readonly id: string; at: number }[] = [{ id: start, at: 0 }];
  state.set(start, "open");
  while (stack.length > 0) {
    const top = stack.at(-1)!;
    const to = next.get(top.id)![top.at++];
    if (to === undefined) {
      state.set(top.id, "done");
      finished.push(top.id);
      stack.pop();
    } else if (state.get(to) === "open") back.add(`${top.id} ${to}`);
    else if (!state.has(to)) {
      state.set(to, "open");
      stack.push({ id: to, at: 0 });
    }
  }
}
