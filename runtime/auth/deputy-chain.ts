/**
 * Who acts for whom. A *deputyship* lets the deputy act for the person, from day to day, for every kind of action or for some.
 * Deputies of deputies act too (both away at once), for the kinds that the whole chain allows. Pure; rings end by themselves.
 */
export interface Deputyship {
  readonly person: string;
  readonly deputy: string;
  /** null = every kind. */
  readonly kinds: readonly string[] | null;
  /** Days, "2026-07-01", both included. */
  readonly from: string;
  readonly to: string;
}

export interface ActsFor {
  readonly person: string;
  /** Everybody from the deputy's own deputyship to the person, both left out; empty = named directly. Shortest way. */
  readonly through: readonly string[];
}

/** For whom `deputy` may do an action of this kind on this day; nobody twice, never himself. */
export function actsFor(deputyships: readonly Deputyship[], deputy: string, on: { readonly day: string; readonly kind: string }): readonly ActsFor[] {
  const valid = deputyships.filter(({ from, to, kinds }) => from <= on.day && on.day <= to && (kinds === null || kinds.includes(on.kind)));
  const found = new Map<string, ActsFor>();
  const seen = new Set([deputy]);
  let border: readonly ActsFor[] = [{ person: deputy, through: [] }];
  while (border.length > 0) {
    const next: ActsFor[] = [];
    for (const at of border) {
      for (const { person } of valid.filter((one) => one.deputy === at.person)) {
        if (seen.has(person)) continue;
        seen.add(person);
        const reached = { person, through: at.person === deputy ? [] : [...at.through, at.person] };
        found.set(person, reached);
        next.push(reached);
      }
    }
    border = next;
  }
  return [...found.values()];
}
