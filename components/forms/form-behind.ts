/**
 * Loads what a form needs of the records it points at, once each, and fills in what choosing one brings along. Records that
 * cannot be loaded stay unknown: rules over them are false, and the server has the last word.
 */
import type { Condition } from "../../runtime/expressions/condition";
import { relationOf, targetsOf } from "../../runtime/fields/traits";
import { fetchedValues, neededBehind, type Need } from "../../runtime/forms/behind";
import { idOf, valueType, type Behind, type Values } from "../../runtime/forms/scope";
import type { FormFrame } from "../../runtime/forms/validate";
import type { ClientField } from "../../runtime/model/client";

/** Values of records by id, as far as the person may see them; ids that are missing in the answer are not his to see. */
export type LoadBehind = (entity: string, ids: readonly string[], paths: readonly string[]) => Promise<readonly (Values & { readonly id: string })[]>;

/** Line items of a field, or the form itself. */
interface Level {
  readonly list?: string;
  readonly fields: readonly ClientField[];
  readonly needs: readonly Need[];
}

/** A choice whose record is still on its way. */
interface Choice {
  readonly before: Values;
  readonly list?: string;
  readonly index: number;
}

const NO_ROWS: readonly Values[] = [];
const rowsOf = (value: unknown): readonly Values[] => (Array.isArray(value) ? (value as Values[]) : NO_ROWS);

export class FormBehind {
  private readonly levels: readonly Level[];
  private readonly known = new Map<string, Values>();
  private readonly asked = new Set<string>();
  private choices: readonly Choice[] = [];

  constructor(frame: Pick<FormFrame, "fields" | "entities">, layout: readonly Condition[], private readonly load: LoadBehind) {
    const { fields, entities } = frame;
    const lists = fields.flatMap((field): Level[] => {
      const target = valueType(field) && relationOf(field) === "children" ? entities[targetsOf(field)[0] ?? ""] : undefined;
      return target ? [{ list: field.name, fields: target.fields, needs: neededBehind(target.fields, entities) }] : [];
    });
    this.levels = [{ fields, needs: neededBehind(fields, entities, layout) }, ...lists].filter((level) => level.needs.length > 0);
  }

  readonly values: Behind = (id) => this.known.get(id);

  /** Loads what rules read of the records these values point at; true when something new is known then. */
  show(values: Values): Promise<boolean> {
    return this.ask(this.levels.flatMap((level) => level.needs.filter((need) => need.byRule).flatMap((need) => this.rows(level, values).flatMap((row) => wanted(need, row)))));
  }

  /** The values after a change, with what is known of newly chosen records filled in; what is not known yet `settle` brings. */
  choose(before: Values, after: Values): Values {
    let next = after;
    for (const level of this.levels) {
      const old = this.rows(level, before);
      for (const [index, row] of this.rows(level, after).entries()) {
        // Lines are told apart by their place: while one is chosen for, none comes or goes.
        const was = old.length === this.rows(level, after).length ? (old[index] ?? {}) : row;
        const chosen = level.needs.filter(({ reference }) => idOf(row[reference]) !== undefined && idOf(row[reference]) !== idOf(was[reference]));
        if (chosen.length === 0) continue;
        if (chosen.some(({ reference }) => !this.known.has(idOf(row[reference])!))) this.choices = [...this.choices, { before: was, list: level.list, index }];
        next = this.filled(level, next, index, was);
      }
    }
    return next;
  }

  /** Loads what `choose` found missing. Gives what becomes of the values then, or undefined when nothing came. */
  async settle(values: Values): Promise<((present: Values) => Values) | undefined> {
    const choices = this.choices;
    this.choices = [];
    const levelOf = ({ list }: Choice) => this.levels.find((level) => level.list === list)!;
    // What was chosen before is asked for too: a value it brought along gives way to the new one.
    const rows = choices.flatMap((choice) => [choice.before, this.rows(levelOf(choice), values)[choice.index] ?? {}].map((row) => ({ row, level: levelOf(choice) })));
    const came = await this.ask(rows.flatMap(({ row, level }) => level.needs.flatMap((need) => wanted(need, row))));
    return came ? (present) => choices.reduce((next, choice) => this.filled(levelOf(choice), next, choice.index, choice.before), present) : undefined;
  }

  get isWaiting(): boolean {
    return this.choices.length > 0;
  }

  private rows(level: Level, values: Values): readonly Values[] {
    return level.list === undefined ? [values] : rowsOf(values[level.list]);
  }

  private filled(level: Level, values: Values, index: number, before: Values): Values {
    const row = this.rows(level, values)[index];
    const fetched = row ? fetchedValues(level.fields, before, row, this.values) : {};
    if (!row || Object.keys(fetched).length === 0) return values;
    if (level.list === undefined) return { ...values, ...fetched };
    return { ...values, [level.list]: rowsOf(values[level.list]).map((line, at) => (at === index ? { ...line, ...fetched } : line)) };
  }

  private async ask(found: readonly { readonly entity: string; readonly id: string }[]): Promise<boolean> {
    const open = new Map<string, Set<string>>();
    for (const { entity, id } of found) {
      if (this.asked.has(id)) continue;
      this.asked.add(id);
      open.set(entity, (open.get(entity) ?? new Set()).add(id));
    }
    const answers = await Promise.all([...open].map(([entity, ids]) => this.load(entity, [...ids], this.pathsOf(entity)).catch(() => [])));
    for (const record of answers.flat()) this.known.set(record.id, record);
    return answers.some((records) => records.length > 0);
  }

  /** Everything any level reads of the entity, so that one question is enough for a record. */
  private pathsOf(entity: string): readonly string[] {
    return [...new Set(this.levels.flatMap(({ needs }) => needs.filter((need) => need.entity === entity).flatMap(({ paths }) => paths)))];
  }
}

function wanted(need: Need, row: Values): { entity: string; id: string }[] {
  const id = idOf(row[need.reference]);
  return id === undefined ? [] : [{ entity: need.entity, id }];
}
