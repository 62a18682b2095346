/** Steps that wait for a call from the web: each has an address of its own that nobody can guess. For the engine they wait for a message. */
import type { ProcessDefinition, ProcessNode, Values } from "../definition/types";

const BEFORE = "webhook:";

/** Name of the message of a step. */
export const webCallName = (node: string): string => BEFORE + node;
export const isWebCall = (message: string): boolean => message.startsWith(BEFORE);

export const awaitsWebCall = (node: ProcessNode): boolean =>
  (node.type === "receiveTask" && node.options?.webhook === true) || (node.triggers?.some((trigger) => trigger.type === "message" && trigger.webhook === true) ?? false);

/** The variable that holds their addresses, by id of the step. */
export const WEB_ADDRESSES = "webhooks";

export const webCallNodes = (definition: ProcessDefinition): readonly string[] => definition.nodes.filter(awaitsWebCall).map(({ id }) => id);

/** What a dry run has for the addresses: any will do. */
export function sampleAddresses(definition: ProcessDefinition): Values {
  const nodes = webCallNodes(definition);
  return nodes.length === 0 ? {} : { [WEB_ADDRESSES]: Object.fromEntries(nodes.map((node) => [node, `https://example.com/${node}`])) };
}

/** What comes with a message: a call brings its body. */
export const payloadOf = (message: string | undefined, values: Values | undefined): Values | undefined => (message !== undefined && isWebCall(message) ? { body: values ?? {} } : values);
