import type { NodeDefinition } from "../node-type";

export interface EventBasedGatewayOptions {
  /** One of the events after it starts the process. */
  readonly starts?: boolean;
  /** A gateway that starts the process: all events must happen, in any order. */
  readonly all?: boolean;
}

export const eventBasedGateway: NodeDefinition<"eventBasedGateway"> = {
  type: "eventBasedGateway", role: "gateway", offersEvents: true, label: "Whatever comes first", icon: "timer",
  help: "Waits for several events; the first one decides the way.",
  check({ node, incoming, outgoing }) {
    return [
      ...(outgoing.length < 2 ? [{ code: "eventGatewayFlows", message: "The gateway needs two or more events to choose from.", remedy: "Add an event, or remove the gateway." }] : []),
      ...(outgoing.some((flow) => flow.condition !== undefined) ? [{ code: "eventGatewayCondition", message: "Flows after this gateway have no conditions: the event decides.", remedy: "Remove the conditions." }] : []),
      ...(node.options?.starts && incoming.length > 0 ? [{ code: "startsWithIncoming", message: "A gateway that starts the process has nothing before it.", remedy: "Remove the flow that leads to it." }] : []),
      ...(node.options?.all && !node.options.starts ? [{ code: "eventGatewayAll", message: "Only a gateway that starts the process can ask for all events.", remedy: "Use a parallel gateway before the events." }] : []),
    ];
  },
};
