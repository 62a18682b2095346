"use client";
import { TOTAL_MEASURES, type ColumnTotal } from "../../../runtime/model/types";
import { Setting, Settings } from "../../dashboards/builder/field";
import type { MessageKey } from "../../i18n/messages";
import { useT } from "../../i18n/provider";
import { figureOf } from "../../lists/group-values";
import type { ListColumn } from "../../lists/list-state";
import { NativeSelect } from "../../ui/input";

const WORDS: Readonly<Record<ColumnTotal, MessageKey>> = { none: "studio.total.none", sum: "studio.total.sum", average: "studio.total.average", min: "studio.total.min", max: "studio.total.max" };

/** Which figures a column can have under it. */
const figuresOf = (column: ListColumn): readonly ColumnTotal[] => (Object.keys(TOTAL_MEASURES) as (keyof typeof TOTAL_MEASURES)[]).filter((total) => figureOf({ ...column, total }) !== undefined);

/** What stands under the columns of a list and beside its groups. Columns that can be measured by nothing are left out. */
export function ColumnTotals({ columns, onChange }: { columns: readonly ListColumn[]; onChange(path: string, total: ColumnTotal | undefined): void }) {
  const t = useT();
  const measured = columns.flatMap((column) => {
    const figures = figuresOf(column);
    return figures.length > 0 ? [{ column, figures }] : [];
  });
  if (measured.length === 0) return null;
  return (
    <Settings title={t("studio.totals")}>
      {measured.map(({ column, figures }) => {
        const { total: _total, ...bare } = column;
        const usual: ColumnTotal = figureOf(bare) === undefined ? "none" : "sum";
        return (
          <Setting key={column.path} label={column.label}>
            {(id) => (
              <NativeSelect id={id} className="w-full" value={column.total ?? ""} onValueChange={(value) => onChange(column.path, value === "" ? undefined : (value as ColumnTotal))}>
                <option value="">{t("studio.total.usual", { figure: t(WORDS[usual]) })}</option>
                {(["none", ...figures] as const).map((figure) => <option key={figure} value={figure}>{t(WORDS[figure])}</option>)}
              </NativeSelect>
            )}
          </Setting>
        );
      })}
    </Settings>
  );
}
