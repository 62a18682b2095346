/** Messages, signals, errors and escalations: outermost elements that triggers name by their id. */
import { el, type Built } from "./built";
import type { Roots } from "./emit-events";
import type { Xml } from "./xml";

const KINDS = ["message", "signal", "error", "escalation"] as const;
type Kind = (typeof KINDS)[number];
const CODES: Readonly<Record<Kind, string | undefined>> = { message: undefined, signal: undefined, error: "errorCode", escalation: "escalationCode" };

export class RootElements implements Roots {
  private readonly known = new Map<string, string>();
  private readonly ids: Set<string>;
  readonly made: Built[] = [];

  /** `present`: what the file has already; `ids`: those of the document. */
  constructor(present: readonly Xml[], ids: Iterable<string>) {
    this.ids = new Set(ids);
    for (const { name, attributes: { id, ...attributes } = {} } of present) {
      const kind = KINDS.find((one) => one === name);
      if (id === undefined) continue;
      this.ids.add(id);
      const called = kind && ((CODES[kind] && attributes[CODES[kind]]) || attributes.name || id);
      if (kind && !this.known.has(`${kind} ${called}`)) this.known.set(`${kind} ${called}`, id);
    }
  }

  idOf(kind: Kind, name: string): string {
    const known = this.known.get(`${kind} ${name}`);
    if (known !== undefined) return known;
    const id = this.free(`${kind}_${name.replace(/[^\p{L}\p{N}_.-]/gu, "_")}`);
    const code = CODES[kind];
    this.known.set(`${kind} ${name}`, id);
    this.made.push(el(kind, { id, name, ...(code && { [code]: name }) }));
    return id;
  }

  /** An id nothing in the document has. */
  free(wish: string): string {
    let id = wish;
    for (let number = 2; this.ids.has(id); number++) id = `${wish}_${number}`;
    this.ids.add(id);
    return id;
  }
}
