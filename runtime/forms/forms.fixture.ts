/** Small client model for the tests of forms. */
import type { ClientEntity, ClientField } from "../model/client";
import type { FormFrame } from "./validate";

export function field(name: string, type: string, more: Partial<ClientField> = {}): ClientField {
  return {
    name, type, label: name, options: {}, required: false, readOnly: false, system: false, searchable: false, sortable: true, filterable: true, setOnce: false, right: "write", invalidWhen: [],
    ...more,
  };
}

export function entity(name: string, fields: readonly ClientField[], more: Partial<ClientEntity> = {}): ClientEntity {
  return {
    name, label: name, plural: `${name}s`, icon: "circle", titleField: "name", system: false, rights: { create: true, read: true, update: true, delete: true, export: true, import: true },
    fields, recordTypes: [], lists: [], forms: [], actions: [], defaultSort: [],
    ...more,
  };
}

const choices = ["new", "won", "lost"].map((value) => ({ id: value, value, label: value }));

export const line = entity("dealLine", [
  field("name", "text", { required: true }),
  field("quantity", "integer", { required: true, options: { min: 1 } }),
  field("price", "decimal"),
  field("amount", "decimal", { readOnly: true }),
  field("deal", "reference", { required: true, options: { entity: "deal" } }),
]);

export const deal = entity(
  "deal",
  [
    field("name", "text", { required: true, options: { maxLength: 20 } }),
    field("stage", "select", { options: { choices }, default: "new" }),
    field("reason", "text", { requiredWhen: { field: "stage", op: "eq", value: "lost" }, visibleWhen: { field: "stage", op: "eq", value: "lost" }, invalidWhen: [{ id: "short", when: { field: "reason", op: "eq", value: "x" }, message: "Say why." }] }),
    field("code", "text", { setOnce: true }),
    field("policy", "text", { recordTypes: ["claim"] }),
    field("secretPrice", "decimal", { right: "read" }),
    field("lines", "children", { options: { entity: "dealLine", field: "deal" } }),
    field("total", "rollup", { readOnly: true, options: { children: "lines", function: "sum", field: "amount" } }),
  ],
  { recordTypes: [{ name: "plain", label: "Plain", choices: { stage: ["new", "won"] } }, { name: "claim", label: "Claim", choices: {} }] },
);

export const entities = { deal, dealLine: line };

export const frame: FormFrame = { fields: deal.fields, recordTypes: deal.recordTypes, entities, env: { now: new Date("2026-01-31T10:00:00Z"), timeZone: "UTC" } };
