import { definedOnly } from "../../build-field";
import { choiceValues } from "../../check-entities";
import { measuresOf } from "../../check-relations";
import { entityOfDocument } from "../../check-screens";
import { at } from "../../loading";
import { suggest } from "../../schema-problems";
import type { PartKind } from "../part";
import { fieldChecks, hasChoices, isGrouping } from "../view-checks";
import type { BoardModel, ClientBoard } from "./model";

export const board: PartKind<"board", BoardModel, ClientBoard> = {
  kind: "board",
  words: { group: "boards", tree: () => new Map([["label", new Map()]]) },
  build: (body, words) => ({
    id: body.id, name: body.name, entity: body.entity, label: words.label(body.label, "label"), field: body.field, cardFields: body.cardFields ?? [], limits: body.limits ?? {},
    ...definedOnly({ total: body.total, lanes: body.lanes }),
  }),
  check(part, origin, { loading }) {
    const entity = entityOfDocument(loading, part.entity, origin);
    if (!entity) return;
    const { fits, all } = fieldChecks(loading, entity, origin);
    const columns = fits("field", part.field, hasChoices, "has no choices to make columns of", "Name a select field.");
    fits("total", part.total, (field) => measuresOf(loading, field).includes("sum"), "cannot be summed", "Name a number or money field.");
    fits("lanes", part.lanes, (field) => isGrouping(loading, field) && field.name !== part.field, "does not divide a board into lanes", "Name another select field, or a reference to one record.");
    all("cardFields", part.cardFields);
    const known = columns && choiceValues(columns);
    for (const value of known ? Object.keys(part.limits) : []) {
      if (!known!.includes(value)) loading.problems.add(at(origin, "limits", value), "unknownChoice", `The field "${part.field}" has no choice "${value}"`, suggest(value, known!));
    }
  },
  client(part, lens) {
    if (!lens.reads(part.entity) || !lens.asks(part.entity, part.field)) return undefined;
    const { total, lanes, ...rest } = part;
    const asked = (name: string | undefined): boolean => name !== undefined && lens.asks(part.entity, name);
    return { ...rest, label: lens.text(part.label), cardFields: part.cardFields.filter((name) => lens.sees(part.entity, name)), ...definedOnly({ total: asked(total) ? total : undefined, lanes: asked(lanes) ? lanes : undefined }) };
  },
};
