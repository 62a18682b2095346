/** Versions: semantic versions and ranges (`^1.2.0`, `~1.2`, `>=1 <3`, `1.x`, `*`, `a || b`). Small on purpose: what packs need. */
type Version = readonly [number, number, number];

interface Bound {
  readonly from: Version;
  /** Exclusive; undefined = no end. */
  readonly until?: Version;
}

const VERSION = /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})(-[0-9A-Za-z.-]{1,20})?$/;
const PART = /^(\^|~|>=|<=|>|<|=)?v?(\d{1,6}|[x*])(?:\.(\d{1,6}|[x*]))?(?:\.(\d{1,6}|[x*]))?$/;

function parseVersion(text: string): Version | undefined {
  const match = VERSION.exec(text);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : undefined;
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

function nextAfter([major, minor, patch]: Version, known: number): Version {
  if (known <= 1) return [major + 1, 0, 0];
  return known === 2 ? [major, minor + 1, 0] : [major, minor, patch + 1];
}

function caretEnd([major, minor, patch]: Version, known: number): Version {
  if (major > 0 || known === 1) return [major + 1, 0, 0];
  return minor > 0 || known === 2 ? [0, minor + 1, 0] : [0, 0, patch + 1];
}

function parsePart(text: string): Bound | undefined {
  const match = PART.exec(text);
  if (!match) return undefined;
  const numbers = [match[2], match[3], match[4]].map((part) => (part === undefined || part === "x" || part === "*" ? undefined : Number(part)));
  const firstGap = numbers.indexOf(undefined);
  const known = firstGap === -1 ? 3 : firstGap;
  const at: Version = [numbers[0] ?? 0, known > 1 ? numbers[1]! : 0, known > 2 ? numbers[2]! : 0];
  if (known === 0) return { from: [0, 0, 0] };
  switch (match[1]) {
    case "^": return { from: at, until: caretEnd(at, known) };
    case "~": return { from: at, until: nextAfter(at, Math.min(known, 2)) };
    case ">=": return { from: at };
    case ">": return { from: nextAfter(at, known) };
    case "<": return { from: [0, 0, 0], until: at };
    case "<=": return { from: [0, 0, 0], until: nextAfter(at, known) };
    default: return { from: at, until: nextAfter(at, known) };
  }
}

/** Alternatives of bounds that must all hold, or undefined when the text is no range. */
function parseRange(range: string): Bound[][] | undefined {
  const alternatives = range.split("||").map((alternative) => alternative.trim().replace(/(\^|~|[<>]=?|=)\s+/g, "$1").split(/\s+/).map(parsePart));
  return alternatives.every((parts) => parts.every((part) => part !== undefined)) ? (alternatives as Bound[][]) : undefined;
}

export function isRange(range: string): boolean {
  return range.length <= 80 && parseRange(range) !== undefined;
}

/** True when the version lies in the range. A pre-release counts as its version. False for text that is no version or range. */
export function satisfies(version: string, range: string): boolean {
  const v = parseVersion(version);
  const alternatives = isRange(range) ? parseRange(range) : undefined;
  if (!v || !alternatives) return false;
  return alternatives.some((parts) => parts.every(({ from, until }) => compare(v, from) >= 0 && (!until || compare(v, until) < 0)));
}
