/**
 * Modules to begin with: entities with fields and relations, in the language of whoever builds. Pure.
 *
 * - *shape*: a template without words; fields are named by their places among the words.
 */
import { choicesOf, newEntity, newField, type EntityAnswer } from "./answers";

export const TEMPLATES = ["assets", "requests", "events"] as const;
export type Template = (typeof TEMPLATES)[number];

/** A type with what it needs: choices by how many of the words they take, a reference by the place of its entity. */
type FieldShape = readonly [type: "text" | "longText" | "date" | "dateTime" | "money" | "integer" | "user" | "email" | "phone" | "boolean"] | readonly [type: "select", choices: number] | readonly [type: "reference", entity: number];

const SHAPES: Readonly<Record<Template, readonly (readonly FieldShape[])[]>> = {
  assets: [
    [["text"], ["text"], ["select", 3], ["date"], ["money"], ["user"]],
    [["text"], ["reference", 0], ["select", 3], ["date"], ["money"]],
  ],
  requests: [
    [["text"], ["longText"], ["reference", 1], ["select", 4], ["select", 3], ["user"], ["date"]],
    [["text"], ["user"]],
  ],
  events: [
    [["text"], ["dateTime"], ["dateTime"], ["select", 3], ["integer"], ["longText"]],
    [["text"], ["reference", 0], ["email"], ["phone"], ["select", 3]],
  ],
};

/** How many words a template needs: singular and plural of each entity, then label and choices of each field. */
export const wordCount = (template: Template): number => SHAPES[template].reduce((sum, fields) => sum + 2 + fields.reduce((own, field) => own + 1 + (field[0] === "select" ? field[1] : 0), 0), 0);

/** Entities of a template in these words; `taken` = names of all entities there are. */
export function templateEntities(template: Template, words: readonly string[], taken: readonly string[]): readonly EntityAnswer[] {
  let place = 0;
  const next = (): string => words[place++] ?? "?";
  // Words come first, since a field may point at an entity that comes later.
  const read = SHAPES[template].map((fields) => ({ label: next(), plural: next(), fields: fields.map((shape) => ({ shape, label: next(), choices: shape[0] === "select" ? Array.from({ length: shape[1] }, next) : [] })) }));
  const entities: EntityAnswer[] = [];
  for (const { label, plural } of read) entities.push(newEntity(label, plural, [...taken, ...entities.map(({ name }) => name)]));
  return entities.map((entity, index) => {
    const fields: EntityAnswer["fields"][number][] = [];
    for (const { shape, label, choices } of read[index]!.fields) {
      const options = shape[0] === "select" ? { choices: choicesOf(choices) } : shape[0] === "reference" ? { entity: entities[shape[1]]!.name } : {};
      fields.push({ ...newField(label, shape[0], fields, options), ...(fields.length === 0 ? { required: true } : {}) });
    }
    return { ...entity, fields };
  });
}
