/** A board as it comes with its page. Pure. */
import type { ClientEntity, ClientModel } from "../../../runtime/model/client";
import type { RecordPage, RecordsQuery } from "../../data/records";
import { filterOf, type ListBase, type ListSettings, type ListState } from "../../lists/list-state";
import type { Answer } from "../../data/answers";
import { partsOf } from "../view-parts";
import { fieldOf } from "../../data/field-paths";
import { columnsFor, laneKey, lanesFor } from "./columns";
import { cardsKey, cardsQuery, countsKey, countsOf, type AggregateQuery, type AggregateRow } from "./questions";

interface Asking {
  /** Undefined: the question is refused. The board then asks by itself, and tells. */
  aggregate(query: AggregateQuery): Promise<readonly AggregateRow[] | undefined>;
  records(query: RecordsQuery): Promise<RecordPage | undefined>;
}

/** Columns that are asked for with the page; with more of them (lanes) each loads its own. */
const MOST_CELLS = 12;

class Refused extends Error {}

/** Answers a board begins with: how many cards there are, and the first of each column. */
export async function firstBoard(model: ClientModel, entity: ClientEntity, base: ListBase, settings: ListSettings, state: ListState, { aggregate, records }: Asking): Promise<readonly Answer[]> {
  const all = partsOf(model.parts, "board", entity);
  const board = all.find((part) => part.name === state.part) ?? all[0];
  const field = board && fieldOf(entity, board.field);
  if (!board || !field) return [];
  const lanesField = board.lanes === undefined ? undefined : fieldOf(entity, board.lanes);
  const shown = lanesField ? board : { ...board, lanes: undefined };
  const filter = filterOf(base, settings, state.quick);
  const asked = { filter, q: state.q || undefined };
  try {
    const counts = await countsOf(entity, shown, asked, async (query) => {
      const rows = await aggregate(query);
      if (!rows) throw new Refused();
      return rows;
    });
    const columns = columnsFor(entity, { field, limits: board.limits, noValue: "" }, filter, counts);
    const places = lanesFor(lanesField, counts, "").flatMap((lane) => columns.map((column) => ({ column, lane })));
    const filled = places.filter(({ column, lane }) => counts.some((one) => one.count > 0 && one.column === column.value && laneKey(one.lane) === lane.key));
    const narrowing = { ...asked, sort: settings.sort, deleted: state.deleted || undefined };
    const cards = await Promise.all(
      (filled.length > MOST_CELLS ? [] : filled).map(async (place): Promise<Answer[]> => {
        const query = cardsQuery(entity, shown, place, narrowing);
        const page = await records(query);
        return page ? [{ key: cardsKey(entity.name, query), data: { pages: [page], pageParams: [""] } }] : [];
      }),
    );
    return [{ key: countsKey(entity.name, board, asked), data: counts }, ...cards.flat()];
  } catch (error) {
    if (error instanceof Refused) return [];
    throw error;
  }
}
