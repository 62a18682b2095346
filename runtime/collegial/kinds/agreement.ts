/** Kinds that need a yes: of all who do not abstain, or of so much weight as the quorum says. */
import type { CollegialKind } from "./kind";

interface Words {
  readonly yes: string;
  readonly no: string;
  /** Back to whoever prepared it, with a reason. */
  readonly back: string;
}

export const agreement = ({ yes, no, back }: Words): CollegialKind["end"] => ({ given, open, quorum, heard }) => {
  const weight = (answer: string): number => given[answer] ?? 0;
  const against = weight(no) + weight(back);
  if (quorum === undefined ? open === 0 && against === 0 && weight(yes) > 0 : weight(yes) >= quorum) return { status: "passed" };
  const hopeless = quorum === undefined ? against > 0 || open === 0 : weight(yes) + open < quorum;
  if (!hopeless) return undefined;
  if (weight(back) > 0) return { status: "returned" };
  // Others may still say how to mend it.
  return heard ? { status: "refused" } : undefined;
};
