/** An import, decided: which file, which columns fill which fields, and how records are found. Made from what the caller asks for. */
import { AppError, type Issue } from "../kernel/errors";
import { didYouMean } from "../kernel/names";
import { ENCODINGS, type Encoding } from "./encoding";
import { EXCHANGE_LIMITS } from "./limits";
import { suggestMapping, targetOf, targetPaths, type Target } from "./mapping";
import type { Reading } from "../queries/scope";
import type { Table } from "./table";

export const MODES = ["create", "update", "upsert"] as const;
export type Mode = (typeof MODES)[number];

/** What a caller asks for; unknown keys are refused. */
export interface ImportOptions {
  /** Column → target, or null to leave it out. Columns not named are mapped when they are headed with the name or label of a field. */
  readonly mapping?: Readonly<Record<string, string | null>>;
  /** create = every row is a new record; update = every row changes one; upsert = whichever fits. Default create. */
  readonly mode?: Mode;
  /** Fields that find the record of a row, for update and upsert: "id" or names of mapped fields. */
  readonly key?: string | readonly string[];
  /** Do everything and keep nothing. */
  readonly dryRun?: boolean;
  /** Rows in one transaction. */
  readonly batch?: number;
  /** What an empty cell does to a record that is there: leave the field alone (keep, the default) or empty it (clear). */
  readonly emptyCells?: "keep" | "clear";
  readonly encoding?: Encoding;
  readonly separator?: string;
  /** A file uploaded before (preview gives its id) instead of one in this request. */
  readonly file?: string;
}

/** Kept with the job; everything a later process needs. */
export interface ImportPlan {
  readonly mode: Mode;
  readonly key: readonly string[];
  readonly dryRun: boolean;
  readonly batch: number;
  readonly emptyCells: "keep" | "clear";
  /** Per column of the file; null = left out. */
  readonly targets: readonly (string | null)[];
  readonly columns: readonly string[];
  readonly encoding?: Encoding;
  readonly separator?: string;
}

