import { agreement } from "../agreement";
import type { CollegialKind } from "../kind";

export const sign: CollegialKind = {
  name: "sign", answers: ["sign", "refuse", "sendBack"], reasoned: ["refuse", "sendBack"], confirmed: ["sign"], maySecret: false,
  end: agreement({ yes: "sign", no: "refuse", back: "sendBack" }),
};
