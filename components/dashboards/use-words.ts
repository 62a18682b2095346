"use client";
import { formatNumber } from "../../runtime/fields/families/decimal";
import { fieldType, isFieldTypeName } from "../../runtime/fields/index";
import type { ClientEntity, ClientField } from "../../runtime/model/client";
import type { Bucket, WidgetEnv, WidgetGroup } from "../../runtime/widgets/widget";
import { measuredText } from "../../runtime/widgets/measured";
import type { ClientMeasure } from "../../runtime/model/kinds/query-part";
import { fieldAtPath, useModel } from "../data/model";
import { formatValue } from "../fields/format";
import type { MessageKey } from "../i18n/messages";
import { useLocale, useT } from "../i18n/provider";

export interface Words {
  /** Label of a field at a path; the path itself when it is unknown. */
  field(path: string): string;
  measure(measure: ClientMeasure): string;
  key(group: WidgetGroup, key: unknown): string;
  /** A measured value; `short` for axes and tight places. */
  value(measure: ClientMeasure | undefined, value: unknown, short?: boolean): string;
}

/** From here on a number is told in short. */
const LARGE = 1e9;

const numeric = (value: unknown): number | undefined => (typeof value === "number" ? value : typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined);

/** First day of a bucket as people read it: "2026", "Q1 2026", "Mar 2026", "1 Mar". */
export function bucketLabel(day: string, by: Bucket, language: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  const text = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" }).format(date);
  if (by === "year") return day.slice(0, 4);
  if (by === "quarter") return `Q${Math.floor(date.getUTCMonth() / 3) + 1} ${day.slice(0, 4)}`;
  return by === "month" ? text({ month: "short", year: "numeric" }) : text({ day: "numeric", month: "short", year: "2-digit" });
}

/** Words of everything a widget of this entity shows. */
export function useWords(entity: ClientEntity | undefined): Words {
  const t = useT();
  const model = useModel();
  const locale = useLocale();
  const field = (path: string): ClientField | undefined => entity && fieldAtPath(model, entity, path);
  return {
    field: (path) => field(path)?.label ?? path,
    measure: ({ label, function: name, field: path }) => label ?? (path === undefined ? (entity?.plural ?? t("measure.count")) : t(`measure.${name}Of` as MessageKey, { field: field(path)?.label ?? path })),
    key({ field: path, by }, key) {
      if (key === null || key === undefined) return t("dashboard.none");
      if (by && typeof key === "string") return bucketLabel(key, by, locale.language);
      if (typeof key === "object" && "id" in key) return "title" in key && key.title ? String(key.title) : t("dashboard.untitled");
      const known = field(path);
      return known ? formatValue(known, key, locale) || String(key) : String(key);
    },
    value(measure, value, short = false) {
      if (value === null || value === undefined) return "–";
      const given = numeric(value);
      if (given !== undefined && (short || Math.abs(given) >= LARGE)) return formatNumber(given, locale.language, { notation: "compact", maximumFractionDigits: 1 });
      return measuredText(measure?.field === undefined ? undefined : field(measure.field), measure?.function ?? "count", value, locale);
    },
  };
}

/** Kinds of values of an entity's fields, for drilling down. */
export function useFeel(entity: ClientEntity | undefined): Pick<WidgetEnv, "feel" | "timeZone"> {
  const model = useModel();
  return {
    timeZone: model.user.timeZone,
    feel: (path) => {
      const type = entity && fieldAtPath(model, entity, path)?.type;
      return type && isFieldTypeName(type) ? fieldType(type).feel : undefined;
    },
  };
}
