/** What the server refused, on the elements it is about. */
import type { Problem } from "../../runtime/workflow/check/problem";
import type { ProcessDefinition } from "../../runtime/workflow/definition/types";
import type { ApiError } from "../data/api";

const PLACE = /\/(pools|lanes|nodes|flows|messageFlows)\/(\d+)/;

interface Said {
  readonly pointer?: string | undefined;
  readonly code?: string | undefined;
  readonly message: string;
  readonly remedy?: string | undefined;
}

function onElement({ pointer = "", code = "refused", message, remedy }: Said, definition: ProcessDefinition, severity: Problem["severity"]): Problem {
  const place = PLACE.exec(pointer);
  const element = place ? (definition[place[1] as "nodes"] ?? [])[Number(place[2])]?.id : undefined;
  return { code, severity, area: "completeness", elements: element === undefined ? [] : [element], message, ...(remedy && { remedy }) };
}

export const refusalsAsProblems = (error: ApiError, definition: ProcessDefinition): readonly Problem[] => error.issues.map((issue) => onElement(issue, definition, "error"));

/** Problems of documents, by the file they are in. */
export interface Found {
  readonly problems: readonly (Said & { readonly file: string })[];
  readonly warnings: readonly (Said & { readonly file: string })[];
}

/** Those of one process. */
export function problemsFound({ problems, warnings }: Found, definition: ProcessDefinition): readonly Problem[] {
  const here = ({ file }: { readonly file: string }): boolean => file.endsWith(`/processes/${definition.name}.json`);
  return [...problems.filter(here).map((one) => onElement(one, definition, "error")), ...warnings.filter(here).map((one) => onElement(one, definition, "warning"))];
}
