import { entityOfDocument } from "../../check-screens";
import { relationOf, targetsOf } from "../../paths";
import type { PartKind } from "../part";
import { fieldChecks } from "../view-checks";
import type { ClientTree, TreeModel } from "./model";

export const tree: PartKind<"tree", TreeModel, ClientTree> = {
  kind: "tree",
  words: { group: "trees", tree: () => new Map([["label", new Map()]]) },
  build: (body, words) => ({ id: body.id, name: body.name, entity: body.entity, label: words.label(body.label, "label"), field: body.field, columns: body.columns ?? [] }),
  check(part, origin, { loading }) {
    const entity = entityOfDocument(loading, part.entity, origin);
    if (!entity) return;
    const { fits, all } = fieldChecks(loading, entity, origin);
    fits("field", part.field, (field) => relationOf(loading, field) === "one" && targetsOf(loading, field).includes(entity), `does not point at records of "${entity.name}"`, "Name a reference to the same entity.");
    all("columns", part.columns);
  },
  client(part, lens) {
    if (!lens.reads(part.entity) || !lens.asks(part.entity, part.field)) return undefined;
    return { ...part, label: lens.text(part.label), columns: part.columns.filter((name) => lens.sees(part.entity, name)) };
  },
};
