/** Reference family: the id of another record. eq ne in notIn isEmpty isNotEmpty. */
import type { OperandParser, Operators } from "./operator";
import { equalityOperators } from "./equality";
import { fail, ok } from "../field";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Accepts `"uuid"` and `{ "id": "uuid" }`; capitals are lowered. */
export const parseId: OperandParser<string, unknown> = (operand) => {
  const given = typeof operand === "object" && operand !== null && "id" in operand ? operand.id : operand;
  const id = typeof given === "string" ? given.toLowerCase() : "";
  return UUID.test(id) ? ok(id) : fail("type", "A reference is compared with the id of a record.", 'Give the id, for example "0190c3f2-7a10-7c3e-8a51-1f0a9b6c2d44".');
};

/** `id` gives the id of a value; by default the value itself or its `id` member. */
export function referenceOperators<V, O>(spec: { id?: (value: V) => string; parse?: OperandParser<string, O> } = {}): Operators<V, O> {
  const id = spec.id ?? idOf;
  return equalityOperators<V, string, O>({ parse: spec.parse ?? parseId, same: (value, operand) => id(value) === operand });
}

function idOf(value: unknown): string {
  return typeof value === "string" ? value : (value as { id: string }).id;
}
