/** reference: one record of another entity (many-to-one). Column `<name>_id`; a path may hop through it ("organisation.city"). */
import type { Condition } from "../../expressions/condition";
import { refType } from "../families/relation";

export interface ReferenceOptions {
  readonly entity: string;
  /** What happens here when the target goes to the trash for good. Default "restrict". */
  readonly onDelete?: "restrict" | "clear" | "cascade";
  /** Which records the lookup offers. */
  readonly filter?: Condition;
  /** The lookup offers to make a new record. */
  readonly quickCreate?: boolean;
  /** Of a reference to its own entity: no record may stand below itself. */
  readonly acyclic?: boolean;
}

export const reference = refType<ReferenceOptions>({ name: "reference", icon: "link", label: "Reference", target: (options) => options.entity, acyclic: (options) => options.acyclic ?? false });
