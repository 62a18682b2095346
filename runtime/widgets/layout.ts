/** The grid of a dashboard: twelve columns, cells of one height. Tiles never lie on each other and fall upwards. Browser-safe. */
export const GRID_COLUMNS = 12;

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Placed extends Place {
  readonly id: string;
}

export const overlaps = (a: Place, b: Place): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const byPlace = (a: Place, b: Place): number => a.y - b.y || a.x - b.x;

/** Inside the grid, and at least as large as `least`. */
export function clampPlace(place: Place, least: { readonly width: number; readonly height: number } = { width: 1, height: 1 }): Place {
  const width = Math.min(Math.max(Math.round(place.width), least.width), GRID_COLUMNS);
  const height = Math.min(Math.max(Math.round(place.height), least.height), 24);
  return { width, height, x: Math.min(Math.max(Math.round(place.x), 0), GRID_COLUMNS - width), y: Math.max(Math.round(place.y), 0) };
}

/** Moves tiles so that none lie on each other: `first` keeps its place, the others make way downwards, then all fall upwards. */
export function settle<T extends Placed>(tiles: readonly T[], first?: string): readonly T[] {
  const fixed = tiles.filter((tile) => tile.id === first);
  const rest = tiles.filter((tile) => tile.id !== first).sort(byPlace);
  const placed: T[] = [...fixed];
  for (const tile of rest) placed.push(lowered(tile, placed));
  const risen: T[] = [];
  for (const tile of placed.sort(byPlace)) risen.push(raised(tile, risen));
  return tiles.map((tile) => risen.find(({ id }) => id === tile.id)!);
}

function lowered<T extends Placed>(tile: T, others: readonly T[]): T {
  let at = tile;
  for (let hit = others.find((other) => overlaps(at, other)); hit; hit = others.find((other) => overlaps(at, other))) at = { ...at, y: hit.y + hit.height };
  return at;
}

function raised<T extends Placed>(tile: T, others: readonly T[]): T {
  let at = tile;
  while (at.y > 0 && !others.some((other) => overlaps({ ...at, y: at.y - 1 }, other))) at = { ...at, y: at.y - 1 };
  return at;
}

/** A free place for a new tile: the first gap that is wide enough, else below everything. */
export function freePlace(tiles: readonly Place[], { width, height }: { readonly width: number; readonly height: number }): Place {
  const bottom = Math.max(0, ...tiles.map((tile) => tile.y + tile.height));
  for (let y = 0; y < bottom; y++) {
    for (let x = 0; x + width <= GRID_COLUMNS; x++) if (!tiles.some((tile) => overlaps({ x, y, width, height }, tile))) return { x, y, width, height };
  }
  return { x: 0, y: bottom, width, height };
}
