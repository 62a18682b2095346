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
import type { ListBase, ListSettings, ListState } from "../lists/list-state";
import type { ChangeList } from "../lists/use-list-state";
import { Waiting } from "../lists/list-states";

export interface RecordViewProps {
  entity: ClientEntity;
  base: ListBase;
  settings: ListSettings;
  state: ListState;
  change: ChangeList;
  /** Tells the toolbar how many records there are. */
  onTotal(total: number | undefined): void;
  /** Undefined where the person may not create. */
  onCreate?(): void;
  onSearch(): void;
}

export interface ViewKind {
  /** lucide name. */
  readonly icon: string;
  readonly label: MessageKey;
  readonly Component: ComponentType<RecordViewProps>;
  /** Can records of this entity be shown so? */
  offered(entity: ClientEntity): boolean;
}

export const viewKinds = {
  list: { icon: "table-2", label: "view.list", Component: dynamic(() => import("../lists/list-body").then((module) => module.ListBody), { loading: () => <Waiting /> }), offered: () => true },
} as const satisfies Readonly<Record<string, ViewKind>>;

/** Kinds for this entity, by name; the list is always one. */
export function kindsFor(entity: ClientEntity): readonly (readonly [name: string, kind: ViewKind])[] {
  return Object.entries<ViewKind>(viewKinds).filter(([, kind]) => kind.offered(entity));
}
