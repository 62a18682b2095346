/**
 * Bad input over the real HTTP API: each gets a status, a code, where the mistake is, a sentence and a remedy; the database is as
 * before; nothing is an incident (500). Cases are rows of tables; `at` is the pointer of an issue the answer must hold.
 */
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabases } from "../helpers/database";
import { entity, field } from "../helpers/publishing";
import { openTestServer, type TestServer } from "../helpers/server";

interface Case {
  readonly name: string;
  /** "POST /records/ticket" below /api/v1; {ticket} and the like are ids of records that are there. */
  readonly to: string;
  readonly body?: unknown;
  /** Instead of body: exactly these bytes. */
  readonly raw?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whose key: boss unless told; "" for none. */
  readonly as?: string;
  readonly gives: readonly [status: number, code: string, at?: string, issue?: string];
}

interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly remedy?: string;
  readonly instance: string;
  readonly errors: readonly { readonly pointer: string; readonly code: string; readonly message: string; readonly remedy?: string }[];
  readonly [more: string]: unknown;
}

/** Begins like a sentence (or with the name of a file) and ends like one. */
const SENTENCE = /^([\p{Lu}"“\d]|[\w.]+[./]).*[.?!]$/su;

const NOBODY = "00000000-0000-7000-8000-000000000000";
const filter = (condition: unknown): string => `GET /records/ticket?filter=${encodeURIComponent(typeof condition === "string" ? condition : JSON.stringify(condition))}`;
const nested = (depth: number): unknown => (depth === 0 ? { field: "subject", op: "isEmpty" } : { not: nested(depth - 1) });
const leaves = (count: number): unknown => ({ any: Array.from({ length: count }, () => ({ field: "subject", op: "eq", value: "x" })) });
const json = { "content-type": "application/json" };
const create = "POST /records/ticket";
const update = "PATCH /records/ticket/{ticket}";
const publish = "POST /metadata/publish";
const publishing = (...fields: Parameters<typeof field>[]) => ({ changes: [{ kind: "entity", name: "plan", document: entity("plan", [field("name"), ...fields.map((given) => field(...given))]) }] });

const BODIES: readonly Case[] = [
  { name: "broken JSON", to: create, raw: '{"subject": ', headers: json, gives: [400, "request:malformed", ""] },
  { name: "a body that is only whitespace", to: create, raw: "  ", headers: json, gives: [400, "request:malformed"] },
  { name: "an empty body that says it is JSON", to: create, raw: "", headers: json, gives: [400, "request:malformed"] },
  { name: "bytes that are not UTF-8 JSON", to: create, raw: Uint8Array.from([0xff, 0xfe, 0x00, 0x7b]), headers: json, gives: [400, "request:malformed", ""] },
  { name: "a body above 2 MB", to: create, body: { subject: "x".repeat(2_200_000) }, gives: [413, "request:tooLarge"] },
  { name: "a form instead of JSON", to: create, raw: "subject=x", headers: { "content-type": "application/x-www-form-urlencoded" }, gives: [415, "request:unsupportedType"] },
  { name: "XML", to: create, raw: "<a/>", headers: { "content-type": "application/xml" }, gives: [415, "request:unsupportedType"] },
  { name: "plain text", to: create, raw: "hello", headers: { "content-type": "text/plain" }, gives: [415, "request:unsupportedType"] },
  { name: "a media type that is none", to: create, raw: "{}", headers: { "content-type": "nonsense" }, gives: [415, "request:unsupportedType"] },
  { name: "a list instead of an object", to: create, body: [{ subject: "x" }], gives: [422, "input:invalid", ""] },
  { name: "a text instead of an object", to: create, raw: '"x"', headers: json, gives: [422, "input:invalid", ""] },
  { name: "null instead of an object", to: create, raw: "null", headers: json, gives: [422, "input:invalid", ""] },
  { name: "a body of a query with an unknown key", to: "POST /records/ticket/query", body: { filtr: {} }, gives: [422, "input:invalid", "/filtr", "unknownKey"] },
  { name: "__proto__ at the top", to: create, raw: '{"subject":"x","__proto__":{"admin":true}}', headers: json, gives: [400, "request:malformed", ""] },
  { name: "constructor.prototype at the top", to: create, raw: '{"subject":"x","constructor":{"prototype":{"admin":true}}}', headers: json, gives: [400, "request:malformed", ""] },
  { name: "constructor as a field", to: create, raw: '{"subject":"x","constructor":1}', headers: json, gives: [422, "input:invalid", "/constructor", "unknownField"] },
  { name: "toString as a field", to: create, raw: '{"subject":"x","toString":1}', headers: json, gives: [422, "input:invalid", "/toString", "unknownField"] },
  { name: "__proto__ inside a line", to: create, raw: '{"subject":"x","lines":[{"name":"a","__proto__":{"b":1}}]}', headers: json, gives: [400, "request:malformed", ""] },
  { name: "prototype inside a line", to: create, raw: '{"subject":"x","lines":[{"name":"a","prototype":{"b":1}}]}', headers: json, gives: [422, "input:invalid", "/lines/0/prototype", "unknownKey"] },
  { name: "constructor inside a reference", to: create, raw: '{"subject":"x","account":{"id":"{account}","constructor":1}}', headers: json, gives: [422, "input:invalid", "/account/constructor"] },
];

const VALUES: readonly Case[] = [
  { name: "an unknown key, with a suggestion", to: create, body: { subjct: "x" }, gives: [422, "input:invalid", "/subjct", "unknownField"] },
  { name: "a number where a text belongs", to: create, body: { subject: 7 }, gives: [422, "input:invalid", "/subject", "type"] },
  { name: "a text where a number belongs", to: create, body: { subject: "x", amount: "12" }, gives: [422, "input:invalid", "/amount", "type"] },
  { name: "NaN as a text", to: create, body: { subject: "x", amount: "NaN" }, gives: [422, "input:invalid", "/amount", "type"] },
  { name: "a bare NaN", to: create, raw: '{"subject":"x","amount":NaN}', headers: json, gives: [400, "request:malformed", ""] },
  { name: "a number that is infinite in JSON", to: create, raw: '{"subject":"x","amount":1e999}', headers: json, gives: [422, "input:invalid", "/amount"] },
  { name: "a number of 400 digits", to: create, raw: `{"subject":"x","amount":${"9".repeat(400)}}`, headers: json, gives: [422, "input:invalid", "/amount"] },
  { name: "a number beyond the digits of the field", to: create, body: { subject: "x", amount: 1e17 }, gives: [422, "input:invalid", "/amount"] },
  { name: "a number with too many digits after the point", to: create, body: { subject: "x", amount: 1.23456789 }, gives: [422, "input:invalid", "/amount"] },
  { name: "a list where a text belongs", to: create, body: { subject: ["x"] }, gives: [422, "input:invalid", "/subject", "type"] },
  { name: "lists in lists in lists", to: create, body: { subject: [[[[[[[["x"]]]]]]]] }, gives: [422, "input:invalid", "/subject", "type"] },
  { name: "an object where a text belongs", to: create, body: { subject: { $ne: null } }, gives: [422, "input:invalid", "/subject", "type"] },
  { name: "a text of 1 MB", to: create, body: { subject: "x".repeat(1_000_000) }, gives: [422, "input:invalid", "/subject"] },
  { name: "a NUL character", to: create, body: { subject: "a\u0000b" }, gives: [422, "input:invalid", "/subject"] },
  { name: "a lone surrogate", to: create, raw: '{"subject":"a\\ud800b"}', headers: json, gives: [422, "input:invalid", "/subject"] },
  { name: "a NUL character in the name of a field", to: create, raw: '{"subject":"x","a\\u0000b":1}', headers: json, gives: [422, "input:invalid", undefined, "unknownField"] },
  { name: "a choice that is none", to: create, body: { subject: "x", status: "lost" }, gives: [422, "input:invalid", "/status"] },
  { name: "a day that is none", to: create, body: { subject: "x", dueDate: "2026-02-30" }, gives: [422, "input:invalid", "/dueDate"] },
  { name: "a date as a number", to: create, body: { subject: "x", dueDate: 20260101 }, gives: [422, "input:invalid", "/dueDate", "type"] },
  { name: "an obligatory value left out", to: create, body: {}, gives: [422, "input:invalid", "/subject", "required"] },
  { name: "an obligatory value taken away", to: update, body: { subject: "" }, gives: [422, "input:invalid", "/subject", "required"] },
  { name: "a value that another value asks for", to: update, body: { status: "closed" }, gives: [422, "input:invalid", "/reason", "required"] },
  { name: "a computed value", to: update, body: { total: 5 }, gives: [422, "input:invalid", "/total", "readOnly"] },
  { name: "a value of the system", to: update, body: { createdAt: "2020-01-01T00:00:00.000Z" }, gives: [422, "input:invalid", "/createdAt", "readOnly"] },
  { name: "an id of one's own choice", to: create, body: { subject: "x", id: NOBODY }, gives: [422, "input:invalid", "/id", "readOnly"] },
  { name: "a field the caller may only read", to: create, body: { subject: "x", amount: 5 }, as: "agent", gives: [422, "input:invalid", "/amount", "readOnly"] },
  { name: "a reference that is no id", to: create, body: { subject: "x", account: "acme" }, gives: [422, "input:invalid", "/account"] },
  { name: "a reference to nothing", to: create, body: { subject: "x", account: NOBODY }, gives: [422, "input:invalid", "/account", "notFound"] },
  { name: "a reference to a record of another entity", to: create, body: { subject: "x", account: "{ticket}" }, gives: [422, "input:invalid", "/account", "notFound"] },
  { name: "a link to nothing", to: create, body: { subject: "x", watchers: ["{account}", NOBODY] }, gives: [422, "input:invalid", "/watchers/1", "notFound"] },
  { name: "the same link twice", to: create, body: { subject: "x", watchers: ["{account}", "{account}"] }, gives: [422, "input:invalid", "/watchers/1", "duplicate"] },
  { name: "a link list of 1,001 items", to: create, body: { subject: "x", watchers: Array.from({ length: 1001 }, () => NOBODY) }, gives: [422, "input:invalid", "/watchers"] },
  { name: "lines that are no list", to: create, body: { subject: "x", lines: { name: "a" } }, gives: [422, "input:invalid", "/lines"] },
  { name: "a line that is no object", to: create, body: { subject: "x", lines: ["a"] }, gives: [422, "input:invalid", "/lines/0"] },
  { name: "a bad value in the second line", to: create, body: { subject: "x", lines: [{ name: "a" }, { name: "b", amount: "many" }] }, gives: [422, "input:invalid", "/lines/1/amount", "type"] },
  { name: "an unknown key in a line", to: create, body: { subject: "x", lines: [{ nme: "a" }] }, gives: [422, "input:invalid", "/lines/0/nme", "unknownField"] },
  { name: "a line of another record", to: create, body: { subject: "x", lines: [{ id: "{line}", name: "mine" }] }, gives: [422, "input:invalid", "/lines/0/id"] },
  { name: "a line of another parent", to: update, body: { lines: [{ name: "x", ticket: "{second}" }] }, gives: [422, "input:invalid", "/lines/0/ticket", "parent"] },
  { name: "a line that is there, sent to another parent", to: update, body: { lines: [{ id: "{line}", ticket: "{second}" }] }, gives: [422, "input:invalid", "/lines/0/ticket", "parent"] },
  { name: "a duplicate of a unique value", to: "POST /records/account", body: { name: "Acme" }, gives: [409, "conflict:unique", "/name"] },
  { name: "a stale version in the body", to: update, body: { subject: "late", version: 1 }, gives: [409, "conflict:version"] },
  { name: "a stale version in If-Match", to: update, body: { subject: "late" }, headers: { "if-match": '"1"' }, gives: [409, "conflict:version"] },
  { name: "an If-Match that is no version", to: update, body: { subject: "late" }, headers: { "if-match": '"abc"' }, gives: [400, "request:malformed"] },
  { name: "a version that is no number", to: update, body: { subject: "late", version: "two" }, gives: [422, "input:invalid", "/version"] },
  { name: "a version that is a fraction", to: update, body: { subject: "late", version: 1.5 }, gives: [422, "input:invalid", "/version"] },
  { name: "a version beyond all numbers", to: update, body: { subject: "late", version: 1e30 }, gives: [422, "input:invalid", "/version"] },
  { name: "a delete with a stale If-Match", to: "DELETE /records/ticket/{ticket}", headers: { "if-match": '"1"' }, gives: [409, "conflict:version"] },
];

const ADDRESSES: readonly Case[] = [
  { name: "an address that is not there", to: "GET /nothing", gives: [404, "resource:notFound"] },
  { name: "an address with a broken escape", to: "GET /records/%zz", gives: [400, "request:malformed"] },
  { name: "an unknown entity", to: "GET /records/tickt", gives: [404, "entity:notFound"] },
  { name: "an entity named like a member of objects", to: "GET /records/__proto__", gives: [404, "entity:notFound"] },
  { name: "an entity named constructor, written to", to: "POST /records/constructor", body: {}, gives: [404, "entity:notFound"] },
  { name: "an entity the caller has no right for, as if it were unknown", to: "GET /records/account", as: "viewer", gives: [404, "entity:notFound"] },
  { name: "an entity name of 61 characters", to: `GET /records/${"a".repeat(61)}`, gives: [404, "entity:notFound"] },
  { name: "an id that is no uuid", to: "GET /records/ticket/42", gives: [404, "record:notFound"] },
  { name: "an id with SQL in it", to: `GET /records/ticket/${encodeURIComponent("' or 1=1 --")}`, gives: [404, "record:notFound"] },
  { name: "an id of nothing", to: `GET /records/ticket/${NOBODY}`, gives: [404, "record:notFound"] },
  { name: "a change of nothing", to: `PATCH /records/ticket/${NOBODY}`, body: { subject: "x" }, gives: [404, "record:notFound"] },
  { name: "a record the caller may not see", to: "GET /records/ticket/{ticket}", as: "agent", gives: [404, "record:notFound"] },
  { name: "a change without the right", to: update, body: { subject: "x" }, as: "viewer", gives: [403, "right:missing"] },
  { name: "no sign-in", to: "GET /records/ticket", as: "", gives: [401, "auth:required"] },
  { name: "a key that is none", to: "GET /records/ticket", as: "", headers: { authorization: "Bearer mlk_nothing" }, gives: [401, "auth:required"] },
  { name: "another scheme of sign-in", to: "GET /records/ticket", as: "", headers: { authorization: "Basic YTpi" }, gives: [401, "auth:required"] },
  { name: "a delete others depend on", to: "DELETE /records/account/{account}", gives: [409, "conflict:inUse"] },
  { name: "a purge of what is not in the trash", to: "DELETE /records/ticket/{ticket}?purge=true", gives: [409, "state:wrong"] },
  { name: "a restore of what is not in the trash", to: "POST /records/ticket/{ticket}/restore", body: {}, gives: [409, "state:wrong"] },
  { name: "a restore with values", to: "POST /records/ticket/{ticket}/restore", body: { subject: "x" }, gives: [422, "input:invalid", "/subject", "unknownKey"] },
  { name: "an action that is not there", to: "POST /records/ticket/{ticket}/actions/explode", body: {}, gives: [404, "resource:notFound"] },
  { name: "an action named like a member of objects", to: "POST /records/ticket/{ticket}/actions/__proto__", body: {}, gives: [404, "resource:notFound"] },
  { name: "an action with an unknown parameter", to: "POST /records/ticket/{ticket}/actions/close", body: { parameters: { reason: "x", reson: "y" } }, gives: [422, "input:invalid", "/parameters/reson", "unknownKey"] },
  { name: "an action without an obligatory parameter", to: "POST /records/ticket/{ticket}/actions/close", body: {}, gives: [422, "input:invalid", "/parameters/reason", "required"] },
  { name: "an action whose parameters are a list", to: "POST /records/ticket/{ticket}/actions/close", body: { parameters: [] }, gives: [422, "input:invalid", "/parameters"] },
  { name: "bulk work on no id", to: "POST /records/ticket/bulk", body: { ids: [], delete: true }, gives: [422, "input:invalid", "/ids"] },
  { name: "bulk work on an id that is no uuid", to: "POST /records/ticket/bulk", body: { ids: ["x"], delete: true }, gives: [422, "input:invalid", "/ids/0"] },
  { name: "bulk work on 1,001 ids", to: "POST /records/ticket/bulk", body: { ids: Array.from({ length: 1001 }, () => NOBODY), delete: true }, gives: [422, "input:invalid", "/ids"] },
  { name: "a merge with itself", to: "POST /records/account/{account}/merge", body: { others: ["{account}"] }, gives: [422, "input:invalid", "/others", "same"] },
  { name: "a merge with nothing", to: "POST /records/account/{account}/merge", body: { others: [NOBODY] }, gives: [404, "record:notFound"] },
  { name: "an empty Idempotency-Key", to: create, body: { subject: "x" }, headers: { "idempotency-key": "" }, gives: [400, "request:malformed"] },
  { name: "an Idempotency-Key of 201 characters", to: create, body: { subject: "x" }, headers: { "idempotency-key": "k".repeat(201) }, gives: [400, "request:malformed"] },
];

const QUERIES: readonly Case[] = [
  { name: "an unknown parameter, with a suggestion", to: "GET /records/ticket?limitt=5", gives: [400, "request:unknownParameter", "/limitt", "unknownKey"] },
  { name: "a parameter named __proto__", to: "GET /records/ticket?__proto__=1", gives: [400, "request:unknownParameter"] },
  { name: "limit 0", to: "GET /records/ticket?limit=0", gives: [400, "request:malformed", "/limit"] },
  { name: "limit 201", to: "GET /records/ticket?limit=201", gives: [400, "request:malformed", "/limit"] },
  { name: "limit abc", to: "GET /records/ticket?limit=abc", gives: [400, "request:malformed", "/limit"] },
  { name: "limit 1.5", to: "GET /records/ticket?limit=1.5", gives: [400, "request:malformed", "/limit"] },
  { name: "limit twice", to: "GET /records/ticket?limit=1&limit=2", gives: [400, "request:malformed", "/limit"] },
  { name: "a way of counting that is none", to: "GET /records/ticket?count=all", gives: [400, "request:malformed", "/count", "choice"] },
  { name: "a cursor somebody made up", to: "GET /records/ticket?cursor=abc.def", gives: [400, "query:invalid", "/cursor", "cursor"] },
  { name: "a tampered cursor", to: "GET /records/ticket?limit=1&cursor={tampered}", gives: [400, "query:invalid", "/cursor", "cursor"] },
  { name: "a cursor of another query", to: "GET /records/ticket?limit=1&sort=subject&cursor={cursor}", gives: [400, "query:invalid", "/cursor", "cursor"] },
  { name: "a filter that is not JSON", to: filter("{stage:new"), gives: [400, "query:invalid", "/filter", "json"] },
  { name: "a filter that is a text", to: filter('"x"'), gives: [400, "query:invalid", "/filter", "type"] },
  { name: "an empty condition", to: filter({}), gives: [400, "query:invalid", "/filter/field"] },
  { name: "a condition with an unknown key", to: filter({ field: "subject", op: "eq", value: "x", or: [] }), gives: [400, "query:invalid", "/filter/or", "unknownKey"] },
  { name: "a condition with __proto__", to: filter('{"field":"subject","op":"isEmpty","__proto__":{"x":1}}'), gives: [400, "query:invalid", "/filter/__proto__", "unknownKey"] },
  { name: "a filter over an unknown field", to: filter({ field: "nothing", op: "eq", value: 1 }), gives: [400, "query:invalid", "/filter/field", "unknownField"] },
  { name: "a filter over constructor", to: filter({ field: "constructor", op: "eq", value: 1 }), gives: [400, "query:invalid", "/filter/field", "unknownField"] },
  { name: "a filter over a field through a plain value", to: filter({ field: "subject.length", op: "eq", value: 1 }), gives: [400, "query:invalid", "/filter/field", "unknownField"] },
  { name: "a filter over a secret", to: filter({ field: "secret", op: "eq", value: "x" }), gives: [400, "query:invalid", "/filter/field", "unknownField"] },
  { name: "a path of six hops", to: filter({ field: "account.owner.unit.parent.parent.parent.name", op: "eq", value: "x" }), gives: [400, "query:invalid", "/filter/field"] },
  { name: "an unknown operator", to: filter({ field: "subject", op: "regex", value: ".*" }), gives: [400, "query:invalid", "/filter/op"] },
  { name: "an operator named toString", to: filter({ field: "subject", op: "toString", value: "x" }), gives: [400, "query:invalid", "/filter/op"] },
  { name: "an operand of the wrong kind", to: filter({ field: "amount", op: "gt", value: "many" }), gives: [400, "query:invalid", "/filter/value"] },
  { name: "an operand that is an object", to: filter({ field: "subject", op: "eq", value: { $gt: "" } }), gives: [400, "query:invalid", "/filter/value"] },
  { name: "an operand with a NUL character", to: filter({ field: "subject", op: "eq", value: "a\u0000" }), gives: [400, "query:invalid", "/filter/value"] },
  { name: "an operand with a lone surrogate", to: filter('{"field":"subject","op":"contains","value":"a\\ud800"}'), gives: [400, "query:invalid", "/filter/value"] },
  { name: "a list operand of 501 items", to: filter({ field: "subject", op: "in", value: Array.from({ length: 501 }, (_, i) => String(i)) }), gives: [400, "query:invalid", "/filter/value", "tooMany"] },
  { name: "a moved time that is none", to: filter({ field: "createdAt", op: "gt", value: { now: "yesterday" } }), gives: [400, "query:invalid", "/filter/value", "operand"] },
  { name: "a filter over a field the caller may not see", to: filter({ field: "note", op: "eq", value: "hush" }).replace("ticket", "account"), as: "agent", gives: [400, "query:invalid", "/filter/field", "unknownField"] },
  { name: "a sort over a masked field", to: "GET /records/account?sort=phone", as: "agent", gives: [400, "query:invalid", "/sort"] },
  { name: "an operand of the user that is none", to: filter({ field: "owner", op: "eq", value: { user: "password" } }), gives: [400, "query:invalid", "/filter/value"] },
  { name: "an operand that is a field which is not there", to: filter({ field: "subject", op: "eq", value: { field: "nothing" } }), gives: [400, "query:invalid", "/filter/value/field", "unknownField"] },
  { name: "a condition nested nine levels deep", to: filter(nested(8)), gives: [400, "query:invalid", `/filter${"/not".repeat(8)}`, "tooDeep"] },
  { name: "a condition with 101 tests", to: "POST /records/ticket/query", body: { filter: leaves(101) }, gives: [400, "query:invalid", "/filter/any/100", "tooMany"] },
  { name: "a test over a to-many field that is none", to: filter({ some: "subject", where: { field: "name", op: "isEmpty" } }), gives: [400, "query:invalid", "/filter/some"] },
  { name: "a sort over an unknown field", to: "GET /records/ticket?sort=nothing", gives: [400, "query:invalid", "/sort", "unknownField"] },
  { name: "a sort over six fields", to: "GET /records/ticket?sort=id,subject,status,amount,dueDate,createdAt", gives: [400, "query:invalid", "/sort", "tooMany"] },
  { name: "a sort over nothing", to: "GET /records/ticket?sort=,", gives: [400, "query:invalid", "/sort", "empty"] },
  { name: "an unknown field asked for", to: "GET /records/ticket?fields=subject,nothing", gives: [400, "query:invalid", "/fields", "unknownField"] },
  { name: "101 fields asked for", to: `GET /records/ticket?fields=${Array.from({ length: 101 }, (_, i) => `f${i}`).join()}`, gives: [400, "query:invalid", "/fields", "tooMany"] },
  { name: "a text to search of 201 characters", to: `GET /records/ticket?q=${"x".repeat(201)}`, gives: [400, "request:malformed", "/q"] },
  { name: "a text to search with a NUL character", to: "GET /records/ticket?q=a%00b", gives: [400, "query:invalid", "/q"] },
  { name: "a search everywhere with a NUL character", to: "GET /search?q=a%00b", gives: [400, "query:invalid", "/q"] },
  { name: "a list that is not there", to: "GET /records/ticket?list=nothing", gives: [400, "query:invalid", "/list", "unknownList"] },
  { name: "a group over an unknown field", to: "POST /records/ticket/aggregate", body: { groupBy: [{ field: "nothing" }] }, gives: [400, "query:invalid", "/groupBy/0/field", "unknownField"] },
  { name: "a sum over a text", to: "POST /records/ticket/aggregate", body: { measures: [{ as: "n", function: "sum", field: "subject" }] }, gives: [400, "query:invalid", "/measures/0/field"] },
  { name: "a function that is none", to: "POST /records/ticket/aggregate", body: { measures: [{ as: "n", function: "pg_sleep" }] }, gives: [422, "input:invalid", "/measures/0/function", "choice"] },
  { name: "a measure named with SQL", to: "POST /records/ticket/aggregate", body: { measures: [{ as: 'n" ; drop', function: "count" }] }, gives: [422, "input:invalid", "/measures/0/as"] },
  { name: "four groups", to: "POST /records/ticket/aggregate", body: { groupBy: ["id", "subject", "status", "amount"].map((name) => ({ field: name })) }, gives: [422, "input:invalid", "/groupBy"] },
  { name: "history before something that is no number", to: "GET /records/ticket/{ticket}/history?before=x", gives: [400, "request:malformed", "/before"] },
];

const METADATA: readonly Case[] = [
  { name: "an unknown key of a field", to: publish, body: publishing(["a", { requird: true }]), gives: [422, "metadata:invalid", undefined, "unknownKey"] },
  { name: "a field type that is none", to: publish, body: publishing(["a", { type: "intger" }]), gives: [422, "metadata:invalid"] },
  { name: "a formula with an error", to: publish, body: publishing(["a", { type: "formula", options: { result: "decimal", formula: "1 + " } }]), gives: [422, "metadata:invalid"] },
  { name: "a formula over an unknown field", to: publish, body: publishing(["a", { type: "formula", options: { result: "decimal", formula: "nothing * 2" } }]), gives: [422, "metadata:invalid"] },
  { name: "formulas in a circle", to: publish, body: publishing(["a", { type: "formula", options: { result: "decimal", formula: "b + 1" } }], ["b", { type: "formula", options: { result: "decimal", formula: "a + 1" } }]), gives: [422, "metadata:invalid"] },
  { name: "a formula of 10,001 characters", to: publish, body: publishing(["a", { type: "formula", options: { result: "decimal", formula: "1+".repeat(5000) + "1" } }]), gives: [422, "metadata:invalid"] },
  { name: "a pattern that would run for ever", to: publish, body: publishing(["a", { options: { pattern: "(a+)+$" } }]), gives: [422, "metadata:invalid"] },
  { name: "a pattern that cannot be read", to: publish, body: publishing(["a", { options: { pattern: "(" } }]), gives: [422, "metadata:invalid"] },
  { name: "an option the type does not have", to: publish, body: publishing(["a", { options: { choices: [] } }]), gives: [422, "metadata:invalid"] },
  { name: "a reference to an entity that is not there", to: publish, body: publishing(["a", { type: "reference", options: { entity: "nothing" } }]), gives: [422, "metadata:invalid"] },
  { name: "a field named like a system field", to: publish, body: publishing(["id", {}]), gives: [422, "metadata:invalid"] },
  { name: "a name with SQL in it", to: publish, body: publishing(["a", { name: 'a"; drop table app.ticket; --' }]), gives: [422, "metadata:invalid"] },
  { name: "a document of an unknown kind", to: "PUT /metadata/entty/plan", body: {}, gives: [422, "metadata:invalid"] },
  { name: "a name that leads out of the folder", to: `PUT /metadata/entity/${encodeURIComponent("../../x")}`, body: { id: "x" }, gives: [422, "metadata:invalid"] },
  { name: "a list as a document", to: "PUT /metadata/entity/plan", body: [], gives: [422, "input:invalid", ""] },
  { name: "publishing with an unknown key", to: publish, body: { changes: [], force: true }, gives: [422, "input:invalid", "/force", "unknownKey"] },
  { name: "publishing with an empty draft", to: publish, body: {}, gives: [409, "state:wrong"] },
  { name: "publishing over a revision that is not the newest", to: publish, body: { ...publishing(["a", {}]), baseRevision: 0 }, gives: [409, "conflict:revision"] },
  { name: "taking a document out of a pack", to: publish, body: { changes: [{ kind: "entity", name: "ticket", pack: "desk", document: null }] }, gives: [409, "state:wrong"] },
  { name: "publishing without the right", to: publish, body: publishing(["a", {}]), as: "agent", gives: [403, "right:missing"] },
  { name: "a rollback to a revision that never was", to: "POST /metadata/rollback", body: { revision: 999 }, gives: [404, "resource:notFound"] },
  { name: "a revision that is no number", to: "GET /metadata/revisions/x", gives: [404, "resource:notFound"] },
  { name: "a pack that is not there", to: "POST /packs/install", body: { names: ["nothing"] }, gives: [404, "resource:notFound"] },
  { name: "a pack named as a path", to: "POST /packs/install", body: { names: ["../../etc"] }, gives: [404, "resource:notFound"] },
  { name: "a pack without pack.json", to: "POST /packs/install", body: { packs: [{ files: { "entities/x/entity.json": "{}" } }] }, gives: [422, "metadata:invalid"] },
  { name: "a pack with a path that leads out", to: "POST /packs/install", body: { packs: [{ files: { "../x.json": "{}" } }] }, gives: [422, "metadata:invalid"] },
  { name: "a pack whose JSON is broken", to: "POST /packs/install", body: { packs: [{ files: { "pack.json": "{" } }] }, gives: [422, "metadata:invalid"] },
  { name: "no pack at all", to: "POST /packs/plan", body: {}, gives: [422, "input:invalid"] },
];

describe.each(testDatabases())("bad input on $kind", (kind) => {
  let server: TestServer;
  const keys: Record<string, string> = {};
  const known: Record<string, string> = {};
  let before: Readonly<Record<string, string>>;

  const send = (to: string, init: { as?: string; body?: unknown; raw?: string | Uint8Array; headers?: Readonly<Record<string, string>> } = {}) => {
    const [method, path] = to.split(" ") as [string, string];
    const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (whole, name: string) => known[name] ?? whole);
    const body = init.raw === undefined ? (init.body === undefined ? undefined : fill(JSON.stringify(init.body))) : typeof init.raw === "string" ? fill(init.raw) : init.raw;
    const headers = { ...(init.body === undefined ? {} : json), ...(init.as === "" ? {} : { authorization: `Bearer ${keys[init.as ?? "boss"]}` }), ...init.headers };
    return fetch(`${server.url}/api/v1${fill(path)}`, { method, headers, ...(body === undefined ? {} : { body: body as BodyInit }) });
  };
  const made = async (entityName: string, body: unknown): Promise<Record<string, unknown>> => (await (await send(`POST /records/${entityName}`, { body })).json()) as Record<string, unknown>;

  beforeAll(async () => {
    server = await openTestServer(kind, ["tests/fixtures/packs/desk"]);
    keys["boss"] = await server.keyOf("boss", "administrator");
    keys["agent"] = await server.keyOf("agent");
    keys["viewer"] = await server.keyOf("viewer");
    known["account"] = String((await made("account", { name: "Acme", note: "hush" }))["id"]);
    const ticket = await made("ticket", { subject: "Printer", account: known["account"], lines: [{ name: "a", amount: 5 }] });
    known["ticket"] = String(ticket["id"]);
    known["line"] = (ticket["lines"] as { id: string }[])[0]!.id;
    await send(update, { body: { subject: "Printer 2" } });
    known["second"] = String((await made("ticket", { subject: "Second" }))["id"]);
    known["cursor"] = ((await (await send("GET /records/ticket?limit=1")).json()) as { nextCursor: string }).nextCursor;
    known["tampered"] = `${Buffer.from(JSON.stringify(["2020-01-01", NOBODY])).toString("base64url")}.${known["cursor"].split(".")[1]}`;
    before = await server.digest();
  });
  afterAll(() => server?.close());

  describe.each([["bodies", BODIES], ["values", VALUES], ["addresses", ADDRESSES], ["queries", QUERIES], ["metadata", METADATA]] as const)("in %s", (_group, cases) => {
    it.each(cases.map((row) => [row.name, row] as const))("%s is refused with a sentence and a remedy, and changes nothing", async (_name, row) => {
      const [status, code, at, issue] = row.gives;
      const response = await send(row.to, row);
      const problem = (await response.json()) as Problem;
      expect({ status: response.status, code: problem.code, ...(at === undefined ? {} : { at: problem.errors.map((finding) => finding.pointer) }) }, JSON.stringify(problem))
        .toEqual({ status, code, ...(at === undefined ? {} : { at: expect.arrayContaining([at]) }) });
      if (issue !== undefined) expect(problem.errors.map((finding) => finding.code), JSON.stringify(problem)).toContain(issue);
      expectSentences(problem);
      expect(response.headers.get("content-type")).toContain("application/problem+json");
      expect(problem.instance).toBe(response.headers.get("x-request-id"));
      const after = await server.digest();
      const was = before;
      before = after;
      expect(after).toEqual(was);
    });
  });

  it("answers a forbidden field in filter, sort, fields and groups with the very words of one that is not there", async () => {
    const ask = async (name: string): Promise<string[]> => {
      const answers = await Promise.all([
        send(`GET /records/ticket?filter=${encodeURIComponent(JSON.stringify({ field: name, op: "gt", value: 1 }))}`, { as: "viewer" }), send(`GET /records/ticket?sort=-${name}`, { as: "viewer" }),
        send(`GET /records/ticket?fields=${name}`, { as: "viewer" }), send("POST /records/ticket/aggregate", { as: "viewer", body: { groupBy: [{ field: name }], measures: [{ as: "n", function: "sum", field: name }] } }),
      ]);
      const texts = await Promise.all(answers.map((answer) => answer.text()));
      return texts.map((text, i) => `${answers[i]!.status} ${text.replaceAll(name, "field").replace(/"instance":"[^"]*"/, "")}`);
    };
    const forbidden = await ask("amount");
    expect(forbidden.map((text) => text.slice(0, 3))).toEqual(["400", "400", "400", "400"]);
    expect(await ask("avount")).toEqual(forbidden);
  });

  it("keeps every line of a record that has more of them than a page", async () => {
    const lines = Array.from({ length: 301 }, (_, i) => ({ name: `line ${i}`, amount: 1 }));
    const long = await made("ticket", { subject: "Long", lines });
    expect((long["lines"] as unknown[]).length).toBe(301);
    const kept = (long["lines"] as { id: string }[]).slice(1).map(({ id }) => ({ id }));
    const changed = (await (await send(`PATCH /records/ticket/${String(long["id"])}`, { body: { lines: kept } })).json()) as { lines: unknown[]; total: number };
    expect([changed.lines.length, changed.total]).toEqual([300, 300]);
    before = await server.digest();
  });

  it("tells a stale writer what the record is now", async () => {
    const problem = (await (await send(update, { body: { subject: "late", version: 1 } })).json()) as Problem;
    expect(problem).toMatchObject({ code: "conflict:version", current: { id: known["ticket"], subject: "Printer 2", version: 2 } });
  });

  it("makes one record of twenty parallel requests with one key, and refuses the key for another body", async () => {
    const headers = { "idempotency-key": "one-of-twenty" };
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(create, { body: { subject: "Once" }, headers })));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]));
    expect(new Set(await Promise.all(answers.map(async (answer) => ((await answer.json()) as { id: string }).id))).size).toBe(1);
    const found = (await (await send(`${filter({ field: "subject", op: "eq", value: "Once" })}&count=exact`)).json()) as { total: number };
    expect(found.total).toBe(1);
    before = await server.digest();
    const replayed = await send(create, { body: { subject: "Twice" }, headers });
    const problem = (await replayed.json()) as Problem;
    expect([replayed.status, problem.code]).toEqual([409, "conflict:idempotency"]);
    expectSentences(problem);
    expect(await server.digest()).toEqual(before);
  });

  it("keeps nothing of a request that failed under a key, so that it may be sent again", async () => {
    const headers = { "idempotency-key": "second-try" };
    expect((await send("POST /records/account", { body: { name: "Acme" }, headers })).status).toBe(409);
    expect((await send("POST /records/account", { body: { name: "Acme too" }, headers })).status).toBe(201);
    before = await server.digest();
  });

  it("takes no request id that could write into logs or headers", async () => {
    const answer = await rawRequest(server.port, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: abcdefgh%0d%0aset-cookie:a=b\r\nConnection: close\r\n\r\n");
    expect(answer).toMatch(/^HTTP\/1\.1 200/);
    expect(answer.toLowerCase()).not.toContain("set-cookie");
    expect(/x-request-id: ([^\r\n]+)/i.exec(answer)?.[1]).toMatch(/^[0-9a-f-]{36}$/);
    expect(/x-request-id: ([^\r\n]+)/i.exec(await rawRequest(server.port, `GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: ${"a".repeat(5000)}\r\nConnection: close\r\n\r\n`))?.[1]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("answers what is no HTTP with a 400 and lives on", async () => {
    expect(await rawRequest(server.port, "\u0016\u0003\u0001 hello\r\n\r\n")).toMatch(/^HTTP\/1\.1 400/);
    expect(await rawRequest(server.port, `GET /${"x".repeat(70_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`)).toMatch(/^HTTP\/1\.1 4(00|14|31)/);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  });

  function expectSentences(problem: Problem): void {
    expect(problem.detail, JSON.stringify(problem)).toMatch(SENTENCE);
    expect(problem.remedy ?? problem.errors.find((finding) => finding.remedy)?.remedy, JSON.stringify(problem)).toMatch(/\S{2,}/);
    // Problems of documents are shown in tables with their place, without a full stop.
    for (const finding of problem.errors) expect(finding.message + ("file" in finding ? "." : ""), JSON.stringify(problem)).toMatch(SENTENCE);
  }
});

/** What comes back for bytes as they are; the door may also just close. */
function rawRequest(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    let answer = "";
    socket.on("data", (chunk) => (answer += String(chunk)));
    socket.on("end", () => resolve(answer));
    socket.on("error", reject);
    socket.setTimeout(10_000, () => socket.destroy(new Error("no answer")));
  });
}
