"use client";
import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { workingCalendar, type CalendarSpec } from "../../../runtime/calendars/calendar";
import type { ProcessDefinition } from "../../../runtime/workflow/definition/types";
import type { DecisionDefinition } from "../../../runtime/workflow/dmn/decision";
import { performDecision } from "../../../runtime/workflow/dmn/perform";
import type { Surroundings } from "../../../runtime/workflow/simulate/scenario";
import { api } from "../../data/api";

interface Stored {
  readonly document: unknown;
  readonly draft?: { readonly document: unknown };
}

const CALENDAR = "workingCalendar ";

/** Documents a process asks for while it runs: "decision level", "workingCalendar office". */
function askedBy({ calendar, lanes = [], nodes }: ProcessDefinition): readonly string[] {
  const calendars = [calendar, ...lanes.map((lane) => lane.calendar), ...nodes.map((node) => node.calendar)];
  const tables = nodes.map((node) => (node.type === "businessRuleTask" ? node.options?.decision : undefined));
  const named = (kind: string, names: readonly (string | undefined)[]) => names.flatMap((name) => (name === undefined || name === "" ? [] : [`${kind} ${name}`]));
  return [...new Set([...named("decision", tables), ...named("workingCalendar", calendars)])].sort();
}

/** The tables and calendars of a process for its dry runs, drafts first; undefined while they are on their way. */
export function useSurroundings(definition: ProcessDefinition): Surroundings | undefined {
  const asked = askedBy(definition);
  const { pending, data } = useQueries({
    queries: asked.map((one) => {
      const [kind, name] = one.split(" ") as [string, string];
      return { queryKey: ["admin", `/metadata/${kind}/${name}`], retry: false, queryFn: ({ signal }: { signal: AbortSignal }) => api<Stored>(`/metadata/${kind}/${name}`, { signal }) };
    }),
    combine: (all) => ({ pending: all.some(({ isPending }) => isPending), data: all.map((one) => one.data?.draft?.document ?? one.data?.document) }),
  });
  const names = asked.join("\n");
  return useMemo(() => {
    if (pending) return undefined;
    const documents = new Map(names.split("\n").map((one, at) => [one, data[at]]));
    const calendars = new Map([...documents].flatMap(([one, spec]) => (one.startsWith(CALENDAR) && spec ? [[one.slice(CALENDAR.length), workingCalendar(spec as CalendarSpec)] as const] : [])));
    return { decide: (name, input, moment) => performDecision(documents.get(`decision ${name}`) as DecisionDefinition | undefined, input, moment), calendars: (name) => calendars.get(name) };
  }, [pending, data, names]);
}
