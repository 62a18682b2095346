/**
 * Entities of a module as cards with relations between them, and places for the cards. Pure.
 *
 * - *card*: one entity with its fields; one of another module is *foreign* and shows its name alone.
 */
import { isFieldTypeName } from "../fields/index";
import { relationOf, targetsOf } from "../fields/traits";
import { newField } from "./answers";
import type { StudioDocument } from "./documents";
import { addField, fieldAnswers, keyOf, type Design, type FormDocument } from "./edit";

export interface Card {
  readonly name: string;
  readonly label: string;
  readonly foreign: boolean;
  readonly fields: readonly { readonly name: string; readonly label: string; readonly type: string }[];
}

export interface Relation {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly field: string;
  readonly label: string;
  readonly many: boolean;
}

export interface Diagram {
  readonly cards: readonly Card[];
  readonly relations: readonly Relation[];
}

/** Fields a card shows; the others are counted. */
export const CARD_FIELDS = 8;
export const CARD_WIDTH = 220;
const HEAD = 40;
const ROW = 24;
const GAP = { x: 110, y: 48 };

export const heightOf = ({ fields, foreign }: Card): number => HEAD + (foreign ? 0 : Math.min(fields.length, CARD_FIELDS + 1) * ROW + 8);

/** The entities of a design with what they point at; `labelOf` an entity that is not among them. */
export function diagramOf(design: Design, labelOf: (entity: string) => string): Diagram {
  const own = Object.keys(design).filter((key) => key.startsWith("entity ")).map((key): Card => {
    const document = design[key]!;
    const name = String(document["name"]);
    return { name, label: String(document["label"]), foreign: false, fields: fieldAnswers(document).map(({ name: field, label, type }) => ({ name: field, label, type })) };
  });
  const relations = own.flatMap(({ name }) => fieldAnswers(design[keyOf("entity", name)]).flatMap((field): Relation[] => {
    const relation = isFieldTypeName(field.type) ? relationOf(field) : undefined;
    if (relation !== "one" && relation !== "many") return [];
    return targetsOf(field).map((to) => ({ id: `${name}.${field.name}.${to}`, from: name, to, field: field.name, label: field.label, many: relation === "many" }));
  }));
  const names = new Set(own.map(({ name }) => name));
  const foreign = [...new Set(relations.map(({ to }) => to))].filter((name) => !names.has(name)).map((name): Card => ({ name, label: labelOf(name), foreign: true, fields: [] }));
  return { cards: [...own, ...foreign], relations };
}

/** Cards in columns: what is pointed at stands right of what points at it, as far as there is no circle. */
export function placesOf({ cards, relations }: Diagram): ReadonlyMap<string, { readonly x: number; readonly y: number }> {
  const rank = new Map<string, number>();
  const visit = (name: string, open: readonly string[]): number => {
    const known = rank.get(name);
    if (known !== undefined || open.includes(name)) return known ?? 0;
    const before = relations.filter(({ from, to }) => to === name && from !== name && !open.includes(from)).map(({ from }) => visit(from, [...open, name]) + 1);
    const found = Math.max(0, ...before);
    rank.set(name, found);
    return found;
  };
  for (const { name } of cards) visit(name, []);
  const columns = new Map<number, number>();
  return new Map(cards.map((card) => {
    const column = rank.get(card.name)!;
    const y = columns.get(column) ?? 0;
    columns.set(column, y + heightOf(card) + GAP.y);
    return [card.name, { x: column * (CARD_WIDTH + GAP.x), y }] as const;
  }));
}

export interface RelationWish {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly required: boolean;
  readonly onDelete: "restrict" | "clear" | "cascade";
  /** The records that point at one are listed on its form. */
  readonly listed: boolean;
}

/** A reference field drawn from one entity to another: in the entity, on its form, and as a list on the form of the other. */
export function withRelation(design: Design, { from, to, label, required, onDelete, listed }: RelationWish): Design {
  const field = { ...newField(label, "reference", [...fieldAnswers(design[keyOf("entity", from)])], { entity: to, ...(onDelete === "restrict" ? {} : { onDelete }) }), ...(required ? { required } : {}) };
  const next = addField(design, from, field, (key) => key.startsWith(`form ${from}.`));
  const form = Object.keys(next).find((key) => key.startsWith(`form ${to}.`));
  return form && listed ? { ...next, [form]: withRelated(next[form] as FormDocument, from, field.name) } : next;
}

function withRelated(form: FormDocument, entity: string, field: string): StudioDocument {
  const related = (form["related"] ?? []) as readonly { readonly id: string }[];
  return { ...form, related: [...related, { id: `${entity}.${field}`, entity, field }] };
}
