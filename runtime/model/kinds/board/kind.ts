import { definedOnly } from "../../build-field";
import { choiceValues } from "../../check-entities";
import { measuresOf } from "../../check-relations";
import { entityOfDocument } from "../../check-screens";
import { at } from "../../loading";
import { findField } from "../../paths";
import type { Origin } from "../../problem";
import type { PartKind } from "../part";
import type { BoardModel, ClientBoard } from "./model";

export const board: PartKind<"board", BoardModel, ClientBoard> = {
  kind: "board",
  words: { group: "boards", tree: () => new Map([["label", new Map()]]) },
  build: (body, words) => ({
    id: body.id, name: body.name, entity: body.entity, label: words.label(body.label, "label"), field: body.field, cardFields: body.cardFields ?? [],
    ...definedOnly({ total: body.total }),
  }),
  check(part, origin, { loading }) {
    const entity = entityOfDocument(loading, part.entity, origin);
    if (!entity) return;
    const check = (name: string, place: Origin) => {
      const found = findField(entity, name);
      if (!found.ok) loading.problems.add(place, found.code, found.message, found.remedy);
      return found.ok ? found.field : undefined;
    };
    const columns = check(part.field, at(origin, "field"));
    if (columns && !choiceValues(columns)) loading.problems.add(at(origin, "field"), "type", `The field "${part.field}" has no choices to make columns of`, "Name a select field.");
    const total = part.total === undefined ? undefined : check(part.total, at(origin, "total"));
    if (total && !measuresOf(loading, total).includes("sum")) loading.problems.add(at(origin, "total"), "type", `The field "${total.name}" cannot be summed`, "Name a number or money field.");
    part.cardFields.forEach((name, i) => check(name, at(origin, "cardFields", i)));
  },
  client(part, lens) {
    if (!lens.reads(part.entity) || !lens.sees(part.entity, part.field)) return undefined;
    const { total, ...rest } = part;
    return { ...rest, label: lens.text(part.label), cardFields: part.cardFields.filter((name) => lens.sees(part.entity, name)), ...(total !== undefined && lens.sees(part.entity, total) ? { total } : {}) };
  },
};
