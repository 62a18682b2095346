import type { ClientEntity } from "../../runtime/model/client";
import type { ClientParts } from "../../runtime/model/kinds/parts";

/** Kinds of views that a document describes. */
export type ViewPartKind = "board" | "calendar" | "timeline" | "tree";

/** Documents of a kind of view that the entity has. */
export const partsOf = <K extends ViewPartKind>(parts: ClientParts, kind: K, entity: ClientEntity): readonly ClientParts[K][number][] => parts[kind].filter((part) => part.entity === entity.name);
