/** What a process does outside the database: letters, calls of other systems, starts at a time. */
import type { StepCardOptions } from "../../../workflow/definition/step-card";
import { isServiceName, serviceDefinitions, type ServiceDefinition } from "../../../workflow/services";
import type { ProcessDocument } from "../../generated/grammar";
import type { CapabilityUse } from "../part";

export function usesOfProcess(body: ProcessDocument): readonly CapabilityUse[] {
  const starts = (body.starts ?? []).flatMap(({ kind }, i): CapabilityUse[] => (kind === "time" ? [{ needs: "schedule", steps: ["starts", i, "kind"] }] : []));
  const services = body.nodes.flatMap((node, i): CapabilityUse[] => {
    const { service, settings = {} } = (node.options ?? {}) as { readonly service?: string; readonly settings?: Readonly<Record<string, unknown>> };
    if (node.type !== "serviceTask" || service === undefined || !isServiceName(service)) return [];
    const { asks }: ServiceDefinition = serviceDefinitions[service];
    const steps = ["nodes", i, "options", "service"];
    return asks === "call" ? [{ needs: "call", what: originCalled(settings["url"]), steps }] : asks === "send" ? [{ needs: "send", what: "email", steps }] : [];
  });
  const letters = body.nodes.flatMap((node, i): CapabilityUse[] => ((node.options ?? {}) as StepCardOptions).notifications?.flatMap(({ channels }, at): CapabilityUse[] => ((channels ? (channels.email ?? "off") : "now") === "off" ? [] : [{ needs: "send", what: "email", steps: ["nodes", i, "options", "notifications", at] }])) ?? []);
  return [...starts, ...services, ...letters];
}

/** Origin of an address as a capability names it; "*" where a formula works it out or it is none. */
function originCalled(address: unknown): string {
  return typeof address === "string" && URL.canParse(address) ? new URL(address).origin : "*";
}
