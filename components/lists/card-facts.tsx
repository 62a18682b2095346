"use client";
import type { RecordData } from "../data/records";
import { FieldCell } from "../fields/field-cell";
import type { ListColumn } from "./list-state";

const MOST = 4;

/** The first few columns of a record that are filled in, as one line of a card: what does not fit into it falls below and is not seen, rather than being cut to a letter. */
export function CardFacts({ columns, row }: { columns: readonly ListColumn[]; row: RecordData }) {
  return (
    <dl className="mt-1 flex h-5 flex-wrap gap-x-3 gap-y-4 overflow-hidden text-xs whitespace-nowrap text-ink-2 tabular-nums">
      {columns.slice(0, MOST).map((column) => {
        const value = row[column.path];
        if (value === null || value === undefined || value === "") return null;
        return (
          <div key={column.path} className="flex h-5 max-w-3/5 items-center gap-1">
            <dt className="sr-only">{column.label}</dt>
            <dd className="min-w-0 truncate">
              <FieldCell field={column.field} value={value} compact />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
