/** What people are told, how they want to be told, and reminders. Everything here is about the caller's own. */
import { NOTIFICATION_LIMITS } from "../../runtime/notifications/limits";
import type { SettingsChange } from "../../runtime/notifications/notifications";
import type { NewReminder } from "../../runtime/notifications/reminders";
import { route, type Call, type JsonSchema, type Route } from "../route";

type AnyCall<P = unknown, Q = unknown, B = unknown> = Call<P, Q, B>;
type RecordParams = { entity: string; id: string };

const uuid: JsonSchema = { type: "string", format: "uuid" };
const name: JsonSchema = { type: "string", maxLength: 60 };
const time: JsonSchema = { type: "string", pattern: "^([01]\\d|2[0-3]):[0-5]\\d$", description: "HH:MM in the person's time zone" };
const timeOrNone: JsonSchema = { type: ["string", "null"], pattern: "^([01]\\d|2[0-3]):[0-5]\\d$" };
const mode = (...modes: string[]): JsonSchema => ({ type: "string", enum: modes });
const body = (properties: Record<string, JsonSchema>, ...required: string[]): JsonSchema => ({ type: "object", additionalProperties: false, properties, ...(required.length ? { required } : {}) });
const record: JsonSchema = { type: "object", properties: { entity: name, id: uuid }, required: ["entity", "id"] };
const calling = ({ model, ctx, db }: AnyCall<never, never, never>) => ({ model, ctx, db });
const sealed: JsonSchema = { type: "string", minLength: 20, maxLength: 8000, description: "Token of the link" };
const TAG = "Notifications";

export const notificationRoutes: readonly Route[] = [
  route({
    method: "GET", url: "/notifications", tag: TAG, summary: "What one was told, newest first, and how much of it is unread", policy: "signedIn",
    query: { unread: { type: "boolean" }, limit: { type: "integer", minimum: 1, maximum: NOTIFICATION_LIMITS.page }, cursor: { type: "string", maxLength: 200, description: "nextCursor of the page before" } },
    handler: async (call: AnyCall<unknown, { unread?: boolean; limit?: number; cursor?: string }>) => call.runtime.notifications.inbox(calling(call as never), call.query),
  }),
  route({
    method: "POST", url: "/notifications/read", tag: TAG, summary: "Mark as read: some, those of one record, or all", policy: "signedIn", idempotent: false,
    body: body({ ids: { type: "array", minItems: 1, maxItems: NOTIFICATION_LIMITS.page, items: uuid }, entity: name, record: uuid, all: { type: "boolean", const: true } }),
    handler: async (call: AnyCall<unknown, unknown, { ids?: string[]; entity?: string; record?: string; all?: boolean }>) => ({ unread: await call.runtime.notifications.markRead(calling(call as never), call.body) }),
  }),
  route({
    method: "GET", url: "/notifications/settings", tag: TAG, summary: "How each rule reaches one, by each channel", policy: "signedIn",
    handler: async (call: AnyCall) => call.runtime.notifications.settings(calling(call as never)),
  }),
  route({
    method: "PUT", url: "/notifications/settings", tag: TAG, summary: "Change how one is told; what is left out stays", policy: "signedIn", idempotent: false,
    body: body({
      rules: { type: "array", maxItems: 200, items: body({ rule: { type: "string", maxLength: 120 }, channels: body({ internal: mode("now", "off"), email: mode("now", "digest", "off") }) }, "rule", "channels") },
      digestTime: time, quietFrom: timeOrNone, quietTo: timeOrNone,
    }),
    handler: async (call: AnyCall<unknown, unknown, SettingsChange>) => call.runtime.notifications.saveSettings(calling(call as never), call.body),
  }),
  route({
    method: "POST", url: "/notifications/unsubscribe", tag: TAG, summary: "End letters by the link in one of them; as a form with the token in the address, mail programs do it with one click", policy: "public", status: 204, idempotent: false, perMinute: 30,
    query: { token: sealed }, body: body({ token: sealed }), consumes: ["application/x-www-form-urlencoded"],
    handler: async (call: AnyCall<unknown, { token?: string }, { token?: string }>) => call.runtime.notifications.unsubscribe(call.db, call.body.token ?? call.query.token ?? ""),
  }),
  route({
    method: "GET", url: "/records/:entity/:id/reminders", tag: TAG, summary: "One's own reminders on a record", policy: "signedIn", params: record,
    handler: async (call: AnyCall<RecordParams>) => ({ items: await call.runtime.notifications.reminders(calling(call as never), call.params.entity, call.params.id) }),
  }),
  route({
    method: "POST", url: "/records/:entity/:id/reminders", tag: TAG, summary: "Be reminded of a record, at a moment or relative to one of its dates", policy: "signedIn", status: 201, params: record,
    body: body({
      note: { type: "string", maxLength: NOTIFICATION_LIMITS.reminderNote }, at: { type: "string", format: "date-time" }, repeat: mode("day", "week", "month", "year"),
      field: name, offset: { type: "string", pattern: "^-?P(?=\\d|T\\d)(\\d{1,3}D)?(T(?=\\d)(\\d{1,3}H)?(\\d{1,4}M)?)?$", description: "How long after the date, ISO 8601; before it with a minus" }, time,
    }),
    handler: async (call: AnyCall<RecordParams, unknown, NewReminder>) => call.runtime.notifications.addReminder(calling(call as never), call.params.entity, call.params.id, call.body),
  }),
  route({
    method: "DELETE", url: "/records/:entity/:id/reminders/:reminder", tag: TAG, summary: "Delete a reminder", policy: "signedIn", status: 204,
    params: { type: "object", properties: { entity: name, id: uuid, reminder: uuid }, required: ["entity", "id", "reminder"] },
    handler: async (call: AnyCall<RecordParams & { reminder: string }>) => call.runtime.notifications.removeReminder(calling(call as never), call.params.id, call.params.reminder),
  }),
];
