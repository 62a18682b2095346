/**
 * What a person answers while making a module: its words, its entities with their fields, who may do what. Names are given once, when
 * a thing is added, and stay when its words change.
 */
import { fieldType, fieldTypeNames, type FieldTypeName } from "../fields/index";
import { freeName, isFreeEntity, isFreeField, nameOf } from "./names";

export interface FieldAnswer {
  readonly name: string;
  readonly label: string;
  readonly type: FieldTypeName;
  readonly required?: boolean;
  readonly unique?: boolean;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface EntityAnswer {
  readonly name: string;
  readonly label: string;
  readonly plural: string;
  readonly icon: string;
  readonly fields: readonly FieldAnswer[];
  /** Records to begin with, as the API takes them. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

export const GRANTS = ["none", "own", "team", "unit", "all"] as const;
export type Grant = (typeof GRANTS)[number];
export const VERBS = ["read", "create", "update", "delete"] as const;
export type Verb = (typeof VERBS)[number];
export type Grants = Readonly<Record<Verb, Grant>>;

export const USUAL_GRANTS: Grants = { read: "all", create: "all", update: "all", delete: "own" };

export interface RoleAnswer {
  readonly name: string;
  readonly label: string;
  /** By name of the entity; absent = the usual ones. */
  readonly grants: Readonly<Record<string, Grants>>;
}

export interface ModuleAnswer {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  /** In which the words were written. */
  readonly language: string;
  readonly entities: readonly EntityAnswer[];
  readonly roles: readonly RoleAnswer[];
}

/** Types a person may choose; the others are made by the product. */
export const CHOOSABLE_TYPES: readonly FieldTypeName[] = fieldTypeNames.filter((name) => fieldType(name).traits?.reserved !== true && name !== "translations");

/** What stands in the options of a new field before anybody fills them in. */
const START: Readonly<Partial<Record<FieldTypeName, (words: StartWords) => Readonly<Record<string, unknown>>>>> = {
  select: ({ choices }) => ({ choices: choicesOf(choices) }),
  multiSelect: ({ choices }) => ({ choices: choicesOf(choices) }),
  autonumber: ({ prefix }) => ({ format: `${prefix}-{0000}` }),
  formula: () => ({ result: "text", formula: '""' }),
  rollup: () => ({ function: "count" }),
  reference: ({ target = "user" }) => ({ entity: target }),
  references: ({ target = "user" }) => ({ entity: target }),
  anyReference: () => ({}),
};

interface StartWords {
  /** Labels of the choices of a new select. */
  readonly choices: readonly string[];
  /** Letters before the counter. */
  readonly prefix: string;
  /** Entity a relation points at; people when nobody said. */
  readonly target?: string;
}

export const startOptions = (type: FieldTypeName, words: StartWords): Readonly<Record<string, unknown>> => START[type]?.(words) ?? {};

const COLORS = ["blue", "orange", "green", "purple", "teal", "yellow", "pink", "red", "gray"] as const;

export interface ChoiceAnswer {
  readonly id: string;
  readonly value: string;
  readonly label: string;
  readonly color?: string;
}

/** Choices out of their labels; equal ones count once. What is there already keeps its value. */
export function choicesOf(labels: readonly string[], before: readonly ChoiceAnswer[] = []): readonly ChoiceAnswer[] {
  const wanted = [...new Set(labels.map((label) => label.trim().slice(0, 200)).filter(Boolean))];
  const taken = new Set(before.map(({ value }) => value));
  return wanted.map((label, index) => {
    const known = before.find((choice) => choice.label === label);
    if (known) return known;
    const value = freeName(nameOf(label, "choice"), (name) => !taken.has(name));
    taken.add(value);
    return { id: value, value, label, color: COLORS[index % COLORS.length]! };
  });
}

/** The entity a relation of these words is about: one called so, or one whose name is among the words ("Main driver"); people where there is none. */
export function targetFor(label: string, entities: readonly { readonly name: string; readonly label: string; readonly plural: string }[]): string {
  const words = (text: string): string => ` ${text.toLocaleLowerCase().split(/[^\p{L}\p{N}]+/u).join(" ").trim()} `;
  const wanted = words(label);
  const named = entities.filter((entity) => entity.label.trim() !== "");
  const same = named.find((entity) => [entity.label, entity.plural].some((text) => words(text) === wanted));
  return (same ?? named.find((entity) => wanted.includes(words(entity.label))))?.name ?? "user";
}

/** A field of these words among others. */
export function newField(label: string, type: FieldTypeName, others: readonly Pick<FieldAnswer, "name">[], options: FieldAnswer["options"] = {}): FieldAnswer {
  const taken = others.map(({ name }) => name);
  return { name: freeName(nameOf(label, "field"), (name) => isFreeField(name, taken)), label: label.trim().slice(0, 200), type, options };
}

/** An entity of these words; `taken` = names of all entities there are. */
export function newEntity(label: string, plural: string, taken: Iterable<string>, fields: readonly FieldAnswer[] = []): EntityAnswer {
  const all = [...taken];
  const words = label.trim().slice(0, 200);
  return { name: freeName(nameOf(words, "entity"), (name) => isFreeEntity(name, all)), label: words, plural: plural.trim().slice(0, 200) || words, icon: iconOf(words), fields, rows: [] };
}

/** Icons by what their things are called, in the languages of the product. */
const ICONS: readonly (readonly [RegExp, string])[] = [
  [/vehicle|car\b|cars|авто|машин|ара[cç]|транспорт/i, "car"], [/truck|грузов|вантаж|kamyon/i, "truck"], [/driver|employee|person|водит|водій|сотруд|працівн|человек|sürücü|çalışan|kişi/i, "user-round"],
  [/trip|route|journey|поезд|рейс|маршрут|sefer|yolculuk|rota/i, "route"], [/invoice|receipt|bill|счет|счёт|рахун|fatura/i, "receipt"], [/contract|agreement|договор|догов|sözleşme/i, "file-signature"],
  [/project|проект|проєкт|proje/i, "folder-kanban"], [/task|задач|завдан|görev/i, "list-checks"], [/order|заказ|замовл|sipariş/i, "shopping-cart"], [/product|item|товар|ürün/i, "package"],
  [/ticket|request|заявк|обращ|звернен|talep/i, "ticket"], [/event|событ|поді|etkinlik/i, "calendar"], [/book|книг|kitap/i, "book-open"], [/room|office|комнат|кімнат|офис|oda|ofis/i, "building"],
  [/student|course|курс|студент|öğrenci|ders/i, "graduation-cap"], [/payment|плат|ödeme/i, "banknote"], [/asset|equipment|оборуд|обладн|ekipman/i, "wrench"], [/vacation|leave|отпуск|відпустк|izin/i, "umbrella"],
];

export const iconOf = (label: string): string => ICONS.find(([words]) => words.test(label))?.[1] ?? "box";
