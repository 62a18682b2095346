import { expect, test } from "vitest";
import { entity, field } from "../../../runtime/forms/forms.fixture";
import type { ClientModel } from "../../../runtime/model/client";
import type { RecordsQuery } from "../../data/records";
import { baseOf, readListState, settingsOf } from "../../lists/list-state";
import { firstBoard } from "./first-board";
import { cardsKey, countsKey } from "./questions";

const stage = field("stage", "select", { options: { choices: ["new", "won", "lost"].map((value) => ({ id: value, value, label: value })) } });
const deal = { ...entity("deal", [field("name", "text"), stage]), titleField: "name", defaultSort: [], lists: [], recordTypes: [] };
const board = { id: "deal.board", name: "main", entity: "deal", label: "Pipeline", field: "stage", cardFields: ["name"], limits: {} };
const model = { entities: { deal }, parts: { board: [board] } } as unknown as ClientModel;
const state = readListState(new URLSearchParams("as=board&q=oak"));
const base = baseOf(deal, state, { items: [], default: null });
const settings = settingsOf(model, deal, base, state);

test("a board begins with its counts and the cards of the columns that have any", async () => {
  const asked: RecordsQuery[] = [];
  const answers = await firstBoard(model, deal, base, settings, state, {
    aggregate: async () => [{ stage: "new", count: 2 }, { stage: null, count: 1 }, { stage: "lost", count: 0 }],
    records: async (query) => {
      asked.push(query);
      return { items: [], nextCursor: null, total: null };
    },
  });
  expect(answers[0]!.key).toEqual(countsKey("deal", { ...board, lanes: undefined } as never, { filter: undefined, q: "oak" }));
  expect(asked.map((query) => query.filter)).toEqual([{ all: [{ field: "stage", op: "eq", value: "new" }] }, { all: [{ field: "stage", op: "isEmpty" }] }]);
  expect(answers.slice(1).map((one) => one.key)).toEqual(asked.map((query) => cardsKey("deal", query)));
});

test("what is refused is left for the board to ask, and to tell", async () => {
  const answers = await firstBoard(model, deal, base, settings, state, { aggregate: async () => undefined, records: async () => undefined });
  expect(answers).toEqual([]);
});
