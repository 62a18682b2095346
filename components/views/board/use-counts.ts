"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Condition } from "../../../runtime/expressions/condition";
import { valueType } from "../../../runtime/forms/scope";
import type { ClientEntity } from "../../../runtime/model/client";
import type { ClientBoard } from "../../../runtime/model/kinds/board/model";
import { api } from "../../data/api";
import { fieldOf } from "../../data/model";
import { laneKey, type Count, type Sum } from "./columns";

type Row = Readonly<Record<string, unknown>>;

/** How many records, and how much of the total, stand in each column of each lane: one question, and a second for money in several currencies. */
export function useCounts(entity: ClientEntity, board: ClientBoard, asked: { readonly filter?: Condition; readonly q?: string }) {
  const total = board.total === undefined ? undefined : fieldOf(entity, board.total);
  const money = total !== undefined && valueType(total)?.type.name === "money";
  const groupBy = [board.field, ...(board.lanes ? [board.lanes] : [])].map((field) => ({ field }));
  return useQuery({
    queryKey: ["records", entity.name, "counts", board.id, asked],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const ask = (by: readonly object[], measures: readonly object[]) => api<{ rows: Row[] }>(`/records/${entity.name}/aggregate`, { method: "POST", signal, body: { ...asked, groupBy: by, measures } }).then(({ rows }) => rows);
      const sum = { as: "sum", function: "sum", field: board.total };
      const [counted, priced] = await Promise.all([
        ask(groupBy, [{ as: "count", function: "count" }, ...(total && !money ? [sum] : [])]),
        total && money ? ask([...groupBy, { field: total.name, by: "currency" }], [sum]) : [],
      ]);
      return counted.map((row): Count => {
        const [column, lane] = [(row[board.field] ?? null) as string | null, board.lanes ? (row[board.lanes] ?? null) : undefined];
        const plain: Sum[] = typeof row.sum === "number" ? [{ amount: row.sum }] : [];
        const own = priced.filter((one) => (one[board.field] ?? null) === column && (!board.lanes || laneKey(one[board.lanes]) === laneKey(lane)));
        const sums = own.flatMap((one): Sum[] => (typeof one.sum === "number" ? [{ amount: one.sum, currency: String(one[`${total?.name}.currency`]) }] : []));
        return { column, lane, count: Number(row.count), sums: [...plain, ...sums] };
      });
    },
  });
}
