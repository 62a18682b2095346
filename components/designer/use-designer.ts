"use client";
/**
 * The process under construction: what it is, what is chosen in it, what is wrong with it, and the way back.
 *
 * A drawing may have several pages. Everything that draws or edits gets the process with the page one looks at first (runtime/workflow/edit/pages.ts);
 * what is stored, checked and compared is `whole`, with the pages in their order.
 */
import { createContext, createElement, useCallback, useContext, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from "react";
import type { Problem } from "../../runtime/workflow/check/problem";
import type { ProcessDefinition } from "../../runtime/workflow/definition/types";
import { idsOf } from "../../runtime/workflow/edit/elements";
import { onPage, openInside as insideOpened, pageFirst, pageOf } from "../../runtime/workflow/edit/pages";
import { useHistory } from "../data/use-history";
import { useFound } from "./use-found";

export type Command = (now: ProcessDefinition) => ProcessDefinition;

export interface Designer {
  /** With the page one looks at first. */
  readonly definition: ProcessDefinition;
  readonly whole: ProcessDefinition;
  /** Place of that page in `whole`. */
  readonly page: number;
  readonly selection: ReadonlySet<string>;
  readonly problems: readonly Problem[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Problems by the element they are about. */
  readonly problemsAt: ReadonlyMap<string, readonly Problem[]>;
  /** Goes to the page the first of them is on. */
  select(ids: readonly string[]): void;
  openPage(at: number): void;
  /** The page of what lies in a closed sub-process; made when it has none and the process can be changed. */
  openInside(id: string): void;
  /** Another process in the place of this one. */
  replace(whole: ProcessDefinition): void;
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
  const { now: whole, change: store, undo, redo, canUndo, canRedo } = useHistory(first, STEPS);
  const { definition, page, selection, select, openPage } = usePaged(whole);
  const found = useFound(whole);
  const change = useCallback((command: Command, key?: string) => store((now) => onPage(now, page, command), key), [store, page]);
  const replace = useCallback((next: ProcessDefinition) => store(() => next), [store]);
  const openInside = useCallback((id: string) => {
    const [next, at] = insideOpened(whole, id);
    if (next !== whole) store(() => next);
    openPage(at, next);
  }, [whole, store, openPage]);
  const problems = useMemo(() => (refused.length === 0 ? found : [...found, ...refused.filter((one) => !found.some((other) => other.message === one.message))]), [found, refused]);
  const problemsAt = useMemo(() => {
    const at = new Map<string, Problem[]>();
    for (const problem of problems) for (const id of problem.elements) at.set(id, [...(at.get(id) ?? []), problem]);
    return at;
  }, [problems]);
  return useMemo(
    () => ({ definition, whole, page, selection, problems, problemsAt, canUndo, canRedo, select, openPage, openInside, replace, change, undo, redo }),
    [definition, whole, page, selection, problems, problemsAt, canUndo, canRedo, select, openPage, openInside, replace, change, undo, redo],
  );
}

/** A process that is looked at and not changed: a running one, a former one, one with its figures. */
export function useShownProcess(whole: ProcessDefinition): Designer {
  const { definition, page, selection, select, openPage } = usePaged(whole);
  const openInside = useCallback((id: string) => {
    const at = whole.di?.findIndex(({ element }) => element === id) ?? -1;
    if (at !== -1) openPage(at);
  }, [whole, openPage]);
  return useMemo(
    () => ({ definition, whole, page, selection, problems: NO_PROBLEMS, problemsAt: NOTHING, canUndo: false, canRedo: false, select, openPage, openInside, replace: nothing, change: nothing, undo: nothing, redo: nothing }),
    [definition, whole, page, selection, select, openPage, openInside],
  );
}

/** The page one looks at, by its id, as pages come and go; and what is chosen, which is always seen. */
function usePaged(whole: ProcessDefinition) {
  const [id, setId] = useState<string>();
  const [selection, choose] = useChosen(whole);
  const page = Math.max(0, whole.di?.findIndex((one) => one.id === id) ?? 0);
  const definition = useMemo(() => pageFirst(whole, page), [whole, page]);
  const latest = useRef({ whole, page });
  useLayoutEffect(() => {
    latest.current = { whole, page };
  }, [whole, page]);
  const openPage = useCallback((at: number, of = latest.current.whole) => {
    setId(of.di?.[at]?.id);
    choose([]);
  }, [choose]);
  const select = useCallback((ids: readonly string[]) => {
    const { whole: now, page: here } = latest.current;
    const there = ids[0] === undefined || (now.di?.length ?? 0) < 2 ? undefined : pageOf(now, ids[0], here);
    if (there !== undefined && there !== here) setId(now.di![there]!.id);
    choose(ids);
  }, [choose]);
  return { definition, page, selection, select, openPage };
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
