import { sql } from "kysely";
import type { Sql } from "../fields/storage";
import { companionOf } from "../model/content-languages";
import type { EntityModel, FieldModel } from "../model/types";
import { slot } from "./statement";

const LANGUAGE = slot((bindings) => bindings.language);
const PRIMARY = slot((bindings) => bindings.language.split("-")[0]);

/**
 * Column of a translatable field as a person reads it: the text of his language, else that of the base language. Of its companion:
 * the texts of all languages, the base language among them. Other columns come back as they are. Rules, formulas and everything else
 * that must be the same for everybody read the plain column and do not come here.
 */
export function shownColumns(entity: EntityModel, field: FieldModel, columns: readonly Sql[], refOf: (column: string) => Sql): readonly Sql[] {
  const companion = companionOf(entity, field);
  if (companion) return [sql`coalesce(${refOf(companion.column)} ->> ${LANGUAGE}::text, ${refOf(companion.column)} ->> ${PRIMARY}::text, ${columns[0]})`];
  const base = field.translates === undefined ? undefined : entity.fieldByName.get(field.translates);
  if (!base) return columns;
  return [sql`nullif(jsonb_strip_nulls(coalesce(${columns[0]}, '{}'::jsonb) || jsonb_build_object(${base.baseLanguage!}::text, ${refOf(base.column)})), '{}'::jsonb)`];
}
