/** The six operations, as requests to the product and as requests to the limit server, with the same variations. */
import type { Request } from "./load";
import { BENCH_USER, idOf, teamOf } from "./seed";

export interface Operation {
  readonly name: "list" | "read" | "create" | "update" | "search" | "aggregate";
  readonly product: readonly Request[];
  readonly limit: readonly Request[];
}

const VARIATIONS = 200;
const STATUS = [["open", "pending"], ["new", "open"], ["pending", "on_hold"], ["open", "solved"], ["new", "pending"]];
const WORDS = ["quasar", "#4711", "quasar fault", "#31337", "#9000", "#77", "#123"];
const FIELDS = "id,code,subject,status,priority,channel,amount,quantity,isVip,dueDate,createdAt,account,contact,owner";
/** The record of performance.md: its business fields, three relations with titles, and what addresses it. */
const RECORD = "id,version,code,subject,description,status,priority,channel,category,amount,quantity,score,isVip,escalated,dueDate,openedAt,resolvedAt,reference,createdAt,updatedAt,account,contact,owner";
const get = (path: string): Request => ({ method: "GET", path });
const many = <T>(make: (i: number) => T): T[] => Array.from({ length: VARIATIONS }, (_, i) => make(i));

/** `readable` are ids of tickets the bench user may see. */
export function workload(readable: readonly string[]): Operation[] {
  const id = (i: number) => readable[(i * 37) % readable.length]!;
  const filter = (i: number) => encodeURIComponent(JSON.stringify({ all: [{ field: "status", op: "in", value: STATUS[i % 5] }, { field: "amount", op: "gt", value: 100 + ((i * 37) % 800) }] }));
  const aggregate = JSON.stringify({ groupBy: [{ field: "status" }], measures: [{ as: "count", function: "count" }] });
  const priority = (i: number) => JSON.stringify({ priority: ["low", "normal", "high", "urgent"][i % 4] });
  return [
    { name: "list", product: many((i) => get(`/api/v1/records/ticket?limit=50&count=exact&sort=-createdAt&fields=${FIELDS}&filter=${filter(i)}`)), limit: many((i) => get(`/list?status=${STATUS[i % 5]!.join()}&amount=${100 + ((i * 37) % 800)}`)) },
    { name: "read", product: many((i) => get(`/api/v1/records/ticket/${id(i)}?fields=${RECORD}`)), limit: many((i) => get(`/ticket/${id(i)}`)) },
    { name: "search", product: many((i) => get(`/api/v1/records/ticket?limit=50&sort=-createdAt&fields=${FIELDS}&q=${encodeURIComponent(WORDS[i % WORDS.length]!)}`)), limit: many((i) => get(`/search?q=${encodeURIComponent(WORDS[i % WORDS.length]!)}`)) },
    { name: "aggregate", product: many(() => ({ method: "POST", path: "/api/v1/records/ticket/aggregate", body: aggregate })), limit: many(() => get("/aggregate")) },
    { name: "update", product: many((i) => ({ method: "PATCH", path: `/api/v1/records/ticket/${id(i)}?fields=${RECORD}`, body: priority(i) })), limit: many((i) => ({ method: "PATCH", path: `/ticket/${id(i)}`, body: priority(i) })) },
    { name: "create", product: many((i) => ({ method: "POST", path: `/api/v1/records/ticket?fields=${RECORD}`, body: newTicket(i) })), limit: many((i) => ({ method: "POST", path: "/ticket", body: newTicket(i) })) },
  ];
}

function newTicket(i: number): string {
  return JSON.stringify({
    code: `N-${i}`, subject: `Benchmark ticket ${i}`, description: "made by the benchmark ".repeat(12).trim(), status: "open", priority: "high", channel: "web", category: "software", amount: 123.45, quantity: 3, score: 17,
    isVip: true, escalated: false, dueDate: "2026-12-31", openedAt: "2026-11-21T10:00:00.000Z", reference: `REF-${i}`, account: idOf(3, 77), contact: idOf(4, 4711),
  });
}

export const benchUser = { id: idOf(2, BENCH_USER), team: idOf(1, teamOf(BENCH_USER)) };
