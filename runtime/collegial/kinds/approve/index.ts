import { agreement } from "../agreement";
import type { CollegialKind } from "../kind";

export const approve: CollegialKind = {
  name: "approve", answers: ["approve", "reject", "sendBack", "abstain"], reasoned: ["reject", "sendBack"], confirmed: [], maySecret: false,
  end: agreement({ yes: "approve", no: "reject", back: "sendBack" }),
};
