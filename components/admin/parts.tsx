"use client";
import { TriangleAlert } from "lucide-react";
import { useId, type ReactNode } from "react";
import type { UseQueryResult } from "@tanstack/react-query";
import { useT } from "../i18n/provider";
import { Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { EmptyState } from "../ui/states";

/** What a query shows: rows that come, a failure with a way on, nothing, or its answer. */
export function Loaded<T>({ query, isEmpty, empty, children }: { query: UseQueryResult<T>; isEmpty?(data: T): boolean; empty?: ReactNode; children(data: T): ReactNode }) {
  const t = useT();
  if (query.data !== undefined) return isEmpty?.(query.data) ? <>{empty}</> : <>{children(query.data)}</>;
  if (query.isError) {
    return (
      <EmptyState icon={<TriangleAlert />} title={t("error.broken")} text={query.error.message}>
        <Button onClick={() => void query.refetch()}>{t("common.retry")}</Button>
      </EmptyState>
    );
  }
  return (
    <div role="status" aria-label={t("common.loading")} className="grid gap-3 py-2">
      {Array.from({ length: 6 }, (_, index) => <Skeleton key={index} className="h-7" />)}
    </div>
  );
}

export interface Column<T> {
  readonly label: string;
  readonly className?: string;
  cell(row: T): ReactNode;
}

/** A calm table; on a phone each row is a card, the first cell its heading. */
export function AdminTable<T extends object>({ label, rows, columns, keyOf }: { label: string; rows: readonly T[]; columns: readonly Column<T>[]; keyOf(row: T): string }) {
  return (
    <div className="overflow-x-auto rounded-lg border border-line" tabIndex={0} role="region" aria-label={label}>
      <table className="w-full text-sm">
        <thead className="max-sm:sr-only">
          <tr className="border-b border-line bg-sunken text-left text-xs text-ink-3">
            {columns.map((column, index) => <th key={index} scope="col" className={cn("h-8 px-3 font-medium whitespace-nowrap", column.className)}>{column.label}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className="border-b border-line last:border-b-0 hover:bg-hover max-sm:flex max-sm:flex-wrap max-sm:items-center max-sm:gap-x-2 max-sm:p-2">
              {columns.map((column, index) => <td key={index} className={cn("px-3 py-1.5 align-middle max-sm:px-1 max-sm:py-0.5", index === 0 && "max-sm:w-full", column.label === "" && index > 0 && "max-sm:ml-auto", column.className)}>{column.cell(row)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A labelled control. */
export function Labelled({ label, hint, error, children }: { label: string; hint?: string; error?: string; children(id: string): ReactNode }) {
  const id = useId();
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-sm font-medium text-ink-2">{label}</label>
      {children(id)}
      {hint && <p className="text-xs text-ink-3">{hint}</p>}
      {error && <p role="alert" className="text-xs text-danger-ink">{error}</p>}
    </div>
  );
}

/** A language by its own name. */
export const languageName = (code: string): string => new Intl.DisplayNames([code], { type: "language" }).of(code) ?? code;
