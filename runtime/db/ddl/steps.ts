/**
 * Steps: a change of the schema as a list of plain data. `describeStep` says in a sentence what a step does and what it costs;
 * `reduce` gives the state after it; `apply.ts` performs it.
 */
import type { Sql } from "../../fields/storage";
import type { ColumnShape, FieldShape, FieldState, ForeignKeyShape, IndexShape, LinkShape } from "./shape";

export interface Rename {
  readonly from: string;
  readonly to: string;
}

interface OnTable {
  readonly entityId: string;
  readonly table: string;
}

type StepKind =
  | { readonly do: "createTable"; readonly fields: readonly FieldShape[] }
  | { readonly do: "renameTable" | "hideTable" | "restoreTable"; readonly to: string }
  | { readonly do: "purgeTable" }
  /** Gives a table up for ever: it is renamed at once and dropped in portions afterwards (doomed.ts). */
  | { readonly do: "doomTable"; readonly to: string }
  | { readonly do: "addField"; readonly field: FieldShape }
  | { readonly do: "renameField" | "hideField" | "restoreField"; readonly field: FieldState; readonly renames: readonly Rename[] }
  /** Keeps every column; only the registry learns the new options. */
  | { readonly do: "describeField"; readonly field: FieldShape }
  /** Changes column types where they stand. */
  | { readonly do: "retypeField"; readonly field: FieldShape; readonly columns: readonly { readonly name: string; readonly from: string; readonly type: string }[] }
  | ConvertField
  | { readonly do: "purgeField"; readonly field: FieldState }
  | { readonly do: "createLink"; readonly link: LinkShape; readonly targetTable: string }
  | { readonly do: "renameLink" | "hideLink" | "restoreLink" | "doomLink"; readonly link: LinkShape; readonly to: string }
  | { readonly do: "purgeLink"; readonly link: LinkShape }
  | { readonly do: "createIndex" | "dropIndex"; readonly index: IndexShape }
  | { readonly do: "addForeignKey"; readonly foreignKey: ForeignKeyShape; readonly targetTable: string; readonly clean: boolean }
  | { readonly do: "dropForeignKey"; readonly foreignKey: ForeignKeyShape };

/** Sets the old columns aside under hidden names, adds the new ones and fills them. */
export interface ConvertField {
  readonly do: "convertField";
  readonly from: FieldState;
  readonly renames: readonly Rename[];
  readonly field: FieldShape;
  /** One expression per new column, over the columns as they are called after the renames. */
  readonly using: readonly Sql[];
  /** Some values may be lost or become invalid; then the old columns stay behind, hidden. */
  readonly mayLose: boolean;
  /** What happens to those values, in words. */
  readonly loses?: string;
}

/** What was counted in the live database; absent = not counted. */
export interface Measured {
  /** Rows of the table. */
  readonly rows?: number;
  /** Values that are no longer visible after the step (hidden, not convertible, or purged). */
  readonly values?: number;
}

export type Step = StepKind & OnTable & Measured;

export interface StepView extends Measured {
  readonly do: Step["do"];
  readonly entity: string;
  readonly table: string;
  readonly text: string;
  /** Lock taken on the table until the publish is over: "exclusive" stops reads and writes, "write" stops writes. */
  readonly lock: "none" | "write" | "exclusive";
  /** True when every row is written anew. */
  readonly rewrites: boolean;
  readonly destructive: boolean;
}

const list = (columns: readonly ColumnShape[]): string => columns.map((column) => column.name).join(", ");
const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

/** True when people would miss something afterwards: needs an explicit yes. */
export function isDestructive(step: Step): boolean {
  switch (step.do) {
    case "hideTable":
    case "hideField":
    case "hideLink":
      return step.values !== 0;
    case "convertField":
      return step.mayLose && step.values !== 0;
    case "purgeTable":
    case "purgeField":
    case "purgeLink":
    case "doomTable":
    case "doomLink":
      return true;
    default:
      return false;
  }
}

function hidden(step: Step): string {
  if (step.values === undefined) return "; the data is kept and can be brought back";
  return step.values === 0 ? "; it holds nothing" : `; ${count(step.values, "value is", "values are")} kept and can be brought back`;
}

