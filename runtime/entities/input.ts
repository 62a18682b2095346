/**
 * Input: a JSON body → checked values. Unknown keys are errors; a key the caller may not see gets the same answer as a misspelt one.
 * Each finding is an issue with a pointer, so that a form can show it on the field.
 */
import { AppError, type Issue } from "../kernel/errors";
import { didYouMean } from "../kernel/names";
import { fieldType } from "../fields/index";
import { isComputed, relationOf, storageOf } from "../fields/traits";
import type { EntityModel, FieldModel } from "../model/types";
import type { EntityAccess } from "../permissions/access";

export type Values = Record<string, unknown>;

/** Keys that steer the request and are no fields. */
const CONTROL_KEYS: ReadonlySet<string> = new Set(["version"]);
/** Kept by the runtime; nobody writes them through any door. */
const SYSTEM_WRITABLE: ReadonlySet<string> = new Set(["owner", "team", "unit", "recordType"]);

export interface ParsedInput {
  /** Values of plain fields and references, by name. */
  readonly values: Values;
  /** Rows of children fields, still as given; parsed where they are saved. */
  readonly children: ReadonlyMap<string, readonly Record<string, unknown>[]>;
  readonly issues: readonly Issue[];
}

export function isWritable(field: FieldModel): boolean {
  return field.system ? SYSTEM_WRITABLE.has(field.name) : !isComputed(field);
}

/** Parses a body. `writable` are the names the caller may write on this record. `pointer` prefixes the pointers of issues. */
export function parseInput(access: EntityAccess, body: unknown, writable: ReadonlySet<string>, pointer = ""): ParsedInput {
  if (body === null || typeof body !== "object" || Array.isArray(body))
    throw new AppError("request:malformed", "The body must be a JSON object.", { issues: [{ pointer, code: "type", message: "The body must be a JSON object." }], remedy: 'Send { "field": value, … }.' });
  const values: Values = {};
  const children = new Map<string, readonly Record<string, unknown>[]>();
  const issues: Issue[] = [];
  for (const [name, input] of Object.entries(body)) {
    if (CONTROL_KEYS.has(name) || input === undefined) continue;
    const at = `${pointer}/${escapePointer(name)}`;
    const field = access.entity.fieldByName.get(name);
    const refused = refusal(access, field, name, writable);
    if (refused) {
      issues.push({ pointer: at, ...refused });
      continue;
    }
    const parsed = fieldType(field!.type).parse(input, field!.options);
    if (!parsed.ok) issues.push(...parsed.issues.map((issue) => ({ ...issue, pointer: at + issue.pointer })));
    else if (storageOf(field!) === "children") children.set(name, (parsed.value ?? []) as Record<string, unknown>[]);
    else values[name] = parsed.value;
  }
  return { values, children, issues };
}

function refusal(access: EntityAccess, field: FieldModel | undefined, name: string, writable: ReadonlySet<string>): Omit<Issue, "pointer"> | undefined {
  const visible = field && access.fields.get(name)?.read !== "none";
  if (field && writable.has(name) && isWritable(field)) return undefined;
  if (!visible && !(field && writable.has(name))) {
    const near = didYouMean(name, visibleNames(access));
    return { code: "unknownField", message: `There is no field "${name.slice(0, 60)}".`, remedy: near ? `Did you mean "${near}"?` : "Leave it out." };
  }
  return { code: "readOnly", message: `"${name}" cannot be written${field && isComputed(field) ? ": it is computed" : " by you"}.`, remedy: "Leave it out." };
}

export function visibleNames(access: EntityAccess): string[] {
  return access.entity.fields.map((field) => field.name).filter((name) => access.fields.get(name)?.read !== "none");
}

/** Escapes a name for a JSON pointer (RFC 6901 §3). */
export const escapePointer = (name: string): string => name.replace(/~/g, "~0").replace(/\//g, "~1");

/** @throws AppError input:invalid with all findings, when there are any. */
export function refuseIssues(issues: readonly Issue[]): void {
  if (issues.length === 0) return;
  const count = issues.length === 1 ? issues[0]!.message : `${issues.length} values do not fit.`;
  throw new AppError("input:invalid", count, { issues, remedy: "Mend the fields named in errors and send again; nothing was saved." });
}

/** Fields that hold a reference to one record. */
export const oneRelations = (entity: EntityModel): FieldModel[] => entity.fields.filter((field) => relationOf(field) === "one");
