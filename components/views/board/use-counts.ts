"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ClientEntity } from "../../../runtime/model/client";
import type { ClientBoard } from "../../../runtime/model/kinds/board/model";
import { api } from "../../data/api";
import { countsKey, countsOf, type AggregateRow, type Narrowing } from "./questions";

/** How many records, and how much of the total, stand in each column of each lane. */
export function useCounts(entity: ClientEntity, board: ClientBoard, asked: Narrowing) {
  return useQuery({
    queryKey: countsKey(entity.name, board, asked),
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => countsOf(entity, board, asked, async (body) => (await api<{ rows: AggregateRow[] }>(`/records/${entity.name}/aggregate`, { method: "POST", signal, body })).rows),
  });
}
