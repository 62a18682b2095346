import { sql } from "kysely";
import { emptinessSql } from "../families/operator-sql";
import { defineStorage } from "../storage";
import type { Box, Geo, GeoOptions } from "./field";

export const geoStorage = defineStorage<Geo, GeoOptions>({
  columns: () => [{ suffix: "_lat", type: "double precision" }, { suffix: "_lon", type: "double precision" }],
  toRow: (value) => [value?.lat ?? null, value?.lon ?? null],
  fromRow: ([lat, lon]) => (typeof lat === "number" && typeof lon === "number" ? { lat, lon } : null),
  operators: {
    inBox: {
      sql: ([lat, lon], operand) => {
        const box = sql`${operand}::double precision[]`;
        const [south, west, north, east] = [1, 2, 3, 4].map((i) => sql`(${box})[${i}::int]`);
        return sql`(${lat} between ${south} and ${north} and
          case when ${west} <= ${east} then ${lon} between ${west} and ${east} else ${lon} >= ${west} or ${lon} <= ${east} end)`;
      },
      bind: (operand) => {
        if (operand === null) return null;
        const { south, west, north, east } = operand as Box;
        return [south, west, north, east];
      },
    },
    ...emptinessSql<GeoOptions>(),
  },
  orderBy: ([lat, lon]) => [lat!, lon!],
  changeFrom: (from) => (from.type === "geo" ? { kind: "safe" } : { kind: "refuse", reason: `Points cannot be made out of the type "${from.type}".` }),
});
