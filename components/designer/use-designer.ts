"use client";
/** The process under construction: what it is, what is chosen in it, what is wrong with it, and the way back. */
import { createContext, createElement, useCallback, useContext, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from "react";
import type { Problem } from "../../runtime/workflow/check/problem";
import type { ProcessDefinition } from "../../runtime/workflow/definition/types";
import { idsOf } from "../../runtime/workflow/edit/elements";
import { useHistory } from "../data/use-history";
import { useFound } from "./use-found";

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
const NOTHING: ReadonlyMap<string, readonly Problem[]> = new Map();
const NO_PROBLEMS: readonly Problem[] = [];
const nothing = () => undefined;

/** What the server refused, beside what the browser finds itself. */
export function useDesignerState(first: ProcessDefinition, refused: readonly Problem[]): Designer {
  const { now: definition, change, undo, redo, canUndo, canRedo } = useHistory(first, STEPS);
  const [selection, select] = useChosen(definition);
  const found = useFound(definition);
  const problems = useMemo(() => (refused.length === 0 ? found : [...found, ...refused.filter((one) => !found.some((other) => other.message === one.message))]), [found, refused]);
  const problemsAt = useMemo(() => {
    const at = new Map<string, Problem[]>();
    for (const problem of problems) for (const id of problem.elements) at.set(id, [...(at.get(id) ?? []), problem]);
    return at;
  }, [problems]);
  return useMemo(
    () => ({ definition, selection, problems, problemsAt, canUndo, canRedo, select, change, undo, redo }),
    [definition, selection, problems, problemsAt, canUndo, canRedo, select, change, undo, redo],
  );
}

/** A process that is looked at and not changed: a running one, a former one, one with its figures. */
export function useShownProcess(definition: ProcessDefinition): Designer {
  const [selection, select] = useChosen(definition);
  return useMemo(() => ({ definition, selection, problems: NO_PROBLEMS, problemsAt: NOTHING, canUndo: false, canRedo: false, select, change: nothing, undo: nothing, redo: nothing }), [definition, selection, select]);
}

/** What is chosen of what there is; the same set as long as it holds the same. */
function useChosen(definition: ProcessDefinition): readonly [ReadonlySet<string>, Designer["select"]] {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const select = useCallback((ids: readonly string[]) => setChosen((old) => (old.length === ids.length && old.every((id, at) => id === ids[at]) ? old : ids)), []);
  const here = useMemo(() => {
    const ids = chosen.length === 0 ? undefined : idsOf(definition);
    return chosen.filter((id) => ids?.has(id)).join("\n");
  }, [chosen, definition]);
  return [useMemo(() => new Set(here === "" ? [] : here.split("\n")), [here]), select];
}

const Context = createContext<Designer | null>(null);
const Latest = createContext<(() => Designer) | null>(null);

export function DesignerProvider({ value, children }: { value: Designer; children: ReactNode }) {
  const latest = useRef(value);
  useLayoutEffect(() => {
    latest.current = value;
  }, [value]);
  const now = useCallback(() => latest.current, []);
  return createElement(Latest.Provider, { value: now }, createElement(Context.Provider, { value }, children));
}

export function useDesigner(): Designer {
  const designer = useContext(Context);
  if (!designer) throw new Error("DesignerProvider is missing above this component.");
  return designer;
}

/** For what needs the process only when something is done: the designer as it is then, without being drawn anew at each change. */
export function useDesignerNow(): () => Designer {
  const now = useContext(Latest);
  if (!now) throw new Error("DesignerProvider is missing above this component.");
  return now;
}
