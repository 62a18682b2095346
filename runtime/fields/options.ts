/** JSON Schemas (2020-12) of the options of each field type; the settings panel, the metadata grammar and the reference are made from them. */
import type { FieldTypeName } from "./index";

export const fieldOptionSchemas = {
} as const satisfies Record<FieldTypeName, object>;
