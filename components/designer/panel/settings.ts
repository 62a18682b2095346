/** What the property panel asks about each type of node. A line here is a labelled field with its hint (designer.set.*, designer.hint.*). */
import type { ProcessNode } from "../../../runtime/workflow/definition/types";
import { awaitsWebCall } from "../../../runtime/workflow/engine/web-calls";
import { definitionOf } from "../../../runtime/workflow/edit/elements";
import type { NodeType } from "../../../runtime/workflow/nodes/options";

export type SettingKind =
  | "text" | "words" | "formula" | "textOrFormula" | "time" | "number" | "switch" | "script"
  | "responsible" | "decisions" | "service" | "triggers" | "loop" | "mappings" | "variables" | "form" | "process" | "decision" | "notifications" | "attachments" | { readonly choices: readonly string[] };

export interface NodeSetting {
  readonly key: string;
  readonly kind: SettingKind;
  /** Under `options` of the node, or a property of every node. */
  readonly of: "options" | "node";
  /** Value that means the same as nothing. */
  readonly otherwise?: unknown;
  readonly when?: (node: ProcessNode) => boolean;
}

const option = (key: string, kind: SettingKind, more: Partial<NodeSetting> = {}): NodeSetting => ({ key, kind, of: "options", ...more });
const property = (key: string, kind: SettingKind, more: Partial<NodeSetting> = {}): NodeSetting => ({ key, kind, of: "node", ...more });
const optionOf = (node: ProcessNode, key: string): unknown => (node.options as Readonly<Record<string, unknown>> | undefined)?.[key];

const OPTIONS: Readonly<Partial<Record<NodeType, readonly NodeSetting[]>>> = {
  userTask: [
    option("responsible", "responsible"), option("completion", { choices: ["any", "all", "quorum"] }, { otherwise: "any" }), option("quorum", "number", { when: (node) => optionOf(node, "completion") === "quorum" }),
    option("collegial", { choices: ["none", "approve", "vote", "sign", "acquaint"] }, { otherwise: "none" }),
    option("inSequence", "switch", { when: (node) => optionOf(node, "collegial") !== undefined }), option("secret", "switch", { when: (node) => optionOf(node, "collegial") === "vote" }),
    option("due", "time"), option("form", "form"), option("decisions", "decisions"), option("priority", "number"),
    option("notifications", "notifications"), option("attachments", "attachments", { when: (node) => optionOf(node, "collegial") === undefined }),
  ],
  manualTask: [
    option("confirm", "switch"),
    ...[option("responsible", "responsible"), option("due", "time"), option("notifications", "notifications"), option("attachments", "attachments")].map((setting) => ({ ...setting, when: (node: ProcessNode) => optionOf(node, "confirm") === true })),
  ],
  serviceTask: [option("service", "service")],
  scriptTask: [option("script", "script")],
  sendTask: [option("message", "textOrFormula"), option("key", "formula")],
  receiveTask: [
    option("webhook", "switch"), option("message", "textOrFormula", { when: (node) => optionOf(node, "webhook") !== true }), option("key", "formula", { when: (node) => optionOf(node, "webhook") !== true }),
    option("starts", "switch", { when: (node) => optionOf(node, "webhook") !== true }),
  ],
  businessRuleTask: [option("decision", "decision")],
  complexGateway: [option("activation", "formula")],
  eventBasedGateway: [option("starts", "switch"), option("all", "switch", { when: (node) => optionOf(node, "starts") === true })],
  adHocSubProcess: [option("sequential", "switch"), option("begin", { choices: ["automatic", "byHand"] }, { otherwise: "automatic" }), option("completion", "formula"), option("cancelRest", "switch", { otherwise: true })],
  callActivity: [option("process", "process"), option("key", "formula")],
};

/** Settings of a node, in the order shown. */
export function settingsOf(node: ProcessNode): { readonly main: readonly NodeSetting[]; readonly more: readonly NodeSetting[] } {
  const { role, holds } = definitionOf(node.type);
  const event = role !== "activity" && role !== "gateway";
  const own = (OPTIONS[node.type] ?? []).filter((setting) => setting.when?.(node) ?? true);
  return {
    main: [...own, ...(event ? [property("triggers", "triggers")] : []), ...(role === "boundary" || (role === "start" && node.inside !== undefined) ? [property("interrupting", "switch", { otherwise: true })] : [])],
    more: role !== "activity" && awaitsWebCall(node) ? [property("outputs", "mappings")] : role === "activity" ? [property("loop", "loop"), property("inputs", "mappings"), property("outputs", "mappings"), ...(holds ? [property("variables", "variables")] : [])] : [],
  };
}
