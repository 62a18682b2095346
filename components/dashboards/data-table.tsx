"use client";
import Link from "next/link";
import type { ReactNode } from "react";
import { useEntity } from "../data/model";
import { useT } from "../i18n/provider";
import type { WidgetViewProps } from "./types";
import { useWords } from "./use-words";

export const th = "sticky top-0 bg-raised px-2.5 first:pl-3.5 last:pr-3.5 py-1.5 text-left text-xs font-medium text-ink-3 whitespace-nowrap border-b border-line";
export const td = "px-2.5 first:pl-3.5 last:pr-3.5 py-1.5 text-sm border-b border-line";
export const numberCell = "text-right tabular-nums whitespace-nowrap";

/** Scrolls by keyboard, too. */
export function Scroller({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="region" aria-label={label} tabIndex={0} className="scroll-thin h-full overflow-auto focus-visible:outline-offset-[-2px]">
      {children}
    </div>
  );
}

/** Any grouped data as a table; each group leads to its records. The same facts as the chart, for everybody who cannot see or point at it. */
export function DataTable({ spec, data, hrefOf }: WidgetViewProps) {
  const t = useT();
  const words = useWords(useEntity(spec.entity));
  const rows = data.shape === "grouped" ? data.rows : data.shape === "number" ? (data.trend ?? []) : [];
  const groups = data.shape === "number" ? [{ id: "trend", field: String(spec.options["date"] ?? ""), by: "day" as const }] : spec.groupBy;
  return (
    <Scroller label={spec.label}>
      <table className="w-full border-collapse">
        <caption className="sr-only">{spec.label}</caption>
        <thead>
          <tr>
            {groups.map((group) => (
              <th key={group.id} scope="col" className={th}>
                {words.field(group.field)}
              </th>
            ))}
            {spec.measures.map((measure) => (
              <th key={measure.id} scope="col" className={`${th} text-right`}>
                {words.measure(measure)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => {
            const href = data.shape === "grouped" ? hrefOf(row.keys) : undefined;
            return (
              <tr key={index} className="hover:bg-hover">
                {groups.map((group, i) => (
                  <td key={group.id} className={td}>
                    {href && i === 0 ? (
                      <Link href={href} prefetch={false} className="rounded-sm text-accent-ink hover:underline">
                        {words.key(group, row.keys[i])}
                      </Link>
                    ) : (
                      words.key(group, row.keys[i])
                    )}
                  </td>
                ))}
                {spec.measures.map((measure, i) => (
                  <td key={measure.id} className={`${td} ${numberCell}`}>
                    {words.value(measure, row.values[i])}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      {data.shape === "grouped" && data.more && <p className="px-2.5 py-2 text-xs text-ink-3">{t("dashboard.moreGroups")}</p>}
    </Scroller>
  );
}
