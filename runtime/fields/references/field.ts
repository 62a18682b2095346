/**
 * references: any number of records of another entity (many-to-many), in order. Kept in the link table
 * `app.<entity>_<field> (source_id, target_id, position)` that the DDL planner makes and the gateway reads and writes.
 */
import { defineField } from "../field";
import { maskAll } from "../families/plain-text";
import { parseId } from "../families/reference";
import { parseRefs, refSchema, type Ref } from "../families/relation";
import { setOperators } from "../families/set";

export interface ReferencesOptions {
  readonly entity: string;
  /** Most records that may be linked. Default 1,000. */
  readonly max?: number;
  /** Name of the references field of the target that shows the same links from the other side. */
  readonly inverse?: string;
}

const MAX = 1000;
const ids = (value: readonly Ref[] | null): readonly string[] => (value ?? []).map(({ id }) => id);

export const references = defineField<readonly Ref[], ReferencesOptions>({
  name: "references", icon: "share-2", label: "References", storage: "link",
  sortable: false, groupable: false, searchable: false, measures: [],
  operators: setOperators<readonly Ref[], ReferencesOptions>({ parse: parseId, keys: ids }),
  apiSchema: (options) => ({ type: "array", maxItems: options.max ?? MAX, items: refSchema(`A record of ${options.entity}.`) }),
  parse: (input, options) => parseRefs(input, options.max ?? MAX),
  isEmpty: (value) => value === null || value.length === 0,
  toText: (value) => ids(value).join(";"),
  fromText: (text, options) => parseRefs(text.trim() === "" ? null : text.split(";"), options.max ?? MAX),
  format: (value) => (value ?? []).map(({ id, title }) => title ?? id).join(", "),
  equals: (a, b) => ids(a).join() === ids(b).join(),
  mask: maskAll,
  feel: "list",
  traits: { relation: "many", targets: (options) => [options.entity] },
});
