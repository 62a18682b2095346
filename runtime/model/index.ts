/** Model, browser-safe half: types, accessors, comparison, local changes. The node half is server.ts. */
export type * from "./types";
export { entityOf, fieldPath, label, type ResolvedPath } from "./accessors";
export { diffModels, type EntityChange, type FieldChange, type FieldOf, type ModelDiff } from "./diff";
export { applyPatch, diffDocument, sameJson, type Orphan, type Patched, type PatchTargetOf } from "./patch";
export { documentKey, documentPath, DOCUMENT_KINDS, DOCUMENT_LIMITS, kindOf, LOCAL_PACK, type DocumentKind, type SourceDocument } from "./source";
export type { Problem } from "./problem";
