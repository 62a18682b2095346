/** Borders: a boundary event was triggered. */
import type { Values } from "../definition/types";
import type { CompiledNode } from "./compiled";
import { cancelToken } from "./frames";
import type { Run } from "./run";
import type { Token } from "./state";
import { addToken } from "./tokens";

/** A token leaves by the boundary event; an interrupting one ends the activity. */
export function crossBorder(run: Run, border: CompiledNode, host: Token, payload: Values, interrupts = border.def.interrupting !== false): void {
  addToken(run, host.frame, border.id, "leaving", { result: payload });
  if (interrupts) cancelToken(run, host);
}
