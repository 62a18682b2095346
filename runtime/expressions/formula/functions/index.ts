/** Every built-in function, and the door to find them by name. */
import type { Builtin } from "./builtin";
import { conversionFunctions } from "./conversion";
import { listFunctions } from "./list";
import { numberFunctions } from "./number";
import { rangeFunctions } from "./range";
import { textFunctions } from "./text";
import { timeFunctions } from "./time";

export { callBuiltin, toArgument, type Args, type Builtin } from "./builtin";

export const BUILTINS: readonly Builtin[] = [...conversionFunctions, ...timeFunctions, ...textFunctions, ...numberFunctions, ...listFunctions, ...rangeFunctions];

/** The signatures of each function, in the order they are tried. */
export const BUILTINS_BY_NAME: ReadonlyMap<string, readonly Builtin[]> = (() => {
  const map = new Map<string, Builtin[]>();
  for (const builtin of BUILTINS) map.set(builtin.name, [...(map.get(builtin.name) ?? []), builtin]);
  return map;
})();
