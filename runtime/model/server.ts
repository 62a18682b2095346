/** Model, node half: reading packs, loading with the product's own field types and FEEL compiler, digests. */
import { fieldTypes, isFieldTypeName } from "../fields/index";
import { fieldOptionSchemas } from "../fields/options";
import { fieldStorage } from "../fields/server";
import { formulaCompiler } from "./formula-compiler";
import { loadModel, type LoadInput, type LoadResult } from "./load";

export { loadModel, type LoadInput, type LoadResult, type Problem } from "./load";
export { readPack, readPacks, readPackWithRequired } from "./read-pack";
export { digestDocuments } from "./digest";
export { documentErrors, grammarSchemas, schemaProperties } from "./schemas";

/** `loadModel` with the registries of the product. */
export function loadAppModel(input: Pick<LoadInput, "revision" | "documents"> & Partial<Pick<LoadInput, "patches">>): LoadResult {
  return loadModel({
    patches: [], ...input, fieldTypes, optionSchemas: fieldOptionSchemas, compileFormula: formulaCompiler,
    columnSuffixes: (type, options) => (isFieldTypeName(type) ? fieldStorage(type).columns(options).map(({ suffix }) => suffix) : [""]),
  });
}
