"use client";
import { valueType } from "../../../runtime/forms/scope";
import type { ClientField } from "../../../runtime/model/client";
import { useModel } from "../../data/model";
import { useT } from "../../i18n/provider";
import { cn } from "../../ui/cn";
import type { CellProps } from "../contract";
import { useFieldParts } from "../parts";
import { columnTotal, lineColumns, linesOf, totalledColumns, type Line } from "./lines";

/** Computed columns are of their result's type: a formula may be a text. */
export const isSummed = (column: ClientField): boolean => valueType(column)?.type.measures.includes("sum") === true;

export function LineHead({ columns, spare }: { columns: readonly ClientField[]; spare: boolean }) {
  return (
    <thead>
      <tr className="bg-sunken text-left text-xs text-ink-2">
        {columns.map((column) => (
          <th key={column.name} scope="col" className={cn("px-2.5 py-1.5 font-medium whitespace-nowrap", isSummed(column) && "text-right")}>
            {column.label}
            {spare && column.required && <span aria-hidden className="text-danger-ink"> *</span>}
          </th>
        ))}
        {spare && <td className="w-9" />}
      </tr>
    </thead>
  );
}

export function LineTotals({ field, columns, lines, spare }: { field: ClientField; columns: readonly ClientField[]; lines: readonly Line[]; spare: boolean }) {
  const t = useT();
  const { Cell } = useFieldParts();
  const { entities } = useModel();
  const summed = totalledColumns(field, columns, entities);
  const totals = columns.map((column) => (summed.has(column.name) ? columnTotal(column, lines) : undefined));
  if (lines.length < 2 || totals.every((total) => total === undefined)) return null;
  return (
    <tfoot>
      <tr className="border-t border-line-strong bg-sunken font-medium">
        {columns.map((column, index) => (
          <td key={column.name} className={cn("px-2.5 py-1.5 whitespace-nowrap", totals[index] !== undefined && "text-right")}>
            {totals[index] !== undefined ? <Cell field={column} value={totals[index]} compact /> : index === 0 ? t("lines.total") : null}
          </td>
        ))}
        {spare && <td />}
      </tr>
    </tfoot>
  );
}

/** Line items as a table that is only read. */
export function ChildrenView({ field, value }: CellProps) {
  const t = useT();
  const { entities } = useModel();
  const { Cell } = useFieldParts();
  const lines = linesOf(value);
  const columns = lineColumns(field, entities);
  if (lines.length === 0) return <span className="text-ink-3">{t("lines.empty")}</span>;
  return (
    <div className="scroll-thin overflow-x-auto rounded-md border border-line">
      <table className="w-full border-collapse text-sm tabular-nums">
        <LineHead columns={columns} spare={false} />
        <tbody>
          {lines.map((line, row) => (
            <tr key={String(line.id ?? row)} className="border-t border-line">
              {columns.map((column) => (
                <td key={column.name} className={cn("max-w-80 px-2.5 py-1.5", isSummed(column) && "text-right whitespace-nowrap")}>
                  <Cell field={column} value={line[column.name]} compact />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <LineTotals field={field} columns={columns} lines={lines} spare={false} />
      </table>
    </div>
  );
}
