import { isUuid } from "../../kernel/ids";
import type { EntityModel } from "../../model/types";
import type { Json, Values } from "../../workflow/definition/types";
import { StepFailure } from "../../workflow/engine/compiled";
import { entityNamed } from "../former-names";
import { entityOf, type Run } from "../running";

export interface ServiceCall {
  readonly run: Run;
  readonly token: number;
  readonly settings: Values;
  /** What formulas see. */
  readonly variables: Values;
  /** Value of a setting that is a formula. */
  value(name: string): Json | undefined;
  /** A setting that is a text or a formula. */
  text(name: string): string | undefined;
  /** A setting that is names with sources. */
  values(name: string): Record<string, Json>;
}

/** Variables it brought, or a job will say. */
type Answer = { readonly done: Values } | { readonly later: true };
export type Service = (call: ServiceCall) => Promise<Answer> | Answer;

/** The record a service is about: the one named, or that of the process. */
export function targetOf(call: ServiceCall): { readonly entity: EntityModel; readonly id: string } {
  const named = call.settings["entity"];
  const entity = typeof named === "string" ? entityNamed(call.run.model, named) : entityOf(call.run);
  if (!entity) throw new StepFailure("unknownEntity", `There is no entity “${typeof named === "string" ? named : ""}” any more.`, "Mend the process in a new version.");
  const given = call.settings["record"] === undefined ? call.run.row.record_id : call.value("record");
  const id = given !== null && typeof given === "object" && "id" in given ? (given as { readonly id: Json }).id : given;
  if (!isUuid(id)) throw new StepFailure("noRecord", "There is no record to work on.", "Check the formula that names it.");
  return { entity, id };
}

/** Values for fields: what was read as a reference is written by its id. */
export const forFields = (values: Record<string, Json>): Record<string, unknown> => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plain(value)]));

function plain(value: Json): unknown {
  if (Array.isArray(value)) return value.map((one: Json) => plain(one));
  if (value !== null && typeof value === "object" && "id" in value && "title" in value) return (value as { readonly id: Json }).id;
  return value;
}
