/** Decision → DMN 1.3 XML. */
import { el, textElement, type Built } from "../bpmn/built";
import type { Xml } from "../bpmn/xml";
import { writeXml } from "../bpmn/xml-write";
import type { DecisionDefinition, DecisionRule } from "./decision";
import { AGGREGATION_WORDS, DMN_NAMESPACE, POLICY_WORDS, TYPE_WORDS } from "./xml-names";

type Child = Built | undefined;
const dmn = (name: string, attributes: Parameters<typeof el>[1], children: readonly Child[] = []): Built => el(`{${DMN_NAMESPACE}}${name}`, attributes, children);
const text = (name: string, value: string | undefined, attributes: Parameters<typeof el>[1] = {}): Child => (value === undefined ? undefined : dmn(name, attributes, [textElement(`{${DMN_NAMESPACE}}text`, value)]));
const type = (value: keyof typeof TYPE_WORDS | undefined): string | undefined => (value === undefined ? undefined : TYPE_WORDS[value]);

/** Never fails for a document that fits its schema. */
export function exportDmn(decision: DecisionDefinition): string {
  const table = dmn("decisionTable", {
    id: `${decision.id}.table`, hitPolicy: POLICY_WORDS[decision.hitPolicy ?? "unique"], aggregation: decision.aggregation && AGGREGATION_WORDS[decision.aggregation], preferredOrientation: "Rule-as-Row",
  }, [
    ...decision.inputs.map((input) => dmn("input", { id: input.id, label: input.label }, [
      dmn("inputExpression", { id: `${input.id}.formula`, typeRef: type(input.type) }, [textElement(`{${DMN_NAMESPACE}}text`, input.formula)]), text("inputValues", input.allowed, { id: `${input.id}.values` }),
    ])),
    ...decision.outputs.map((output) => dmn("output", { id: output.id, name: output.name, label: output.label, typeRef: type(output.type) }, [
      text("outputValues", output.values?.join(", "), { id: `${output.id}.values` }), text("defaultOutputEntry", output.default, { id: `${output.id}.default` }),
    ])),
    ...decision.rules.map((rule) => emitRule(decision, rule)),
  ]);
  const root = dmn("definitions", { id: `${decision.id}.definitions`, name: decision.label, namespace: "https://metaloom.dev/decisions", exporter: "Metaloom" }, [
    dmn("decision", { id: decision.id, name: decision.label }, [textElement(`{${DMN_NAMESPACE}}description`, decision.description), table]),
  ]);
  return writeXml(root as Xml, { "": DMN_NAMESPACE });
}

function emitRule({ inputs, outputs }: DecisionDefinition, rule: DecisionRule): Built {
  return dmn("rule", { id: rule.id }, [
    textElement(`{${DMN_NAMESPACE}}description`, rule.description), ...inputs.map(({ id }) => text("inputEntry", rule.when?.[id] ?? "-", { id: `${rule.id}.${id}` })),
    ...outputs.map(({ id }) => text("outputEntry", rule.then?.[id] ?? "", { id: `${rule.id}.${id}` })),
  ]);
}
