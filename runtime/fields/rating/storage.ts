import { casts } from "../families/casts";
import { keep } from "../families/change";
import { toIntegerColumn } from "../families/numeric-storage";
import { numberSql } from "../families/number-sql";
import { defineStorage } from "../storage";
import { RATING_MAX, type RatingOptions } from "./field";

export const ratingStorage = defineStorage<number, RatingOptions>({
  columns: () => [{ suffix: "", type: "int" }],
  toRow: (value) => [value],
  fromRow: ([number]) => (number === null || number === undefined ? null : Number(number)),
  // Operands are whole numbers of any size: compared as bigint, which an index on int serves too.
  operators: numberSql<RatingOptions>(casts.bigint),
  orderBy: (cols) => [cols[0]!],
  changeFrom(from, { max = RATING_MAX }) {
    const isSame = from.type === "rating" && max >= ((from.options as RatingOptions).max ?? RATING_MAX);
    return isSame ? keep() : toIntegerColumn(from, "a rating", 1, max);
  },
});
