/** What a list asks the server for. Pure: the page asks for the first rows with it, so that they come with the page. */
import type { ClientEntity } from "../../runtime/model/client";
import type { RecordPage, RecordsQuery } from "../data/records";
import { filterOf, type ListBase, type ListSettings, type ListState } from "./list-state";

export function queryOf(entity: ClientEntity, base: ListBase, settings: ListSettings, state: Pick<ListState, "q" | "quick" | "deleted">): RecordsQuery {
  const fields = [...new Set([entity.titleField, "version", ...settings.columns.map((column) => column.path)])];
  return { fields, sort: settings.sort, filter: filterOf(base, settings, state.quick), q: state.q || undefined, limit: base.pageSize, deleted: state.deleted || undefined };
}

/** Rows that came with the page, and what they answer. */
export interface FirstRows {
  readonly query: RecordsQuery;
  readonly page: RecordPage;
}

/** What the page of an entity shows first as a table; undefined when that is something else: groups, or another kind of view. */
export function firstQuery(entity: ClientEntity, base: ListBase, settings: ListSettings, state: ListState): RecordsQuery | undefined {
  return (state.as ?? base.kind) === "list" && !settings.group ? queryOf(entity, base, settings, state) : undefined;
}