function filled(step: Step & { field: FieldShape }): string {
  if (step.field.fill === undefined || step.rows === 0) return "";
  return step.rows === undefined ? ", rows that exist get the default" : `, ${count(step.rows, "row that exists gets", "rows that exist get")} the default`;
}

function converted(step: Step & ConvertField): string {
  const kept = step.loses === undefined ? "" : `; ${step.loses[0]!.toLowerCase()}${step.loses.slice(1).replace(/\.$/, "")}`;
  const missed = step.values ? `; ${count(step.values, "value does", "values do")} not come through unharmed, the old values are set aside` : "";
  return `converts field ${step.from.name} of table ${step.table} from ${step.from.type} to ${step.field.type}${kept}${missed}`;
}

/** One plain sentence, without a full stop. */
export function stepText(step: Step): string {
  const { table } = step;
  switch (step.do) {
    case "createTable": return `creates table ${table}`;
    case "renameTable": return `renames table ${table} to ${step.to}`;
    case "hideTable": return `takes table ${table} out of use${step.rows ? `; ${count(step.rows, "record is", "records are")} kept and can be brought back` : ""}`;
    case "restoreTable": return `brings table ${step.to} back with its records`;
    case "purgeTable": return `removes hidden table ${table} for ever${step.rows ? `, with ${count(step.rows, "record", "records")}` : ""}`;
    case "doomTable": return `removes table ${table} for ever${step.rows ? `, with ${count(step.rows, "record", "records")}` : ""}`;
    case "addField": return `adds column ${list(step.field.columns)} to table ${table}${filled(step)}`;
    case "renameField": return `renames ${step.renames.map((r) => `column ${r.from} to ${r.to}`).join(", ")} in table ${table}`;
    case "hideField": return `takes field ${step.field.name} of table ${table} out of use${hidden(step)}`;
    case "restoreField": return `brings field ${step.field.name} of table ${table} back with its data`;
    case "describeField": return `keeps column ${list(step.field.columns)} of table ${table} as it is`;
    case "retypeField": return step.columns.map((c) => `changes column ${c.name} of table ${table} from ${c.from} to ${c.type}`).join(", ");
    case "convertField": return converted(step);
    case "purgeField": return `removes hidden field ${step.field.name} of table ${table} for ever${step.values ? `, with ${count(step.values, "value", "values")}` : ""}`;
    case "createLink": return `creates link table ${step.link.table} between ${table} and ${step.targetTable}`;
    case "renameLink": return `renames link table ${step.link.table} to ${step.to}`;
    case "hideLink": return `takes link table ${step.link.table} out of use${hidden(step)}`;
    case "restoreLink": return `brings link table ${step.to} back with its pairs`;
    case "purgeLink": return `removes hidden link table ${step.link.table} for ever${step.values ? `, with ${count(step.values, "pair", "pairs")}` : ""}`;
    case "doomLink": return `removes link table ${step.link.table} for ever${step.values ? `, with ${count(step.values, "pair", "pairs")}` : ""}`;
    case "createIndex": return `creates ${step.index.unique ? "a unique index" : step.index.method === "trigram" ? "a text search index" : "an index"} on ${step.index.columns.join(", ")} of table ${table}`;
    case "dropIndex": return `drops the index on ${step.index.columns.join(", ")} of table ${table}`;
    case "addForeignKey": return `ties column ${step.foreignKey.column} of table ${table} to table ${step.targetTable}`;
    case "dropForeignKey": return `unties column ${step.foreignKey.column} of table ${table}`;
  }
}

function lockOf(step: Step): StepView["lock"] {
  switch (step.do) {
    case "createTable":
    case "createLink":
    case "describeField":
      return "none";
    case "createIndex":
    case "addForeignKey":
      return "write";
    default:
      return "exclusive";
  }
}

/** Plain JSON for people and for `metadata_revisions.plan`. */
export function describeStep(step: Step): StepView {
  return {
    do: step.do, entity: step.entityId, table: step.table, text: stepText(step), lock: lockOf(step),
    rewrites: step.do === "convertField" || step.do === "retypeField",
    destructive: isDestructive(step), rows: step.rows, values: step.values,
  };
}
