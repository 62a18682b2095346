/** Model, node half: loading with the product's own field types and FEEL compiler. */
import { fieldTypes, isFieldTypeName } from "../fields/index";
import { fieldOptionSchemas } from "../fields/options";
import { fieldStorage } from "../fields/server";
import { formulaCompiler } from "./formula-compiler";
import { loadModel } from "./load";
import type { LoadInput, LoadResult } from "./loading";

export type { LoadResult } from "./loading";
export type { Problem } from "./problem";

/** `loadModel` with the registries of the product. */
export function loadAppModel(input: Pick<LoadInput, "revision" | "documents"> & Partial<Pick<LoadInput, "patches">>): LoadResult {
  return loadModel({
    patches: [], ...input, fieldTypes, optionSchemas: fieldOptionSchemas, compileFormula: formulaCompiler,
    columnSuffixes: (type, options) => (isFieldTypeName(type) ? fieldStorage(type).columns(options).map(({ suffix }) => suffix) : [""]),
  });
}
