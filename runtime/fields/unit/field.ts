/**
 * unit: one organisational unit (system entity `unit`). `under` takes the ids of a unit and of all units below it,
 * already expanded by the caller (`{ "user": "unitTree" }` gives such a list); it knows no tree itself.
 */
import type { Condition } from "../../expressions/condition";
import { many } from "../families/operator";
import { parseId } from "../families/reference";
import { refType, type Ref } from "../families/relation";

export interface UnitOptions {
  /** Which units the lookup offers. */
  readonly filter?: Condition;
}

const under = many<Ref, UnitOptions, string>(parseId, (value, ids) => ids.includes(value.id));

export const unit = refType<UnitOptions>({ name: "unit", icon: "network", label: "Unit", target: () => "unit", operators: { under } });
