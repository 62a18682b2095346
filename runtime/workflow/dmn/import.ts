/** DMN 1.1 to 1.5 XML → decisions: one for each decision table of the file. */
import type { Problem } from "../check/problem";
import { decodeXml } from "../bpmn/decode";
import { elementsOf, parseXml, textIn, XmlError, type Xml } from "../bpmn/xml";
import { checkDecision } from "./check";
import type { DecisionDefinition, DecisionInput, DecisionOutput, DecisionRule } from "./decision";
import { AGGREGATION_WORDS, isDmn, POLICY_WORDS, typeOf, wordOf } from "./xml-names";

export interface ImportedDecisions {
  readonly decisions: readonly DecisionDefinition[];
  readonly problems: readonly Problem[];
}

/** Never throws for what a file says: a file that cannot be read gives one problem and no decision. Bytes are decoded as the file declares. */
export function importDmn(source: string | Uint8Array): ImportedDecisions {
  try {
    const { root } = parseXml(typeof source === "string" ? source : decodeXml(source));
    const space = /^\{([^}]*)\}definitions$/.exec(root.name)?.[1];
    if (space === undefined || !isDmn(space)) throw new XmlError("The file is XML, but not DMN: its outermost element is not “definitions” of the DMN namespace.");
    return new Reader().read(root);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    return { decisions: [], problems: [{ code: "unreadable", severity: "error", area: "structure", elements: [], message: error.message, remedy: "Export the file again as DMN XML." }] };
  }
}

const localName = (element: Xml): string => element.name.replace(/^\{[^}]*\}/, "");
const inner = (element: Xml, name: string): readonly Xml[] => elementsOf(element).filter((child) => localName(child) === name);
const one = (element: Xml | undefined, name: string): Xml | undefined => element && inner(element, name)[0];
const textOf = (element: Xml | undefined): string | undefined => (element ? textIn(one(element, "text") ?? element).trim() || undefined : undefined);
const some = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } => (value === undefined || value === "" ? {} : { [key]: value }) as { [P in K]?: V };

/** “Dish decision” → dishDecision. */
export function nameFrom(text: string): string {
  const words = text.normalize("NFKD").split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const joined = words.map((word, index) => (index === 0 ? word[0]!.toLowerCase() + word.slice(1) : word[0]!.toUpperCase() + word.slice(1))).join("").replace(/^\d+/, "");
  return joined === "" ? "decision" : (joined[0]!.toLowerCase() + joined.slice(1)).slice(0, 48);
}

class Reader {
  private readonly problems: Problem[] = [];

  read(root: Xml): ImportedDecisions {
    const decisions = inner(root, "decision").flatMap((decision) => this.decision(decision) ?? []);
    if (decisions.length === 0) this.add("noTable", "error", "The file holds no decision table.", [], "Export a decision with a table.");
    if (inner(root, "businessKnowledgeModel").length > 0) this.add("notRun", "warning", "Business knowledge models are not taken over.", inner(root, "businessKnowledgeModel").flatMap(({ attributes }) => attributes?.id ?? []), "Write what they say into the formulas.");
    return { decisions, problems: this.problems };
  }

  private add(code: string, severity: Problem["severity"], message: string, elements: readonly string[], remedy: string): void {
    this.problems.push({ code, severity, area: "file", elements, message, remedy });
  }

  private decision(element: Xml): DecisionDefinition | undefined {
    const { id = "decision", name = id } = element.attributes ?? {};
    const table = one(element, "decisionTable");
    if (!table) return void this.add("notRun", "warning", `“${name}” is not decided by a table; it is not taken over.`, [id], "Make a table of it.");
    if (inner(element, "informationRequirement").some((requirement) => one(requirement, "requiredDecision"))) {
      this.add("notRun", "warning", `“${name}” needs the answer of another decision, which is not asked by itself.`, [id], "Decide that one in a step before.");
    }
    const policy = table.attributes?.hitPolicy;
    const hitPolicy = policy === undefined ? undefined : wordOf(POLICY_WORDS, policy);
    if (policy !== undefined && hitPolicy === undefined) this.add("hitPolicy", "error", `“${name}” has the hit policy “${policy}”, which DMN does not know.`, [id], "Choose one of unique, any, priority, first, output order, rule order, collect.");
    const inputs = inner(table, "input").map((input, index) => readInput(input, index));
    const outputs = inner(table, "output").map((output, index, all) => readOutput(output, index, all.length === 1 ? nameFrom(name) : `output${index + 1}`));
    const decision: DecisionDefinition = {
      id, name: nameFrom(/^[\w.-]+$/.test(name) || /[A-Za-z]/.test(name) ? name : id), label: name, ...some("description", textOf(one(element, "description"))), ...some("hitPolicy", hitPolicy === "unique" ? undefined : hitPolicy),
      ...some("aggregation", wordOf(AGGREGATION_WORDS, table.attributes?.aggregation)), inputs, outputs, rules: inner(table, "rule").map((rule, index) => readRule(rule, index, inputs, outputs)),
    };
    for (const { path, message, remedy } of checkDecision(decision)) this.add("decision", "error", `${message} (“${name}”, ${path.join(" ")})`, [id], remedy);
    return decision;
  }
}

function readInput(element: Xml, index: number): DecisionInput {
  const expression = one(element, "inputExpression");
  const { id = `input${index + 1}`, label } = element.attributes ?? {};
  return { id, ...some("label", label), formula: textOf(expression) ?? label ?? id, ...some("type", typeOf(expression?.attributes?.typeRef)), ...some("allowed", textOf(one(element, "inputValues"))) };
}

function readOutput(element: Xml, index: number, fallback: string): DecisionOutput {
  const { id = `output${index + 1}`, name, label, typeRef } = element.attributes ?? {};
  const values = textOf(one(element, "outputValues"));
  return { id, name: name || fallback, ...some("label", label), ...some("type", typeOf(typeRef)), ...some("values", values === undefined ? undefined : literals(values)), ...some("default", textOf(one(element, "defaultOutputEntry"))) };
}

function readRule(element: Xml, index: number, inputs: readonly DecisionInput[], outputs: readonly DecisionOutput[]): DecisionRule {
  const cells = (name: string, columns: readonly { readonly id: string }[]): Record<string, string> =>
    Object.fromEntries(inner(element, name).flatMap((cell, at) => {
      const said = textOf(cell);
      return columns[at] && said !== undefined && !(name === "inputEntry" && said === "-") ? [[columns[at].id, said]] : [];
    }));
  const [when, then] = [cells("inputEntry", inputs), cells("outputEntry", outputs)];
  const note = textOf(one(element, "description")) ?? textOf(one(element, "annotationEntry"));
  return { id: element.attributes?.id ?? `rule${index + 1}`, ...some("description", note), ...(Object.keys(when).length > 0 && { when }), ...(Object.keys(then).length > 0 && { then }) };
}

/** `"a, b", "c"` → two values; commas in texts and brackets do not divide. */
function literals(text: string): readonly string[] {
  return [...text.matchAll(/(?:"(?:[^"\\]|\\.)*"|\((?:[^()]|\([^()]*\))*\)|\[[^\]]*\]|[^,"])+/g)].map(([found]) => found.trim()).filter((found) => found !== "");
}
