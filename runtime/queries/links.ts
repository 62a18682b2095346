import { sql } from "kysely";
import { app, linkTable } from "../db/schemas";
import type { Sql } from "../fields/storage";
import { mirroredBy } from "../model/inverse";
import type { AppModel, EntityModel, FieldModel } from "../model/types";

/** Where the links of a many-to-many field lie: table, column of the record that has the field, column of the linked one. */
export interface Links {
  readonly table: Sql;
  readonly own: Sql;
  readonly other: Sql;
}

/** Two fields that are inverse to each other share the table of one of them. Columns are those of the table under `alias`. */
export function linksOf(model: Pick<AppModel, "entities">, entity: EntityModel, field: FieldModel, alias?: string): Links {
  const column = (name: string): Sql => sql.ref(alias ? `${alias}.${name}` : name);
  const owner = mirroredBy(model, entity, field);
  if (owner) return { table: app(linkTable(owner.entity.table, owner.field.name)), own: column("target_id"), other: column("source_id") };
  return { table: app(linkTable(entity.table, field.name)), own: column("source_id"), other: column("target_id") };
}
