import { definedOnly } from "../../build-field";
import { entityOfDocument } from "../../check-screens";
import { typeOf } from "../../loading";
import type { PartKind } from "../part";
import { fieldChecks, hasChoices, isTemporal } from "../view-checks";
import type { CalendarModel, ClientCalendar } from "./model";

export const calendar: PartKind<"calendar", CalendarModel, ClientCalendar> = {
  kind: "calendar",
  words: { group: "calendars", tree: () => new Map([["label", new Map()]]) },
  build: (body, words) => ({
    id: body.id, name: body.name, entity: body.entity, label: words.label(body.label, "label"), start: body.start, titleFields: body.titleFields ?? [],
    ...definedOnly({ end: body.end, colorBy: body.colorBy }),
  }),
  check(part, origin, { loading }) {
    const entity = entityOfDocument(loading, part.entity, origin);
    if (!entity) return;
    const { fits, all } = fieldChecks(loading, entity, origin);
    const start = fits("start", part.start, (field) => isTemporal(loading, field), "is no day", "Name a date or date-and-time field.");
    fits("end", part.end, (field) => field.type === start?.type || typeOf(loading, field)?.feel === "duration", "does not say where something ends that begins so", "Name a field of the type of the start, or a duration.");
    fits("colorBy", part.colorBy, hasChoices, "has no choices to take colours from", "Name a select field.");
    all("titleFields", part.titleFields);
  },
  client(part, lens) {
    if (!lens.reads(part.entity) || !lens.asks(part.entity, part.start)) return undefined;
    const { end, colorBy, ...rest } = part;
    const sees = (name: string | undefined): name is string => name !== undefined && lens.sees(part.entity, name);
    return { ...rest, label: lens.text(part.label), titleFields: part.titleFields.filter(sees), ...(end !== undefined && lens.asks(part.entity, end) ? { end } : {}), ...(sees(colorBy) ? { colorBy } : {}) };
  },
};
