"use client";
import Link from "next/link";
import { useMemo } from "react";
import { pivotOf } from "../../../../runtime/widgets/pivot";
import { useEntity } from "../../../data/model";
import { useT } from "../../../i18n/provider";
import { cn } from "../../../ui/cn";
import { DataTable, numberCell, Scroller, td, th } from "../../data-table";
import type { WidgetViewProps } from "../../types";
import { useWords } from "../../use-words";
import { noGroups, type WidgetUi } from "../contract";

/** Rows by the first group, columns by the second, totals where numbers add up. With one group it is a plain table. */
function PivotView(props: WidgetViewProps) {
  const { spec, data, hrefOf } = props;
  const t = useT();
  const words = useWords(useEntity(spec.entity));
  const [rows, columns] = spec.groupBy;
  const [measure] = spec.measures;
  const pivot = useMemo(() => pivotOf(data.shape === "grouped" ? data.rows : [], measure?.function ?? "count"), [data, measure]);
  if (!columns || !rows) return <DataTable {...props} />;
  const cell = (value: number | null, href: string | undefined) =>
    value === null || value === 0 ? (
      <span className="text-ink-3">·</span>
    ) : href ? (
      <Link href={href} prefetch={false} className="rounded-sm hover:text-accent-ink hover:underline">
        {words.value(measure, value)}
      </Link>
    ) : (
      words.value(measure, value)
    );
  const totals = pivot.total !== null;
  return (
    <Scroller label={spec.label}>
      <table className="w-full border-collapse">
        <caption className="sr-only">{spec.label}</caption>
        <thead>
          <tr>
            <th scope="col" className={th}>{words.field(rows.field)}</th>
            {pivot.columns.map((key, i) => (
              <th key={i} scope="col" className={cn(th, "text-right")}>{words.key(columns, key)}</th>
            ))}
            {totals && <th scope="col" className={cn(th, "text-right text-ink")}>{t("dashboard.total")}</th>}
          </tr>
        </thead>
        <tbody>
          {pivot.rows.map((row, i) => (
            <tr key={i} className="hover:bg-hover">
              <th scope="row" className={cn(td, "text-left font-normal whitespace-nowrap")}>{words.key(rows, row.key)}</th>
              {row.cells.map((value, j) => (
                <td key={j} className={cn(td, numberCell)}>{cell(value, hrefOf([row.key, pivot.columns[j]]))}</td>
              ))}
              {totals && <td className={cn(td, numberCell, "font-medium")}>{cell(row.total, hrefOf([row.key]))}</td>}
            </tr>
          ))}
        </tbody>
        {totals && (
          <tfoot>
            <tr>
              <th scope="row" className={cn(td, "border-b-0 text-left font-medium")}>{t("dashboard.total")}</th>
              {pivot.totals.map((value, i) => (
                <td key={i} className={cn(td, numberCell, "border-b-0 font-medium")}>{words.value(measure, value)}</td>
              ))}
              <td className={cn(td, numberCell, "border-b-0 font-semibold")}>{words.value(measure, pivot.total)}</td>
            </tr>
          </tfoot>
        )}
      </table>
    </Scroller>
  );
}

export const pivot: WidgetUi = { View: PivotView, isEmpty: noGroups };
