"use client";
import { useEffect, useRef, useState } from "react";
import { checking } from "../../runtime/workflow/check/check-process";
import type { Problem } from "../../runtime/workflow/check/problem";
import type { ProcessDefinition } from "../../runtime/workflow/definition/types";

/** Nobody has changed anything for so long (ms) before it is looked at. */
const CALM_MS = 200;
/** At most so long in one piece (ms), so that no frame is missed. */
const PIECE_MS = 6;

/**
 * What is wrong with the process: looked for once it has been left alone, in small pieces while the browser has nothing else to do,
 * and not again when things were only moved.
 */
export function useFound(definition: ProcessDefinition): readonly Problem[] {
  const [found, setFound] = useState<readonly Problem[]>([]);
  const checked = useRef<ProcessDefinition>(undefined);
  useEffect(() => {
    if (checked.current && onlyMoved(checked.current, definition)) return;
    let call: (() => void) | undefined;
    const begin = () => {
      const work = checking(definition);
      const go = () => {
        for (const until = performance.now() + PIECE_MS; performance.now() < until; ) {
          const { done, value } = work.next();
          if (!done) continue;
          checked.current = definition;
          return setFound((old) => (sameProblems(old, value) ? old : value));
        }
        call = whenFree(go);
      };
      go();
    };
    const timer = setTimeout(begin, checked.current ? CALM_MS : 0);
    return () => {
      clearTimeout(timer);
      call?.();
    };
  }, [definition]);
  return found;
}

function whenFree(run: () => void): () => void {
  if (typeof requestIdleCallback !== "function") {
    const timer = setTimeout(run, 10);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(run, { timeout: 100 });
  return () => cancelIdleCallback(handle);
}

/** Problems are about what a process says, never about where it is drawn. */
function onlyMoved(before: ProcessDefinition, after: ProcessDefinition): boolean {
  const { di: _before, ...one } = before;
  const { di: _after, ...other } = after;
  const keys = Object.keys(one) as (keyof typeof one)[];
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}

const sameProblems = (a: readonly Problem[], b: readonly Problem[]): boolean => a.length === b.length && a.every((one, at) => one.code === b[at]!.code && one.message === b[at]!.message && one.severity === b[at]!.severity && one.elements.join() === b[at]!.elements.join());
