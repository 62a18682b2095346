/** The names a formula of an entity may use, with their types. One function for the check of a model and for the running product. */
import type { AnyFieldType } from "../fields/index";
import type { NameType } from "../expressions/formula/types";
import type { EntityModel, FieldModel } from "./types";

/** What names are made from: the entities of a model and the types of fields. */
export interface NameSource {
  readonly entities: ReadonlyMap<string, EntityModel>;
  typeOf(type: string): AnyFieldType | undefined;
}

type Names = Readonly<Record<string, NameType>>;

/** References are followed so far when names are typed; deeper paths are open contexts, whose parts have no types. */
const TYPED_HOPS = 3;

/** Made once per entity and depth: entities that refer to each other share their names. */
const known = new WeakMap<EntityModel, Names[]>();

/** Fields of an entity; a reference is a context of the fields behind it, child rows are a list of such contexts, linked records a list of ids. */
export function formulaNames(source: NameSource, entity: EntityModel, hops = TYPED_HOPS): Names {
  const made = known.get(entity) ?? [];
  known.set(entity, made);
  return (made[hops] ??= Object.fromEntries(
    entity.fields.flatMap((field) => {
      const type = source.typeOf(field.type);
      return type && !type.traits?.writeOnly ? [[field.name, nameType(source, field, type, hops)]] : [];
    }),
  ));
}

function nameType(source: NameSource, field: FieldModel, type: AnyFieldType, hops: number): NameType {
  const target = source.entities.get(type.traits?.targets?.(field.options)[0] ?? "");
  const behind = (): NameType => (target && hops > 0 ? { type: "context", fields: formulaNames(source, target, hops - 1) } : "context");
  switch (type.traits?.relation) {
    case "one": return behind();
    case "children": return { type: "list", item: behind() };
    case "many": return { type: "list", item: { type: "context", fields: { id: "text" } } };
    default: {
      const delegate = type.traits?.delegate?.(field.options);
      return ((delegate && source.typeOf(delegate.type)) ?? type).feel;
    }
  }
}
