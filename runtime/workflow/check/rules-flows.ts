/** Sequence flows: from where to where, with which conditions. */
import { compileLoosely } from "../../expressions/formula";
import type { ProcessNode } from "../definition/types";
import type { Finding } from "../nodes/facts";
import { eachNode, isEventSub, nameOf, problem, roleOf, typeOf, type Rule } from "./graph";

const ends: Rule = (graph) => graph.definition.flows.flatMap((flow) => {
  const [from, to] = [graph.nodes.get(flow.from), graph.nodes.get(flow.to)];
  if (!from || !to) return [problem({ code: "flowNowhere", message: `A flow ${from ? `from ${nameOf(from)} leads nowhere` : to ? `to ${nameOf(to)} comes from nowhere` : "joins nothing"}.`, remedy: "Remove the flow, or draw it to a step." }, flow.id)];
  const crossing = graph.containerOf(from) !== graph.containerOf(to);
  return [
    ...(crossing ? [problem({ code: "flowCrosses", message: `The flow from ${nameOf(from)} to ${nameOf(to)} crosses the border of a pool or sub-process.`, remedy: "Join steps of one process only; use a message between pools." }, flow.id)] : []),
    ...wrongEnds(from, to).map((finding) => problem(finding, flow.id)),
  ];
});

function wrongEnds(from: ProcessNode, to: ProcessNode): readonly Finding[] {
  const wrong = (code: string, message: string): Finding => ({ code, message, remedy: "Remove the flow." });
  return [
    ...(roleOf(to) === "start" ? [wrong("flowToStart", `A flow leads to the start ${nameOf(to)}.`)] : []),
    ...(roleOf(to) === "boundary" ? [wrong("flowToBorder", `A flow leads to ${nameOf(to)} on a border; only its activity does.`)] : []),
    ...(roleOf(from) === "end" ? [wrong("flowFromEnd", `A flow goes on from the end ${nameOf(from)}.`)] : []),
    ...(isEventSub(from) || isEventSub(to) ? [wrong("flowOfEventSub", `The event sub-process ${nameOf(isEventSub(from) ? from : to)} is joined by a flow; its event starts it.`)] : []),
    ...(from.forCompensation || to.forCompensation ? [wrong("flowOfHandler", `${nameOf(from.forCompensation ? from : to)} only undoes another step; no flow leads to it or from it.`)] : []),
    ...(catchesCompensation(from) ? [wrong("flowOfCompensation", `The compensation event ${nameOf(from)} is joined to the step that undoes, not by a flow.`)] : []),
  ];
}

const catchesCompensation = (node: ProcessNode): boolean => roleOf(node) === "boundary" && (node.triggers?.some((trigger) => trigger.type === "compensation") ?? false);

/** Who needs a flow to it and from it. */
const joined = eachNode((node, graph) => {
  const role = roleOf(node);
  const [into, outOf] = [graph.into(node.id).length, graph.outOf(node.id).length];
  const beside = graph.contents(graph.containerOf(node));
  const link = node.triggers?.some((trigger) => trigger.type === "link") ?? false;
  const apart = node.forCompensation === true || isEventSub(node);
  const startsHere = (node.options as { readonly starts?: boolean } | undefined)?.starts === true;
  const hasStart = beside.some((other) => roleOf(other) === "start");
  const hasEnd = beside.some((other) => roleOf(other) === "end");
  const finding = (code: string, message: string, remedy: string): Finding => ({ code, message, remedy });
  if (role === "start" && outOf === 0) return [finding("noOutgoing", `Nothing follows the start ${nameOf(node)}.`, "Draw a flow to the first step.")];
  if (role === "end" && into === 0) return [finding("noIncoming", `Nothing leads to the end ${nameOf(node)}.`, "Draw a flow to it, or remove it.")];
  if (role === "boundary" && outOf === 0 && !catchesCompensation(node)) return [finding("noOutgoing", `Nothing follows the event ${nameOf(node)} on the border.`, "Draw a flow from it.")];
  if (link && role === "throw") return outOf > 0 ? [finding("linkFlow", `The link ${nameOf(node)} jumps; a flow from it is never taken.`, "Remove the flow.")] : [];
  if (link && role === "catch") return into > 0 ? [finding("linkFlow", `The link ${nameOf(node)} is reached by its name; no flow leads to it.`, "Remove the flow.")] : [];
  if (["start", "end", "boundary"].includes(role) || apart) return [];
  return [
    ...(into === 0 && hasStart && !startsHere ? [finding("noIncoming", `Nothing leads to ${nameOf(node)}.`, "Draw a flow to it, or remove it.")] : []),
    ...(outOf === 0 && hasEnd ? [finding("noOutgoing", `Nothing follows ${nameOf(node)}.`, "Draw a flow from it to the next step or to an end.")] : []),
  ];
});

