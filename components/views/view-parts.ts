import type { ClientEntity } from "../../runtime/model/client";
import type { ClientParts } from "../../runtime/model/kinds/parts";

/** Kinds of views that a document describes. */
export type ViewPartKind = "board" | "calendar" | "timeline" | "tree";

/** Those kinds with their icons, in the order they are offered. */
export const VIEW_PARTS: readonly { readonly kind: ViewPartKind; readonly icon: string }[] = [{ kind: "board", icon: "square-kanban" }, { kind: "calendar", icon: "calendar-days" }, { kind: "timeline", icon: "chart-gantt" }, { kind: "tree", icon: "list-tree" }];

/** Documents of a kind of view that the entity has. */
export const partsOf = <K extends ViewPartKind>(parts: ClientParts, kind: K, entity: ClientEntity): readonly ClientParts[K][number][] => parts[kind].filter((part) => part.entity === entity.name);
