/** Rules of the BPMN 2.0 standard about single elements of a file. Each answers with sentences, or nothing. */
import { is, list, type Element } from "./element";

export interface BpmnRule {
  readonly of: readonly string[];
  check(element: Element, all: readonly Element[]): readonly string[] | undefined;
}

const GATEWAYS = ["ExclusiveGateway", "ParallelGateway", "InclusiveGateway", "ComplexGateway", "EventBasedGateway"];
const CONTAINERS = ["Process", "SubProcess", "Transaction"];
const EVENTS = ["StartEvent", "IntermediateCatchEvent", "IntermediateThrowEvent", "BoundaryEvent", "EndEvent"];

const named = (element: Element): string => `“${element.name || element.id || element.$type}”`;
const when = (wrong: boolean, sentence: string): readonly string[] => (wrong ? [sentence] : []);

function isExecutable(element: Element): boolean {
  for (let at: Element | undefined = element; at; at = at.$parent) if (is(at, "Process")) return at.isExecutable === true;
  return false;
}

const definitionsOf = (event: Element): readonly Element[] => [...list(event.eventDefinitions), ...list(event.eventDefinitionRef)];

export const RULES: readonly BpmnRule[] = [
  {
    of: ["SequenceFlow"],
    check: (flow) => [
      ...when(!flow.sourceRef || !flow.targetRef, "A sequence flow lacks its beginning or its end."),
      ...when(flow.sourceRef !== undefined && !list(flow.sourceRef.outgoing).includes(flow), `${named(flow.sourceRef ?? flow)} does not name the flow “${flow.id}” among those that leave it.`),
      ...when(flow.targetRef !== undefined && !list(flow.targetRef.incoming).includes(flow), `${named(flow.targetRef ?? flow)} does not name the flow “${flow.id}” among those that lead to it.`),
    ],
  },
  {
    of: [...GATEWAYS, ...EVENTS, "Task", "UserTask", "ManualTask", "ServiceTask", "ScriptTask", "SendTask", "ReceiveTask", "BusinessRuleTask", "SubProcess", "Transaction", "AdHocSubProcess", "CallActivity"],
    check: (node) => [
      ...when(list(node.incoming).some((flow) => flow.targetRef !== node), `${named(node)} names a flow that leads elsewhere.`),
      ...when(list(node.outgoing).some((flow) => flow.sourceRef !== node), `${named(node)} names a flow that begins elsewhere.`),
    ],
  },
  {
    of: GATEWAYS,
    check(gateway) {
      const [into, outOf] = [list(gateway.incoming).length, list(gateway.outgoing).length];
      const direction = gateway.gatewayDirection as string | undefined;
      return [
        ...when(into < 2 && outOf < 2, `The gateway ${named(gateway)} neither splits nor joins.`),
        ...when(direction === "Converging" && (outOf > 1 || into < 2), `The gateway ${named(gateway)} is called converging and is not.`),
        ...when(direction === "Diverging" && (into > 1 || outOf < 2), `The gateway ${named(gateway)} is called diverging and is not.`),
        ...when(direction === "Mixed" && (into < 2 || outOf < 2), `The gateway ${named(gateway)} is called mixed and is not.`),
      ];
    },
  },
  {
    of: CONTAINERS,
    check(container) {
      const inner = list(container.flowElements);
      const [starts, ends] = [inner.some((element) => is(element, "StartEvent")), inner.some((element) => is(element, "EndEvent"))];
      return [
        ...when(starts && !ends, `${named(container)} has a start event but no end event.`), ...when(ends && !starts, `${named(container)} has an end event but no start event.`),
        ...when(inner.some((element) => /Choreography/.test(element.$type)), `${named(container)} holds a choreography activity, which belongs to choreographies.`),
      ];
    },
  },
  { of: ["SubProcess", "Transaction", "AdHocSubProcess"], check: (sub) => when(sub.ioSpecification !== undefined, `The sub-process ${named(sub)} has an input and output specification.`) },
  {
    of: EVENTS,
    check: (event) => when(event.parallelMultiple === true && definitionsOf(event).length < 2, `${named(event)} waits for several triggers at once and has fewer than two.`),
  },
  {
    of: ["EndEvent", "IntermediateThrowEvent"],
    check(event, all) {
      const own = list(event.eventDefinitions);
      const shared = new Set(all.flatMap((element) => list(element.eventDefinitionRef)));
      const thrown = definitionsOf(event);
      const runs = isExecutable(event);
      return [
        ...when(own.some((definition) => shared.has(definition)), `What ${named(event)} throws is used by another event, too.`),
        ...when(runs && thrown.some((definition) => is(definition, "EscalationEventDefinition") && !definition.escalationRef?.escalationCode), `${named(event)} throws an escalation without a code.`),
        ...when(runs && thrown.some((definition) => is(definition, "ErrorEventDefinition") && !definition.errorRef?.errorCode), `${named(event)} throws an error without a code.`),
        ...when(runs && thrown.some((definition) => is(definition, "MessageEventDefinition") && !definition.messageRef && !definition.operationRef), `${named(event)} sends a message that is not named.`),
      ];
    },
  },
  {
    of: ["MultiInstanceLoopCharacteristics"],
    check: (loop) => [
      ...when((loop.loopCardinality === undefined) === (loop.loopDataInputRef === undefined), "A repeated activity says how often it runs either by a number or by a collection."),
      ...when(loop.behavior === "None" && !loop.noneBehaviorEventRef, "A repeated activity that throws an event after each round does not say which."),
      ...when(loop.behavior === "One" && !loop.oneBehaviorEventRef, "A repeated activity that throws an event after the first round does not say which."),
      ...when(loop.behavior === "Complex" && list(loop.complexBehaviorDefinition).length === 0, "A repeated activity with complex behaviour does not describe it."),
      ...when(loop.inputDataItem !== undefined && loop.loopDataInputRef === undefined, "A repeated activity has an item but no collection."),
      ...when(loop.outputDataItem !== undefined && loop.loopDataOutputRef === undefined, "A repeated activity has a result but no collection for it."),
    ],
  },
  {
    of: ["InputOutputSpecification"],
    check(specification) {
      const sets = (many: string, refs: string): ReadonlySet<Element> => new Set(list(specification[many]).flatMap((set) => list(set[refs])));
      const [inputs, outputs] = [sets("inputSets", "dataInputRefs"), sets("outputSets", "dataOutputRefs")];
      return [
        ...when(list(specification.inputSets).length === 0 || list(specification.outputSets).length === 0, "An input and output specification lacks its sets."),
        ...when(list(specification.dataInputs).some((input) => !inputs.has(input)), "A data input is in no input set."),
        ...when(list(specification.dataOutputs).some((output) => !outputs.has(output)), "A data output is in no output set."),
      ];
    },
  },
  {
    of: ["InputSet"],
    check: (set) => when([...list(set.optionalInputRefs), ...list(set.whileExecutingInputRefs)].some((input) => !list(set.dataInputRefs).includes(input)), "An input set calls data optional that it does not hold."),
  },
  {
    of: ["OutputSet"],
    check: (set) => when([...list(set.optionalOutputRefs), ...list(set.whileExecutingOutputRefs)].some((output) => !list(set.dataOutputRefs).includes(output)), "An output set calls data optional that it does not hold."),
  },
  {
    of: ["DataInputAssociation", "DataOutputAssociation"],
    check(association) {
      const [source, target] = [structureOf(list(association.sourceRef)[0]), structureOf(association.targetRef as Element | undefined)];
      return when(!association.transformation && source !== undefined && target !== undefined && source !== target, "Data of one type is given to data of another type without a transformation.");
    },
  },
  {
    of: ["ParticipantMultiplicity"],
    check: (multiplicity) => [
      ...when(Number(multiplicity.minimum ?? 0) < 0, "A participant stands for a negative number of partners."),
      ...when(Number(multiplicity.maximum ?? 1) < 1 || Number(multiplicity.maximum ?? 1) < Number(multiplicity.minimum ?? 0), "The largest number of partners is below 1, or below the smallest."),
    ],
  },
  { of: ["Documentation", "TextAnnotation"], check: (text) => when(typeof text.textFormat === "string" && !/^[\w.+-]+\/[\w.+*-]+$/.test(text.textFormat), `“${text.textFormat}” is no media type.`) },
  {
    of: ["CallActivity"],
    check(call, all) {
      const called = all.find((element) => is(element, "Process") && element.id === call.calledElement);
      const starts = list(called?.flowElements).filter((element) => is(element, "StartEvent"));
      return when(starts.length > 0 && starts.every((start) => definitionsOf(start).length > 0), `${named(call)} calls a process that has no plain start.`);
    },
  },
  { of: ["DataObjectReference"], check: (reference) => when(!reference.dataObjectRef, `${named(reference)} refers to no data object.`) },
  { of: ["DataStoreReference"], check: (reference) => when(reference.$attrs !== undefined && "dataStoreRef" in reference.$attrs, `${named(reference)} refers to no data store.`) },
];

function structureOf(item: Element | undefined): unknown {
  const typed = (item?.dataObjectRef ?? item?.dataStoreRef ?? item) as Element | undefined;
  return typed?.itemSubjectRef?.structureRef ?? typed?.itemSubjectRef?.id;
}
