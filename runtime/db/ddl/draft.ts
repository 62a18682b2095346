/** A plan in the making: the state so far, and a place for steps and problems. Shared by the parts of the planner. */
import type { Issue } from "../../kernel";
import type { Change } from "../../fields/storage";
import { hiddenName, type FieldShape, type FieldState, type SchemaState, type TableState, type Target } from "./shape";
import { reduce } from "./state";
import type { Rename, Step } from "./steps";

/** Can the data of `from` be kept as `to`? `columns` are the names under which the old columns are read. */
export type ChangeOf = (from: FieldState, to: FieldShape, columns: readonly string[]) => Change;

export interface PlanOptions {
  readonly changeOf: ChangeOf;
  /** ISO time noted on what is hidden. */
  readonly now: string;
  /** Ids of entities whose tables, once dropped from the model, are given up for ever instead of hidden. */
  readonly doomed?: ReadonlySet<string>;
}

export class Draft {
  readonly steps: Step[] = [];
  readonly problems: Issue[] = [];
  constructor(public state: SchemaState, readonly options: PlanOptions) {}

  emit(step: Step): void {
    this.steps.push(step);
    this.state = reduce(this.state, step, this.options.now);
  }

  problem(pointer: string, code: string, message: string, remedy: string): void {
    this.problems.push({ pointer, code, message, remedy });
  }

  table(entityId: string): TableState {
    const found = this.state.find((table) => table.entityId === entityId);
    if (!found) throw new Error(`The plan has no table of entity ${entityId}.`);
    return found;
  }

  find(entityId: string): TableState | undefined {
    return this.state.find((table) => table.entityId === entityId);
  }

  /** Every table name in use in schema `app`, link tables and hidden ones included. */
  tableNames(): Set<string> {
    return new Set(this.state.flatMap((table) => [table.table, ...table.links.map((link) => link.table)]));
  }

  targetTable(target: Target): string {
    return target.schema === "metaloom" ? target.table : this.table(target.entityId).table;
  }
}

/**
 * Orders renames so that no name is taken when it is needed; a ring (a → b, b → a) goes over a third name.
 * `taken` are all names in use now, those to be renamed included.
 */
export function orderRenames(renames: readonly Rename[], taken: ReadonlySet<string>): readonly Rename[] {
  const used = new Set(taken);
  const open = renames.filter((rename) => rename.from !== rename.to);
  const ordered: Rename[] = [];
  const move = (rename: Rename): void => {
    ordered.push(rename);
    used.delete(rename.from);
    used.add(rename.to);
  };
  while (open.length > 0) {
    const index = open.findIndex((rename) => !used.has(rename.to));
    if (index >= 0) move(open.splice(index, 1)[0]!);
    else {
      const first = open.shift()!;
      const between = hiddenName(first.from, used);
      move({ from: first.from, to: between });
      open.push({ from: between, to: first.to });
    }
  }
  return ordered;
}