const conditions = eachNode((node, graph) => {
  const outgoing = graph.outOf(node.id);
  const fallback = outgoing.find((flow) => flow.id === node.default);
  const { chooses } = typeOf(node);
  const others = outgoing.filter((flow) => flow.id !== node.default);
  const conditional = others.filter((flow) => flow.condition !== undefined);
  const choosing = chooses !== undefined || roleOf(node) === "activity";
  const finding = (code: string, message: string, remedy: string, more: Partial<Finding> = {}): Finding => ({ code, message, remedy, ...more });
  return [
    ...(node.default !== undefined && !fallback ? [finding("defaultElsewhere", `The default flow of ${nameOf(node)} is not one of its own.`, "Choose one of its outgoing flows.")] : []),
    ...(node.default !== undefined && !choosing ? [finding("defaultUseless", `${nameOf(node)} does not choose between flows, so it has no default flow.`, "Remove the default.")] : []),
    ...(fallback?.condition !== undefined ? [finding("defaultCondition", `The default flow of ${nameOf(node)} has a condition; it is taken when no other holds.`, "Remove its condition.")] : []),
    ...(!choosing && roleOf(node) !== "gateway" && conditional.length > 0 ? [finding("conditionUseless", `Flows from ${nameOf(node)} have no conditions.`, "Put a gateway after it.")] : []),
    ...(!choosing && roleOf(node) === "gateway" && !typeOf(node).offersEvents && conditional.length > 0 ? [finding("conditionIgnored", `${nameOf(node)} takes all its flows; their conditions are not asked.`, "Remove the conditions, or use a gateway that chooses.", { severity: "warning" })] : []),
    ...(roleOf(node) === "activity" && outgoing.length === 1 && conditional.length === 1 ? [finding("onlyConditional", `The only flow from ${nameOf(node)} has a condition.`, "Add a default flow, or remove the condition.")] : []),
    ...(chooses === "one" && outgoing.length > 1 && others.length > conditional.length ? [finding("noCondition", `A flow from ${nameOf(node)} has no condition and is not the default.`, "Give it a condition, or make it the default.", { area: "soundness" })] : []),
    ...(choosing && outgoing.length > 0 && conditional.length === outgoing.length && (outgoing.length > 1 || chooses) ? [finding("noDefault", `When none of the conditions after ${nameOf(node)} holds, the process stops there.`, "Make one of its flows the default.", { area: "soundness" })] : []),
  ];
});

const readable: Rule = (graph) => graph.definition.flows.flatMap((flow) => formulaProblem(flow.condition, flow.id, "The condition of a flow"));

export function formulaProblem(text: string | undefined, element: string, what: string): readonly ReturnType<typeof problem>[] {
  if (text === undefined) return [];
  const compiled = compileLoosely(text);
  return "fault" in compiled ? [problem({ code: "formula", message: `${what} cannot be read: ${compiled.fault}`, remedy: compiled.remedy }, element)] : [];
}

export const flowRules: readonly Rule[] = [ends, joined, conditions, readable];
