/**
 * A *resolution* is one collegial action on one record: several people answer, and what they answered makes its end. Its *kind* says
 * what may be answered and when the end is certain.
 */
export interface Tally {
  /** Answer → the weight of those who gave it. */
  readonly given: Readonly<Record<string, number>>;
  /** Weight of those who have not answered. */
  readonly open: number;
  readonly quorum: number | undefined;
  /** Nobody who is asked now will answer any more: all have, or (in sequence) all of the present place have. */
  readonly heard: boolean;
  /** The term is over. */
  readonly due: boolean;
}

export type Ending = "passed" | "refused" | "returned";

export interface End {
  readonly status: Ending;
  /** What it came to where the kind has more than a yes, e.g. the answer most gave. */
  readonly decision?: string;
}

export interface CollegialKind {
  readonly name: string;
  /** What may be answered, the most favourable first. */
  readonly answers: readonly string[];
  /** Answers that need a reason. */
  readonly reasoned: readonly string[];
  /** Answers that are given with a password or code, and hold what the record was. */
  readonly confirmed: readonly string[];
  readonly maySecret: boolean;
  /** The end, as soon as no further answer can make another one; so the order of answers makes no difference. */
  end(tally: Tally): End | undefined;
}
