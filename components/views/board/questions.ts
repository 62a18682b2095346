/** What a board asks the server, and what it makes of the answers. Pure: the page asks the same, so that the cards come with it. */
import type { Condition } from "../../../runtime/expressions/condition";
import { valueType } from "../../../runtime/forms/scope";
import type { ClientEntity } from "../../../runtime/model/client";
import type { ClientBoard } from "../../../runtime/model/kinds/board/model";
import { fieldOf } from "../../data/field-paths";
import type { RecordsQuery } from "../../data/records";
import { cellFilter, laneKey, type Count, type Place, type Sum } from "./columns";

export interface AggregateQuery {
  readonly filter?: Condition;
  readonly q?: string;
  readonly groupBy: readonly { readonly field: string; readonly by?: "currency" }[];
  readonly measures: readonly { readonly as: string; readonly function: "count" | "sum"; readonly field?: string }[];
}

export type AggregateRow = Readonly<Record<string, unknown>>;

/** Which records are meant, of all of the entity. */
export interface Narrowing {
  readonly filter?: Condition;
  readonly q?: string;
}

/** Cards loaded at once in one column. */
const AT_ONCE = 25;

export const countsKey = (entity: string, board: ClientBoard, asked: Narrowing) => ["records", entity, "counts", board.id, asked] as const;
export const cardsKey = (entity: string, query: RecordsQuery) => ["records", entity, "cards", query] as const;

/** How many records, and how much of the total, stand in each column of each lane: one question, and a second for money in several currencies. */
export async function countsOf(entity: ClientEntity, board: ClientBoard, asked: Narrowing, ask: (query: AggregateQuery) => Promise<readonly AggregateRow[]>): Promise<readonly Count[]> {
  const total = board.total === undefined ? undefined : fieldOf(entity, board.total);
  const money = total !== undefined && valueType(total)?.type.name === "money";
  const groupBy = [board.field, ...(board.lanes ? [board.lanes] : [])].map((field) => ({ field }));
  const sum = { as: "sum", function: "sum", field: board.total } as const;
  const [counted, priced] = await Promise.all([
    ask({ ...asked, groupBy, measures: [{ as: "count", function: "count" }, ...(total && !money ? [sum] : [])] }),
    total && money ? ask({ ...asked, groupBy: [...groupBy, { field: total.name, by: "currency" }], measures: [sum] }) : [],
  ]);
  return counted.map((row): Count => {
    const [column, lane] = [(row[board.field] ?? null) as string | null, board.lanes ? (row[board.lanes] ?? null) : undefined];
    const plain: Sum[] = typeof row.sum === "number" ? [{ amount: row.sum }] : [];
    const own = priced.filter((one) => (one[board.field] ?? null) === column && (!board.lanes || laneKey(one[board.lanes]) === laneKey(lane)));
    const sums = own.flatMap((one): Sum[] => (typeof one.sum === "number" ? [{ amount: one.sum, currency: String(one[`${total?.name}.currency`]) }] : []));
    return { column, lane, count: Number(row.count), sums: [...plain, ...sums] };
  });
}

/** What a card needs of its record. */
const fieldsOfCards = (entity: ClientEntity, board: ClientBoard): readonly string[] => [...new Set([entity.titleField, "version", board.field, ...(board.lanes ? [board.lanes] : []), ...(entity.recordTypes.length > 0 ? ["recordType"] : []), ...board.cardFields])];

/** The cards of one column of one lane. */
export function cardsQuery(entity: ClientEntity, board: ClientBoard, { column, lane }: Place, asked: Pick<RecordsQuery, "filter" | "q" | "sort" | "deleted">): RecordsQuery {
  return { ...asked, fields: fieldsOfCards(entity, board), filter: cellFilter(board.field, column, board.lanes, lane, asked.filter), limit: AT_ONCE, count: "none" };
}
