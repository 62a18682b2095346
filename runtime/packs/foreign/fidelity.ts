/** What became of each thing of the other system: nothing is left out in silence. */
export type Outcome = "mapped" | "approximated" | "dropped";

export interface Finding {
  readonly outcome: Outcome;
  /** entity, field, flag, condition, layout, right, file … */
  readonly kind: string;
  /** Type of the field, or name of the flag, in the other system. */
  readonly name: string;
  /** "Account", "Account.website". */
  readonly at: string;
  /** Why it is not the same, in a sentence; for what is mapped, what it became. */
  readonly note?: string;
}

export interface FidelitySummary {
  readonly totals: Readonly<Record<Outcome, number>>;
  /** By kind and name, most frequent first. */
  readonly groups: readonly { readonly kind: string; readonly name: string; readonly mapped: number; readonly approximated: number; readonly dropped: number; readonly note?: string }[];
}

export class Fidelity {
  readonly findings: Finding[] = [];
  private readonly fields = new Map<string, Finding>();

  mapped(kind: string, name: string, at: string, note?: string): void { this.add("mapped", kind, name, at, note); }
  approximated(kind: string, name: string, at: string, note: string): void { this.add("approximated", kind, name, at, note); }
  dropped(kind: string, name: string, at: string, note: string): void { this.add("dropped", kind, name, at, note); }

  private add(outcome: Outcome, kind: string, name: string, at: string, note?: string): void {
    // A field that was read and could not be written counts once: as it ended.
    const before = kind === "field" ? this.fields.get(at) : undefined;
    if (before !== undefined) this.findings.splice(this.findings.indexOf(before), 1);
    this.put({ outcome, kind, name: before?.name ?? name, at, ...(note === undefined ? {} : { note }) });
  }

  private put(finding: Finding): void {
    this.findings.push(finding);
    if (finding.kind === "field") this.fields.set(finding.at, finding);
  }

  summary(): FidelitySummary {
    const totals = { mapped: 0, approximated: 0, dropped: 0 };
    const groups = new Map<string, { kind: string; name: string; mapped: number; approximated: number; dropped: number; note?: string }>();
    for (const { outcome, kind, name, note } of this.findings) {
      totals[outcome]++;
      const group = groups.get(`${kind} ${name}`) ?? { kind, name, mapped: 0, approximated: 0, dropped: 0 };
      group[outcome]++;
      if (outcome !== "mapped") group.note ??= note;
      groups.set(`${kind} ${name}`, group);
    }
    const size = (group: { mapped: number; approximated: number; dropped: number }): number => group.mapped + group.approximated + group.dropped;
    return { totals, groups: [...groups.values()].sort((a, b) => size(b) - size(a) || (a.name < b.name ? -1 : 1)) };
  }
}
