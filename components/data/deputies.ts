interface Person {
  readonly id: string;
  readonly title: string;
}

/** One person acting for another from day to day ("2026-01-31"). */
export interface Deputy {
  readonly id: string;
  readonly person: Person;
  readonly deputy: Person;
  /** Kinds of actions; null: every kind. */
  readonly kinds: readonly string[] | null;
  readonly from: string;
  readonly to: string;
  /** Only on days on which the person is absent. */
  readonly whenAbsent: boolean;
}
