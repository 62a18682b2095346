/** What formulas of a step see and say in a dry run. */
import { FormulaError, compileLoosely, toJson } from "../../expressions/formula";
import type { Json, ProcessDefinition, Text, Values } from "../definition/types";
import { calendarAt, NO_CALENDARS, type CalendarNamed } from "../engine/calendars";
import { addTo, readDate, readDuration } from "../engine/timers";
import type { Instance } from "./world";

/** All variables seen by a token, the innermost winning. */
export function variablesSeen({ state }: Instance, token: number): Record<string, Json> {
  const seen: Record<string, Json>[] = [];
  for (let frame = state.frames[state.tokens[token]?.frame ?? 0]; frame; frame = state.frames[frame.parent]) seen.unshift(frame.variables);
  return Object.assign({}, ...seen) as Record<string, Json>;
}

/** A literal, or what its formula gives; undefined when it gives no text. */
export function textSeen(text: Text, values: Values, now: Date, timeZone: string): string | undefined {
  if (typeof text === "string") return text;
  const formula = compileLoosely(text.formula);
  if ("fault" in formula) return undefined;
  try {
    const value = toJson(formula.evaluate({ values, now, timeZone }));
    return typeof value === "string" || typeof value === "number" ? String(value) : Array.isArray(value) ? value.join(", ") : undefined;
  } catch (error) {
    if (error instanceof FormulaError) return undefined;
    throw error;
  }
}

/** When a task is due that is set now; undefined when its term says no time. */
export function dueSeen(definition: ProcessDefinition, node: string, due: Text, values: Values, now: Date, calendars: CalendarNamed = NO_CALENDARS): Date | undefined {
  const zone = definition.timeZone ?? "UTC";
  const text = textSeen(due, values, now, zone);
  const span = text === undefined ? undefined : readDuration(text);
  return span ? addTo(now, span, zone, calendarAt(definition, node, calendars)) : text === undefined ? undefined : readDate(text, zone);
}
