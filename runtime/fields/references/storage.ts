import { casts } from "../families/casts";
import { refsFromDriver } from "../families/relation-sql";
import { setSql } from "../families/set-sql";
import { defineStorage } from "../storage";
import type { Ref } from "../families/relation";
import type { ReferencesOptions } from "./field";

/** No column of its own: operators get one uuid[] expression, an array subselect over the link table. */
export const referencesStorage = defineStorage<readonly Ref[], ReferencesOptions>({
  columns: () => [],
  toRow: () => [],
  fromRow: ([list]) => refsFromDriver(list),
  operators: setSql<ReferencesOptions>(casts.uuid),
  orderBy: () => [],
  changeFrom: (from, options) =>
    from.type === "references" && "entity" in from.options && from.options.entity === options.entity
      ? { kind: "safe" }
      : { kind: "refuse", reason: `Links to records of "${options.entity}" cannot be made out of the type "${from.type}".` },
});
