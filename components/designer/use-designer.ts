"use client";
/** The process under construction: what it is, what is chosen in it, what is wrong with it, and the way back. */
import { createContext, useCallback, useContext, useMemo, useState } from "react";
import { checkProcess } from "../../runtime/workflow/check/check-process";
import type { Problem } from "../../runtime/workflow/check/problem";
import type { ProcessDefinition } from "../../runtime/workflow/definition/types";
import { idsOf } from "../../runtime/workflow/edit/elements";
import { useDebounced } from "../data/use-debounced";
import { useHistory } from "../data/use-history";

export type Command = (now: ProcessDefinition) => ProcessDefinition;

export interface Designer {
  readonly definition: ProcessDefinition;
  readonly selection: ReadonlySet<string>;
  readonly problems: readonly Problem[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Problems by the element they are about. */
  readonly problemsAt: ReadonlyMap<string, readonly Problem[]>;
  select(ids: readonly string[]): void;
  /** Carries a command out. Changes with one key, one after another, are taken back together. */
  change(command: Command, key?: string): void;
  undo(): void;
  redo(): void;
}

/** Steps one can go back. */
const STEPS = 200;

/** What the server refused, beside what the browser finds itself. */
export function useDesignerState(first: ProcessDefinition, refused: readonly Problem[]): Designer {
  const { now: definition, change, undo, redo, canUndo, canRedo } = useHistory(first, STEPS);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const settled = useDebounced(definition, 200);
  const found = useMemo(() => checkProcess(settled), [settled]);
  const problems = useMemo(() => [...found, ...refused.filter((one) => !found.some((other) => other.message === one.message))], [found, refused]);
  const problemsAt = useMemo(() => {
    const at = new Map<string, Problem[]>();
    for (const problem of problems) for (const id of problem.elements) at.set(id, [...(at.get(id) ?? []), problem]);
    return at;
  }, [problems]);
  const selection = useMemo(() => {
    const ids = idsOf(definition);
    return new Set(chosen.filter((id) => ids.has(id)));
  }, [chosen, definition]);
  const select = useCallback((ids: readonly string[]) => setChosen((old) => (old.length === ids.length && old.every((id, at) => id === ids[at]) ? old : ids)), []);
  return useMemo(
    () => ({ definition, selection, problems, problemsAt, canUndo, canRedo, select, change, undo, redo }),
    [definition, selection, problems, problemsAt, canUndo, canRedo, select, change, undo, redo],
  );
}

const Context = createContext<Designer | null>(null);
export const DesignerProvider = Context.Provider;

export function useDesigner(): Designer {
  const designer = useContext(Context);
  if (!designer) throw new Error("DesignerProvider is missing above this component.");
  return designer;
}
