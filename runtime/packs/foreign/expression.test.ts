import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conditionOf } from "./expression";

const isFlag = (field: string): boolean => field.startsWith("is_");
const read = (text: string) => conditionOf(text, isFlag);

describe("conditions of Frappe", () => {
  it.each([
    ["is_group", { field: "is_group", op: "isTrue" }],
    ["customer", { field: "customer", op: "isNotEmpty" }],
    ["eval:doc.status == 'Open'", { field: "status", op: "eq", value: "Open" }],
    ['eval: doc.status === "Open" && !doc.is_group;', { all: [{ field: "status", op: "eq", value: "Open" }, { not: { field: "is_group", op: "isTrue" } }] }],
    ["eval:doc.total > 10 || (doc.is_free == 1 && doc.name != '')", { any: [{ field: "total", op: "gt", value: 10 }, { all: [{ field: "is_free", op: "isTrue" }, { field: "name", op: "isNotEmpty" }] }] }],
    ['eval:["A", "B"].includes(doc.kind)', { field: "kind", op: "in", value: ["A", "B"] }],
    ["eval:doc.is_group == 0", { field: "is_group", op: "isFalse" }],
  ])("%s", (text, condition) => expect(read(text)).toEqual(condition));

  it("are left out when they say more than ours can", () => {
    for (const text of ["eval:frappe.db.get(doc.x)", "eval:doc.a.b == 1", "eval:doc.x = 1", "eval:cur_frm.doc.x", "eval:", "eval:doc.__islocal", "eval:doc.x == doc.y", "eval:(doc.x", "eval:doc.x)", "doc.x == 1", "eval:while(true){}"]) expect(read(text), text).toBeUndefined();
  });

  it("of any form end, without running anything", () => {
    fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 60 }), fc.array(fc.constantFrom("doc.a", "==", "&&", "||", "!", "(", ")", "[", "]", "'x'", "1", "includes", ","), { maxLength: 20 }).map((parts) => parts.join(" "))), (text) => void read(`eval:${text}`)), { numRuns: 1_000 });
  });
});
