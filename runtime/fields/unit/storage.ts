import { referenceSql } from "../families/reference-sql";
import { refStorage } from "../families/relation-sql";
import type { UnitOptions } from "./field";

export const unitStorage = refStorage<UnitOptions>(() => "unit", { under: referenceSql<UnitOptions>()["in"]! });
