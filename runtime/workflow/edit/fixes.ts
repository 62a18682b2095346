/** What the designer can mend by itself. A problem nobody can decide but a person has no fix. */
import type { Problem } from "../check/problem";
import { lacksValue, type StepCardOptions } from "../definition/step-card";
import type { ProcessDefinition } from "../definition/types";
import { flowById, into, nodeById, outOf } from "./elements";
import { removeFlows, setDefault, setFlow } from "./flows";
import { appendAfter } from "./grow";
import { changeType, setNode, setOption } from "./nodes";
import { removeElements } from "./remove";

export type FixName = "makeDefault" | "addEnd" | "remove" | "removeFlow" | "removeConditions" | "starterDoes" | "joinEither" | "joinAll" | "removeTrigger" | "tellPerformer";

export interface Fix {
  readonly name: FixName;
  apply(definition: ProcessDefinition): ProcessDefinition;
}

type Maker = (definition: ProcessDefinition, id: string, problem: Problem) => Fix | undefined;

const removeIt: Maker = (_definition, id) => ({ name: "remove", apply: (now) => removeElements(now, [id]) });
const removeFlow: Maker = (definition, id) => (flowById(definition, id) ? { name: "removeFlow", apply: (now) => removeFlows(now, new Set([id])) } : undefined);

/** The flow that serves as the way out: one without condition, or the last that is asked. */
const makeDefault: Maker = (definition, id) => {
  const ways = outOf(definition, id);
  const flow = ways.find((one) => one.condition === undefined && one.id !== nodeById(definition, id)?.default) ?? ways[ways.length - 1];
  return flow && { name: "makeDefault", apply: (now) => setDefault(now, flow.id) };
};

const MAKERS: Readonly<Record<string, Maker>> = {
  noDefault: makeDefault,
  noCondition: (definition, id, problem) => (nodeById(definition, id)?.default === undefined ? makeDefault(definition, id, problem) : undefined),
  onlyConditional: (_definition, id) => ({ name: "removeConditions", apply: (now) => withoutConditions(now, id) }),
  conditionIgnored: (_definition, id) => ({ name: "removeConditions", apply: (now) => withoutConditions(now, id) }),
  noOutgoing: (_definition, id) => ({ name: "addEnd", apply: (now) => appendAfter(now, id, { type: "endEvent" })[0] }),
  noIncoming: removeIt,
  unreachable: removeIt,
  neverRuns: removeIt,
  lonelyHandler: removeIt,
  noResponsible: (_definition, id) => ({ name: "starterDoes", apply: (now) => setOption(now, id, "responsible", [{ kind: "starter" }]) }),
  noRecipient: (_definition, id) => ({ name: "tellPerformer", apply: (now) => tellSomebody(now, id) }),
  deadlock: (definition, id) => (nodeById(definition, id)?.type === "parallelGateway" && outOf(definition, id).length <= 1 ? { name: "joinEither", apply: (now) => changeType(now, id, "exclusiveGateway") } : undefined),
  notJoined: (definition, id) => {
    // The crowd shows behind the gateway that lets everybody through.
    const join = [id, ...into(definition, id).map((flow) => flow.from)].find((one) => nodeById(definition, one)?.type === "exclusiveGateway" && into(definition, one).length > 1 && outOf(definition, one).length === 1);
    return join === undefined ? undefined : { name: "joinAll", apply: (now) => changeType(now, join, "parallelGateway") };
  },
  triggerPlace: (_definition, id) => ({ name: "removeTrigger", apply: (now) => setNode(now, id, { triggers: undefined }) }),
  flowNowhere: removeFlow, flowCrosses: removeFlow, flowToStart: removeFlow, flowToBorder: removeFlow, flowFromEnd: removeFlow, flowOfEventSub: removeFlow, flowOfHandler: removeFlow, flowOfCompensation: removeFlow,
};

const withoutConditions = (definition: ProcessDefinition, id: string): ProcessDefinition => outOf(definition, id).reduce((now, flow) => setFlow(now, flow.id, { condition: undefined }), definition);

/** Whoever does the task; of one that has just begun whoever started the process, since its performer is told anyway. */
function tellSomebody(definition: ProcessDefinition, id: string): ProcessDefinition {
  const { notifications = [] } = (nodeById(definition, id)?.options ?? {}) as StepCardOptions;
  return setOption(definition, id, "notifications", notifications.map((one) => {
    const to = (one.to ?? []).filter((recipient) => !lacksValue(recipient));
    return { ...one, to: to.length > 0 ? to : [{ kind: one.on === "dueSoon" || one.on === "overdue" ? "performer" : "starter" }] };
  }));
}

/** The fix of a problem in the process as it is now; undefined when a person has to decide. */
export function fixOf(definition: ProcessDefinition, problem: Problem): Fix | undefined {
  const id = problem.elements[0];
  if (id === undefined || !Object.hasOwn(MAKERS, problem.code)) return undefined;
  const fix = MAKERS[problem.code]!(definition, id, problem);
  return fix && { ...fix, apply: (now) => (nodeById(now, id) || flowById(now, id) ? fix.apply(now) : now) };
}
