"use client";
/** Related lists on paper: asked for when somebody wants them printed, and printed when all of them are there. */
import { useQueries } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ClientForm } from "../../runtime/model/client";
import { api } from "../data/api";
import { useModel } from "../data/model";
import { recordsPath, type RecordPage } from "../data/records";
import { FieldCell } from "../fields/field-cell";
import { useT } from "../i18n/provider";
import { isNumeric } from "../lists/list-columns";
import { columnsOf, listedColumns, listOf, rowTitle, type ListColumn } from "../lists/list-state";
import type { ClientEntity } from "../../runtime/model/client";
import { useToast } from "../ui/toast";
import { relatedFilter, type RecordKey } from "./related-tabs";

/** Rows of one list on paper, at most. */
const ROWS = 200;
const COLUMNS = 6;

interface PrintedList {
  readonly id: string;
  readonly label: string;
  readonly entity: ClientEntity;
  readonly columns: readonly ListColumn[];
  readonly page: RecordPage;
}

/** The lists once somebody asked for them, and the function that asks, loads and prints. */
export function usePrintedLists(form: ClientForm, of: RecordKey): { readonly lists: readonly PrintedList[]; readonly print?: () => void } {
  const t = useT();
  const toast = useToast();
  const model = useModel();
  const [wanted, setWanted] = useState(false);
  const known = form.related.flatMap((related) => {
    const entity = model.entities[related.entity];
    if (!entity?.rights.read) return [];
    const list = listOf(entity, related.list);
    const columns = columnsOf(model, entity, list && listedColumns(list)).filter((column) => column.path !== related.field).slice(0, COLUMNS);
    const query = { fields: [...new Set([entity.titleField, ...columns.map(({ path }) => path)])], sort: list?.sort.length ? list.sort : entity.defaultSort, filter: relatedFilter(entity, related, of), limit: ROWS, count: "exact" } as const;
    return [{ id: related.id, label: related.label ?? entity.plural, entity, columns, path: recordsPath(entity.name, query) }];
  });
  const answers = useQueries({ queries: known.map(({ path, entity }) => ({ queryKey: ["records", entity.name, "print", path], enabled: wanted, queryFn: ({ signal }: { signal: AbortSignal }) => api<RecordPage>(path, { signal }) })) });
  const lists = wanted ? known.flatMap((one, index) => (answers[index]?.data ? [{ ...one, page: answers[index].data }] : [])) : [];
  const failed = answers.find(({ error }) => error)?.error;
  const isReady = wanted && lists.length === known.length;
  useEffect(() => {
    if (failed) {
      setWanted(false);
      toast({ tone: "danger", title: t("record.notDone"), text: failed.message });
    }
    if (!isReady) return undefined;
    // Not inside the effect: the sheet is drawn at once when the browser lays out paper.
    const soon = setTimeout(() => {
      window.print();
      setWanted(false);
    }, 0);
    return () => clearTimeout(soon);
  }, [isReady, failed, toast, t]);
  return { lists, print: known.length > 0 ? () => setWanted(true) : undefined };
}

export function PrintedLists({ lists }: { lists: readonly PrintedList[] }) {
  const t = useT();
  return lists.map(({ id, label, entity, columns, page }) => (
    <section key={id} className="mb-6">
      <h2 className="mb-3 border-b border-line-strong pb-1 text-base font-semibold">{label}</h2>
      {page.items.length === 0 ? (
        <p className="text-sm text-ink-3">{t("list.empty", { plural: label })}</p>
      ) : (
        <table className="w-full border-collapse text-sm tabular-nums">
          <thead>
            <tr className="border-b border-line-strong text-left text-xs text-ink-2">
              {columns.map((column) => <th key={column.path} scope="col" className={isNumeric(column.field) ? "py-1 pr-3 text-right font-medium" : "py-1 pr-3 font-medium"}>{column.label}</th>)}
            </tr>
          </thead>
          <tbody>
            {page.items.map((row) => (
              <tr key={row.id} className="break-inside-avoid border-b border-line align-top">
                {columns.map((column) => <td key={column.path} className={isNumeric(column.field) ? "py-1 pr-3 text-right" : "py-1 pr-3"}>{column.path === entity.titleField ? rowTitle(entity, row) : <FieldCell field={column.field} value={row[column.path]} compact />}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {(page.total ?? 0) > page.items.length && <p className="mt-1 text-xs text-ink-3">{t("record.printMore", { count: (page.total ?? 0) - page.items.length })}</p>}
    </section>
  ));
}
