"use client";
import { useEffect, useRef } from "react";
import type { Problem } from "../../runtime/workflow/check/problem";
import type { ProcessDefinition } from "../../runtime/workflow/definition/types";
import { api, ApiError } from "../data/api";
import { problemsFound, type Found } from "./refusals";

/** How long nothing is changed before the server is asked. */
const PAUSE_MS = 1200;

/** What only the server knows (names of fields, forms, roles and services; rights of who is responsible), told while somebody draws. */
export function useServerProblems(definition: ProcessDefinition, pack: string | undefined, tell: (problems: readonly Problem[]) => void): void {
  const first = useRef(definition);
  useEffect(() => {
    if (definition === first.current) return;
    const gone = new AbortController();
    const timer = setTimeout(() => {
      const changes = [{ kind: "process", name: definition.name, document: definition, ...(pack !== undefined && { pack }) }];
      api<Found>("/metadata/validate", { method: "POST", body: { changes }, signal: gone.signal })
        .then((found) => gone.signal.aborted || tell(problemsFound(found, definition)))
        // Publishing asks again, and says what is wrong.
        .catch((error: unknown) => {
          if (!(error instanceof ApiError) && !gone.signal.aborted) throw error;
        });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      gone.abort();
    };
  }, [definition, pack, tell]);
}
