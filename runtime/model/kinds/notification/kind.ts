import { definedOnly } from "../../build-field";
import { checkFilter } from "../../check-condition";
import { choiceValues } from "../../check-entities";
import { entityOfDocument } from "../../check-screens";
import { at, typeOf, type Loading } from "../../loading";
import { relationOf, resolvePath, targetsOf } from "../../paths";
import type { Origin } from "../../problem";
import { suggest } from "../../schema-problems";
import type { EntityModel } from "../../types";
import { isTimeZone } from "../../time-zone";
import type { CheckContext, PartKind } from "../part";
import { fieldChecks, isTemporal } from "../view-checks";
import type { ClientNotification, NotificationModel, NotificationTrigger, Recipient } from "./model";
import { OWN_WORDS, placeholdersIn } from "./placeholders";

const WORDS = ["label", "description", "title", "text"] as const;

export const notification: PartKind<"notification", NotificationModel, ClientNotification> = {
  kind: "notification",
  addressed: true,
  words: { group: "notifications", tree: () => new Map(WORDS.map((word) => [word, new Map()])) },
  build: (body, words) => ({
    id: body.id, name: body.name, label: words.label(body.label, "label"), entity: body.entity,
    on: { event: body.on.event, offset: body.on.offset ?? "PT0M", at: body.on.at ?? "09:00", timeZone: body.on.timeZone ?? "UTC", ...definedOnly({ fields: body.on.fields, becomes: body.on.becomes, field: body.on.field }) },
    to: body.to, self: body.self ?? false, channels: body.channels ? { internal: body.channels.internal ?? "off", email: body.channels.email ?? "off" } : { internal: "now", email: "off" },
    title: words.label(body.title, "title"), ...definedOnly({ description: words.optional(body.description, "description"), when: body.when, text: words.optional(body.text, "text") }),
  }),
  uses: ({ channels, on }) => [
    ...(channels?.email !== undefined && channels.email !== "off" ? [{ needs: "send", what: "email", steps: ["channels", "email"] } as const] : []),
    ...(on.event === "due" ? [{ needs: "schedule", steps: ["on", "event"] } as const] : []),
  ],
  check(part, origin, context) {
    const { loading } = context;
    const entity = entityOfDocument(loading, part.entity, origin);
    if (!entity) return;
    checkFilter(loading, part.when, entity, at(origin, "when"));
    checkTrigger(loading, part.on, entity, at(origin, "on"));
    part.to.forEach((recipient, i) => checkRecipient(context, recipient, entity, at(origin, "to", i)));
    for (const key of ["title", "text"] as const)
      for (const name of new Set(Object.values(part[key] ?? {}).flatMap(placeholdersIn))) checkPlaceholder(loading, name, entity, at(origin, key));
  },
  client(part, lens) {
    if (!lens.reads(part.entity)) return undefined;
    return { id: part.id, name: part.name, entity: part.entity, label: lens.text(part.label), ...definedOnly({ description: lens.optional(part.description) }) };
  },
};

/** Keys that mean something with one event only. */
const BELONGS = { fields: "changed", becomes: "changed", field: "due" } as const;

function checkTrigger(loading: Loading, on: NotificationTrigger, entity: EntityModel, origin: Origin): void {
  const { problems } = loading;
  const { known, fits } = fieldChecks(loading, entity, origin);
  for (const [key, event] of Object.entries(BELONGS)) if (on[key as keyof typeof BELONGS] !== undefined && on.event !== event) problems.add(at(origin, key), "surplus", `"${key}" means nothing with the event "${on.event}"`, `Take it away, or choose "${event}".`);
  if (on.event === "changed") {
    if (!on.fields?.length) problems.add(origin, "missing", '"changed" needs the fields that must change', 'Add "fields", or choose "updated".');
    (on.fields ?? []).forEach((name, i) => {
      const field = known(name, at(origin, "fields", i));
      if (field && !field.audited) problems.add(at(origin, "fields", i), "notAudited", `Changes of the field "${name}" are not written down, so nobody can be told of them`, 'Give the field "audited": true.');
      const values = field && on.becomes && choiceValues(field);
      for (const value of on.becomes ?? []) if (values && !values.includes(value)) problems.add(at(origin, "becomes"), "unknownChoice", `The field "${name}" has no choice "${value}"`, suggest(value, values));
    });
    if (on.becomes && on.fields?.length !== 1) problems.add(at(origin, "becomes"), "either", '"becomes" is about one field', 'Name one field in "fields".');
  }
  if (on.event === "due") {
    if (on.field === undefined) problems.add(origin, "missing", '"due" needs the field with the date', 'Add "field".');
    fits("field", on.field, (field) => isTemporal(loading, field), "is no date", "Name a field with a day or a moment.");
  }
  if (!isTimeZone(on.timeZone)) problems.add(at(origin, "timeZone"), "timeZone", `There is no time zone "${on.timeZone}"`, 'Write it like "Europe/Kyiv".');
}

function checkRecipient({ loading, roles }: CheckContext, { who, name }: Recipient, entity: EntityModel, origin: Origin): void {
  const { problems } = loading;
  const place = at(origin, "name");
  const choices: Partial<Record<Recipient["who"], readonly string[]>> = { role: [...roles.keys()], members: entity.memberRoles.map((role) => role.name), field: entity.fields.filter((field) => relationOf(loading, field) === "one" && targetsOf(loading, field)[0]?.name === "user").map((field) => field.name) };
  const known = choices[who];
  if (!known) {
    if (name !== undefined) problems.add(place, "surplus", `"${who}" takes no name`, 'Take "name" away.');
  } else if (name === undefined) problems.add(origin, "missing", `"${who}" needs a name`, 'Add "name".');
  else if (!known.includes(name)) problems.add(place, "unknown", `There is no ${who === "field" ? "field with a user" : who === "members" ? "member role" : "role"} "${name}"`, suggest(name, [...known]));
}

function checkPlaceholder(loading: Loading, name: string, entity: EntityModel, origin: Origin): void {
  if (name.startsWith("@")) {
    if (!(OWN_WORDS as readonly string[]).includes(name)) loading.problems.add(origin, "unknown", `There is nothing called {${name}}`, suggest(name, [...OWN_WORDS]));
    return;
  }
  const found = resolvePath(loading, entity, name);
  if (!found.ok) loading.problems.add(origin, found.code, found.message, found.remedy);
  else if (typeOf(loading, found.field)?.traits?.writeOnly) loading.problems.add(origin, "writeOnly", `"${name}" never comes out again, so nobody can be told of it`, "Name another field.");
}
