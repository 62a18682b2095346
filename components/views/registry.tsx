"use client";
/**
 * Ways to look at the records of an entity. A *view kind* is one component that draws them under the toolbar of the list page, which
 * keeps the filter, the search and the saved view for all of them. To add one: write the component, add a line here and the word
 * `view.<kind>` to messages. Each is loaded when it is chosen.
 */
import dynamic from "next/dynamic";
import type { ComponentType } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import type { MessageKey } from "../i18n/messages";
import type { ClientParts } from "../../runtime/model/kinds/parts";
import type { FirstRows } from "../lists/list-query";
import type { ListBase, ListSettings, ListState } from "../lists/list-state";
import type { ChangeList } from "../lists/use-list-state";
import { partsOf, type ViewPartKind } from "./view-parts";
import { Waiting } from "../lists/list-states";

export interface RecordViewProps {
  entity: ClientEntity;
  base: ListBase;
  settings: ListSettings;
  state: ListState;
  /** Rows that came with the page. */
  first?: FirstRows;
  change: ChangeList;
  /** Tells the toolbar how many records there are. */
  onTotal(total: number | undefined): void;
  /** Undefined where the person may not create. */
  onCreate?(): void;
  onSearch(): void;
  /** Records are being chosen on a phone, where the cards have no boxes otherwise. */
  choosing?: boolean;
  onChoosing?(choosing: boolean): void;
}

export interface ViewKind {
  /** lucide name. */
  readonly icon: string;
  readonly label: MessageKey;
  readonly Component: ComponentType<RecordViewProps>;
  /** Can records of this entity be shown so? */
  offered(entity: ClientEntity, parts: ClientParts): boolean;
}

// What the server draws too has no stand-in of its own: the page would be sent and taken over in two pieces, the stand-in first (RecordList has one).
const lists = dynamic(() => import("../lists/list-body").then((module) => module.ListBody));
const boards = dynamic(() => import("./board/board-view").then((module) => module.BoardView));
const calendars = dynamic(() => import("./calendar/calendar-view").then((module) => module.CalendarView), { ssr: false, loading: () => <Waiting /> });
const timelines = dynamic(() => import("./timeline/timeline-view").then((module) => module.TimelineView), { ssr: false, loading: () => <Waiting /> });
const trees = dynamic(() => import("./tree/tree-view").then((module) => module.TreeView), { ssr: false, loading: () => <Waiting /> });
const has = (kind: ViewPartKind) => (entity: ClientEntity, parts: ClientParts): boolean => partsOf(parts, kind, entity).length > 0;

export const viewKinds = {
  list: { icon: "table-2", label: "view.list", Component: lists, offered: () => true },
  board: { icon: "square-kanban", label: "view.board", Component: boards, offered: has("board") },
  calendar: { icon: "calendar-days", label: "view.calendar", Component: calendars, offered: has("calendar") },
  timeline: { icon: "chart-gantt", label: "view.timeline", Component: timelines, offered: has("timeline") },
  tree: { icon: "list-tree", label: "view.tree", Component: trees, offered: has("tree") },
} as const satisfies Readonly<Record<string, ViewKind>>;

/** Kinds for this entity, by name; the list is always one. */
export function kindsFor(entity: ClientEntity, parts: ClientParts): readonly (readonly [name: string, kind: ViewKind])[] {
  return Object.entries<ViewKind>(viewKinds).filter(([, kind]) => kind.offered(entity, parts));
}
