import type { Formula } from "../../definition/types";
import type { NodeDefinition } from "../node-type";

export interface ComplexGatewayOptions {
  /** Asked at each arrival; `activationCount` is the number of incoming flows that have arrived. Left out: waits like an inclusive gateway. */
  readonly activation?: Formula;
}

export const complexGateway: NodeDefinition<"complexGateway"> = {
  type: "complexGateway", role: "gateway", joins: "byRule", label: "By a rule of its own", icon: "asterisk", chooses: "some",
  help: "Goes on once its rule about the arrived flows holds; late ones are swallowed.",
};
