import type { CollegialKind } from "../kind";

/** Done when all have voted, or at the end of its term when as many as the quorum says have; what most want is its decision, not a condition. */
export const vote: CollegialKind = {
  name: "vote", answers: ["for", "against", "abstain"], reasoned: [], confirmed: [], maySecret: true,
  end({ given, open, quorum, due }) {
    const [yes, no] = [given["for"] ?? 0, given["against"] ?? 0];
    const voted = yes + no + (given["abstain"] ?? 0);
    if (open > 0 && !(due && voted > 0 && voted >= (quorum ?? voted + open))) return undefined;
    return { status: "passed", decision: yes > no ? "for" : no > yes ? "against" : "tie" };
  },
};
