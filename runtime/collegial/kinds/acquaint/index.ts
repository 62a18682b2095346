import type { CollegialKind } from "../kind";

export const acquaint: CollegialKind = {
  name: "acquaint", answers: ["acknowledge"], reasoned: [], confirmed: [], maySecret: false,
  end: ({ given, open, quorum }) => (open === 0 || (quorum !== undefined && (given["acknowledge"] ?? 0) >= quorum) ? { status: "passed" } : undefined),
};
