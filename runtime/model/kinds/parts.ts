/** Shapes of all parts, by kind. Browser-safe. */
import type { BoardModel, ClientBoard } from "./board/model";

export interface PartModels {
  readonly board: BoardModel;
}

export interface ClientPartModels {
  readonly board: ClientBoard;
}

export type PartKindName = keyof PartModels;
/** Kind → its parts, in the order of packs and paths. */
export type Parts = { readonly [K in PartKindName]: readonly PartModels[K][] };
export type ClientParts = { readonly [K in PartKindName]: readonly ClientPartModels[K][] };
