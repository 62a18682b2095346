/** Where the web may call steps of an instance: the variable `webhooks`. Never kept with the state: it follows from the seal. */
import type { ProcessModel } from "../model/kinds/process/model";
import type { ProcessDefinition, Values } from "../workflow/definition/types";
import { WEB_ADDRESSES, webCallNodes } from "../workflow/engine/web-calls";
import type { ProcessHooks } from "./deps";
import type { Run } from "./running";

interface Sealing {
  readonly hooks?: ProcessHooks;
}

const asking = new WeakMap<ProcessModel, boolean>();

/** Does anything in the process ask for its addresses? */
function asksForAddresses(model: ProcessModel): boolean {
  const known = asking.get(model) ?? /\bwebhooks\b/.test(JSON.stringify(model.definition));
  asking.set(model, known);
  return known;
}

export const stepSeal = ({ hooks }: Sealing, instance: string, node: string): string | undefined => hooks?.sign(`step ${instance} ${node}`);

/** Addresses of the steps that wait for calls, by id of the step; null where nobody can call. */
function addressesOf(hand: Sealing, definition: ProcessDefinition, instance: string): Values {
  return Object.fromEntries(webCallNodes(definition).map((node) => [node, hand.hooks ? `${hand.hooks.origin()}/api/v1/hooks/steps/${instance}.${Buffer.from(node).toString("base64url")}.${stepSeal(hand, instance, node)}` : null]));
}

/** As formulas see them; nothing when the process does not ask. */
export const addressesSeen = ({ hand, version, row }: Run): Values => (asksForAddresses(version.model) ? { [WEB_ADDRESSES]: addressesOf(hand, version.model.definition, row.id) } : {});
