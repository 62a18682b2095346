/** Units as a tree: what the list of the server looks like when drawn, and where a unit goes when it is moved by keyboard. */
export interface UnitItem {
  readonly id: string;
  readonly name: string;
  readonly code: string | null;
  readonly parent: string | null;
  readonly head: { readonly id: string; readonly title: string } | null;
  readonly people: number;
}

export interface UnitRow {
  readonly unit: UnitItem;
  /** 1 = a root. */
  readonly level: number;
}

/** Rows in drawing order; a unit whose parent is not in the list stands at the top. */
export function treeRows(units: readonly UnitItem[]): readonly UnitRow[] {
  const known = new Set(units.map(({ id }) => id));
  const below = groupBelow(units, known);
  const rows: UnitRow[] = [];
  const visit = (parent: string | null, level: number) => {
    for (const unit of below.get(parent) ?? []) {
      rows.push({ unit, level });
      visit(unit.id, level + 1);
    }
  };
  visit(null, 1);
  return rows;
}

function groupBelow(units: readonly UnitItem[], known: ReadonlySet<string>): Map<string | null, UnitItem[]> {
  const below = new Map<string | null, UnitItem[]>();
  for (const unit of units) {
    const parent = unit.parent !== null && known.has(unit.parent) ? unit.parent : null;
    below.set(parent, [...(below.get(parent) ?? []), unit]);
  }
  return below;
}

/** Is `id` the unit itself or somewhere below it? */
export function isBelow(units: readonly UnitItem[], id: string | null, unit: string): boolean {
  const byId = new Map(units.map((one) => [one.id, one]));
  for (let at = id, steps = 0; at !== null && steps <= units.length; at = byId.get(at)?.parent ?? null, steps++) if (at === unit) return true;
  return false;
}

/** New parent when a unit is moved in (below the sibling above it) or out (beside its parent); undefined when it cannot. */
export function keyboardMove(units: readonly UnitItem[], id: string, way: "in" | "out"): string | null | undefined {
  const unit = units.find((one) => one.id === id);
  if (!unit) return undefined;
  if (way === "out") return unit.parent === null ? undefined : (units.find((one) => one.id === unit.parent)?.parent ?? null);
  const siblings = treeRows(units).map((row) => row.unit).filter(({ parent }) => parent === unit.parent);
  return siblings[siblings.findIndex((one) => one.id === id) - 1]?.id;
}
