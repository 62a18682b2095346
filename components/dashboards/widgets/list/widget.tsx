"use client";
import Link from "next/link";
import { useMemo } from "react";
import { fieldAtPath, useEntity, useModel } from "../../../data/model";
import { FieldCell } from "../../../fields/field-cell";
import { formatValue } from "../../../fields/format";
import { useLocale } from "../../../i18n/provider";
import { rowTitle } from "../../../lists/list-state";
import { cn } from "../../../ui/cn";
import type { WidgetViewProps } from "../../types";
import { noRecords, type WidgetUi } from "../contract";

/** Records one below the other: title, then facts; what is late is marked. */
function ListView({ spec, data }: WidgetViewProps) {
  const model = useModel();
  const locale = useLocale();
  const entity = useEntity(spec.entity);
  const now = useMemo(() => new Date().toISOString(), [data]);
  if (!entity || data.shape !== "records") return null;
  const due = typeof spec.options["due"] === "string" ? spec.options["due"] : undefined;
  const [first = entity.titleField, ...rest] = spec.columns;
  const facts = rest.flatMap((path) => {
    const field = fieldAtPath(model, entity, path);
    return field ? [{ path, field }] : [];
  });
  const titleField = fieldAtPath(model, entity, first);
  return (
    <ul className="scroll-thin h-full overflow-y-auto pb-1">
      {data.items.map((item) => {
        const late = due !== undefined && typeof item[due] === "string" && item[due] < (item[due].length === 10 ? now.slice(0, 10) : now);
        return (
          <li key={String(item["id"])} className="border-b border-line last:border-b-0">
            <div className="flex flex-col gap-0.5 px-3.5 py-2 hover:bg-hover">
              <Link href={`/${entity.name}/${String(item["id"])}`} prefetch={false} className="truncate rounded-sm text-sm font-medium hover:text-accent-ink hover:underline">
                {first === entity.titleField || !titleField ? rowTitle(entity, item) : formatValue(titleField, item[first], locale)}
              </Link>
              <div className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-0.5 text-xs text-ink-3">
                {facts
                  .filter(({ path }) => item[path] !== null && item[path] !== undefined && item[path] !== "")
                  .map(({ path, field }) => (
                    <span key={path} className={cn("max-w-56 truncate", path === due && late && "font-medium text-danger-ink")}>
                      <FieldCell field={field} value={item[path]} compact />
                    </span>
                  ))}
              </div>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

export const list: WidgetUi = { View: ListView, isEmpty: noRecords };
