/** What the server refused, on the elements it is about. */
import type { Problem } from "../../runtime/workflow/check/problem";
import type { ProcessDefinition } from "../../runtime/workflow/definition/types";
import type { ApiError } from "../data/api";

const PLACE = /\/(pools|lanes|nodes|flows|messageFlows)\/(\d+)/;

export function refusalsAsProblems(error: ApiError, definition: ProcessDefinition): readonly Problem[] {
  return error.issues.map((issue): Problem => {
    const place = PLACE.exec(issue.pointer ?? "");
    const element = place ? (definition[place[1] as "nodes"] ?? [])[Number(place[2])]?.id : undefined;
    return { code: issue.code ?? "refused", severity: "error", area: "completeness", elements: element === undefined ? [] : [element], message: issue.message, ...(issue.remedy && { remedy: issue.remedy }) };
  });
}