const KEYS: Readonly<Record<keyof ImportOptions, (value: unknown) => boolean>> = {
  mapping: (value) => value !== null && typeof value === "object" && !Array.isArray(value) && Object.values(value).every((path) => path === null || typeof path === "string"),
  mode: (value) => MODES.includes(value as Mode),
  key: (value) => typeof value === "string" || (Array.isArray(value) && value.length > 0 && value.length <= 5 && value.every((name) => typeof name === "string")),
  dryRun: (value) => typeof value === "boolean",
  batch: (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= EXCHANGE_LIMITS.maxBatch,
  emptyCells: (value) => value === "keep" || value === "clear",
  encoding: (value) => ENCODINGS.includes(value as Encoding),
  separator: (value) => typeof value === "string" && [",", ";", "\t", "|"].includes(value),
  file: (value) => typeof value === "string" && /^[0-9a-f-]{36}$/.test(value),
};

const EXPECTED: Readonly<Record<keyof ImportOptions, string>> = {
  mapping: 'an object of columns and fields, { "Name": "name", "Remark": null }', mode: `one of ${MODES.join(", ")}`, key: "the name of a field, or a list of names", dryRun: "true or false",
  batch: `a whole number from 1 to ${EXCHANGE_LIMITS.maxBatch}`, emptyCells: "keep or clear", encoding: `one of ${ENCODINGS.join(", ")}`, separator: 'one of "," ";" "|" and the tab', file: "the id of an uploaded file",
};

/** Checks the form of the options. @throws AppError input:invalid with pointers below /options. */
export function parseOptions(input: unknown): ImportOptions {
  if (input === null || typeof input !== "object" || Array.isArray(input)) throw new AppError("input:invalid", "options must be a JSON object.", { issues: [{ pointer: "/options", code: "type", message: "options must be a JSON object." }] });
  const issues: Issue[] = Object.entries(input).flatMap(([name, value]): Issue[] => {
    const pointer = `/options/${name.slice(0, 60)}`;
    if (!Object.hasOwn(KEYS, name)) {
      const near = didYouMean(name, Object.keys(KEYS));
      return [{ pointer, code: "unknownKey", message: `There is no option "${name.slice(0, 60)}".`, remedy: near ? `Did you mean "${near}"?` : `Use ${Object.keys(KEYS).join(", ")}.` }];
    }
    const key = name as keyof ImportOptions;
    return KEYS[key](value) ? [] : [{ pointer, code: "type", message: `"${name}" has a wrong value.`, remedy: `Give ${EXPECTED[key]}.` }];
  });
  refuse(issues);
  return input as ImportOptions;
}

function refuse(issues: readonly Issue[]): void {
  if (issues.length) throw new AppError("input:invalid", issues.length === 1 ? issues[0]!.message : `${issues.length} options do not fit.`, { issues, remedy: "Mend the options named in errors; nothing was imported." });
}

/** Columns, fields and key put together, with the caller's rights. @throws AppError right:missing, input:invalid. */
export function makePlan(reading: Reading, entityName: string, table: Table, options: ImportOptions, language: string): ImportPlan {
  const access = reading.access(entityName);
  const mode = options.mode ?? "create";
  const key = mode === "create" ? [] : [options.key ?? "id"].flat();
  refuseMode(access, mode, entityName);
  const issues: Issue[] = [];
  if (mode === "create" && options.key !== undefined) issues.push({ pointer: "/options/key", code: "unused", message: 'A key is for the modes "update" and "upsert".', remedy: 'Leave it out, or choose "upsert".' });
  const targets = mapColumns(reading, entityName, table.columns, options, key, language, issues);
  if (targets.every((path) => path === null)) issues.push({ pointer: "/options/mapping", code: "nothing", message: "No column is mapped to a field.", remedy: "Name the columns after fields, or give a mapping." });
  for (const name of key) {
    if (!targets.includes(name)) issues.push({ pointer: "/options/key", code: "notMapped", message: `No column is mapped to the key "${name.slice(0, 60)}".`, remedy: "Map a column to it, or choose another key." });
    else if (access.fields.get(name)?.read !== "full") issues.push({ pointer: "/options/key", code: "unreadable", message: `"${name}" cannot be a key: you may not read it.`, remedy: "Choose another key." });
  }
  refuse(issues);
  return { mode, key, dryRun: options.dryRun ?? false, batch: options.batch ?? EXCHANGE_LIMITS.batch, emptyCells: options.emptyCells ?? "keep", targets, columns: table.columns, encoding: table.encoding as Encoding | undefined, separator: table.separator };
}

function refuseMode(access: ReturnType<Reading["access"]>, mode: Mode, entityName: string): void {
  const missing = (verb: string) => new AppError("right:missing", `You may not ${verb} records of ${entityName}.`, { remedy: "Ask an administrator for the right." });
  if (!access.canImport) throw missing("import");
  if (mode !== "update" && access.rows.create.length === 0) throw missing("create");
  if (mode !== "create" && access.rows.update.length === 0) throw missing("change");
}

function mapColumns(reading: Reading, entityName: string, columns: readonly string[], options: ImportOptions, key: readonly string[], language: string, issues: Issue[]): (string | null)[] {
  const given = options.mapping ?? {};
  for (const column of Object.keys(given)) {
    if (columns.includes(column)) continue;
    const near = didYouMean(column, columns);
    issues.push({ pointer: `/options/mapping/${column.slice(0, 60)}`, code: "unknownColumn", message: `The file has no column "${column.slice(0, 60)}".`, remedy: near ? `Did you mean "${near}"?` : "Use the names in its first row." });
  }
  const suggestions = suggestMapping(reading, entityName, columns, language);
  const used = new Map<string, string>();
  return columns.map((column, i) => {
    const asked = Object.hasOwn(given, column);
    const path = asked ? given[column]! : suggestions[i]!.exact ? suggestions[i]!.path : null;
    if (path === null || (path === "id" && !key.includes("id"))) return null;
    const at = `/options/mapping/${column.slice(0, 60)}`;
    const target = targetOf(reading, entityName, path);
    const inside = target?.language ?? target?.part;
    const whole = target?.field?.name ?? path;
    const name = inside === undefined ? whole : path;
    const before = used.get(name) ?? used.get(target?.part === undefined ? `${whole}.` : whole);
    if (!target) {
      const near = didYouMean(path, targetPaths(reading, entityName));
      issues.push({ pointer: at, code: "unknownField", message: `There is no field "${path.slice(0, 60)}" that you may write.`, remedy: near ? `Did you mean "${near}"?` : "See GET /api/v1/model for the fields you may use." });
    } else if (before !== undefined) {
      if (!asked) return null;
      issues.push({ pointer: at, code: "twice", message: `The columns "${before.slice(0, 60)}" and "${column.slice(0, 60)}" both fill "${name}".`, remedy: "Map one of them to null." });
    }
    used.set(name, column);
    if (target?.part !== undefined) used.set(`${whole}.`, column);
    return path;
  });
}

/** The targets of a plan in the present revision; a field that is gone meanwhile, or not the caller's any more, is an error. */
export function resolveTargets(reading: Reading, entityName: string, plan: ImportPlan): (Target | null)[] {
  return plan.targets.map((path) => {
    if (path === null) return null;
    const target = targetOf(reading, entityName, path);
    if (!target) throw new AppError("right:missing", `The field "${path}" is not there any more, or you may not write it.`, { remedy: "Start the import again." });
    return target;
  });
}
