import { definedOnly } from "../../build-field";
import { entityOfDocument } from "../../check-screens";
import { at } from "../../loading";
import { relationOf, targetsOf } from "../../paths";
import type { PartKind } from "../part";
import { fieldChecks, hasChoices, isGrouping, isTemporal } from "../view-checks";
import type { ClientTimeline, TimelineModel } from "./model";

export const timeline: PartKind<"timeline", TimelineModel, ClientTimeline> = {
  kind: "timeline",
  words: { group: "timelines", tree: () => new Map([["label", new Map()]]) },
  build: (body, words) => ({
    id: body.id, name: body.name, entity: body.entity, label: words.label(body.label, "label"), start: body.start, end: body.end, dependencies: body.dependencies ?? [],
    ...definedOnly({ groupBy: body.groupBy, colorBy: body.colorBy }),
  }),
  check(part, origin, { loading }) {
    const entity = entityOfDocument(loading, part.entity, origin);
    if (!entity) return;
    const { known, fits } = fieldChecks(loading, entity, origin);
    const start = fits("start", part.start, (field) => isTemporal(loading, field), "is no day", "Name a date or date-and-time field.");
    fits("end", part.end, (field) => field.type === start?.type, "is not of the type of the start", "Name two date fields, or two date-and-time fields.");
    fits("groupBy", part.groupBy, (field) => isGrouping(loading, field), "does not put records together", "Name a select field or a reference to one record.");
    fits("colorBy", part.colorBy, hasChoices, "has no choices to take colours from", "Name a select field.");
    part.dependencies.forEach((name, i) => {
      const field = known(name, at(origin, "dependencies", i));
      const leads = field && ["one", "many"].includes(relationOf(loading, field) ?? "") && targetsOf(loading, field).includes(entity);
      if (field && !leads) loading.problems.add(at(origin, "dependencies", i), "type", `The field "${name}" does not point at records of "${entity.name}"`, "Name a reference to the same entity.");
    });
  },
  client(part, lens) {
    if (!lens.reads(part.entity) || !lens.asks(part.entity, part.start) || !lens.asks(part.entity, part.end)) return undefined;
    const { groupBy, colorBy, ...rest } = part;
    const sees = (name: string | undefined): name is string => name !== undefined && lens.sees(part.entity, name);
    return { ...rest, label: lens.text(part.label), dependencies: part.dependencies.filter(sees), ...(sees(groupBy) ? { groupBy } : {}), ...(sees(colorBy) ? { colorBy } : {}) };
  },
};
