"use client";
import Link from "next/link";
import { fieldAtPath, useEntity, useModel } from "../../../data/model";
import { FieldCell } from "../../../fields/field-cell";
import { formatValue } from "../../../fields/format";
import { useLocale } from "../../../i18n/provider";
import { isNumeric } from "../../../lists/list-columns";
import { rowTitle } from "../../../lists/list-state";
import { cn } from "../../../ui/cn";
import { numberCell, Scroller, td, th } from "../../data-table";
import type { WidgetViewProps } from "../../types";
import { noRecords, type WidgetUi } from "../contract";

function TableView({ spec, data }: WidgetViewProps) {
  const model = useModel();
  const locale = useLocale();
  const entity = useEntity(spec.entity);
  if (!entity || data.shape !== "records") return null;
  const columns = spec.columns.flatMap((path) => {
    const field = fieldAtPath(model, entity, path);
    return field ? [{ path, field }] : [];
  });
  return (
    <Scroller label={spec.label}>
      <table className="w-full border-collapse">
        <caption className="sr-only">{spec.label}</caption>
        <thead>
          <tr>
            {columns.map(({ path, field }) => (
              <th key={path} scope="col" className={cn(th, isNumeric(field) && "text-right")}>{field.label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.items.map((item) => (
            <tr key={String(item["id"])} className="hover:bg-hover">
              {columns.map(({ path, field }, i) => (
                <td key={path} className={cn(td, "max-w-64", isNumeric(field) && numberCell)}>
                  {i === 0 ? (
                    <Link href={`/${entity.name}/${String(item["id"])}`} prefetch={false} className="block truncate rounded-sm font-medium hover:text-accent-ink hover:underline">
                      {path === entity.titleField ? rowTitle(entity, item) : formatValue(field, item[path], locale) || "–"}
                    </Link>
                  ) : (
                    <FieldCell field={field} value={item[path]} compact />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

export const table: WidgetUi = { View: TableView, isEmpty: noRecords };
