"use client";
import { useCallback, type ReactNode } from "react";
import type { ClientField } from "../../runtime/model/client";
import type { ListGroup } from "../../runtime/model/types";
import { FieldCell } from "../fields/field-cell";
import { useLocale, useT } from "../i18n/provider";
import type { Group } from "./use-groups";

const FORMATS: Readonly<Record<NonNullable<ListGroup["by"]>, Intl.DateTimeFormatOptions>> = {
  day: { dateStyle: "full" }, week: { dateStyle: "medium" }, month: { month: "long", year: "numeric" }, quarter: { month: "short", year: "numeric" }, year: { year: "numeric" },
};

/** What a group is called: its value as the field shows it, its period in words, or that it is empty. */
export function useGroupLabel(field: ClientField | undefined, group: ListGroup | undefined): (group: Pick<Group, "value">) => ReactNode {
  const t = useT();
  const { language } = useLocale();
  const by = group?.by;
  return useCallback(
    ({ value }) => {
      if (value === null || value === undefined || !field) return <span className="text-ink-3">{t("list.noValue")}</span>;
      if (!by) return field.type === "boolean" ? t(value === true ? "field.yes" : "field.no") : <FieldCell field={field} value={value} compact />;
      const day = new Date(`${String(value).slice(0, 10)}T00:00:00Z`);
      if (by === "quarter") return t("list.quarter", { quarter: Math.floor(day.getUTCMonth() / 3) + 1, year: day.getUTCFullYear() });
      const text = new Intl.DateTimeFormat(language, { ...FORMATS[by], timeZone: "UTC" }).format(day);
      return by === "week" ? t("list.weekOf", { day: text }) : text;
    },
    [t, language, field, by],
  );
}
