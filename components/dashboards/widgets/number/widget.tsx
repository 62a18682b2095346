"use client";
import { ArrowDown, ArrowUp, Minus } from "lucide-react";
import Link from "next/link";
import { useEntity } from "../../../data/model";
import { useLocale, useT } from "../../../i18n/provider";
import { cn } from "../../../ui/cn";
import type { WidgetViewProps } from "../../types";
import { useWords } from "../../use-words";
import type { WidgetUi } from "../contract";
import { Sparkline } from "./sparkline";

/** A digit is about two thirds as wide as it is high: letters so large that a long number fills its tile, and no larger than others. */
const WIDTH_OF_ALL = 155;

function NumberView({ spec, data, hrefOf }: WidgetViewProps) {
  const words = useWords(useEntity(spec.entity));
  if (data.shape !== "number") return null;
  const href = hrefOf([]);
  const text = words.value(spec.measures[0], data.value);
  return (
    <div className="flex h-full min-w-0 flex-col justify-between gap-1 px-3.5 pb-2.5">
      <div className="@container flex min-w-0 flex-wrap items-baseline gap-x-2.5 gap-y-0.5">
        <span className="truncate leading-8 font-semibold tracking-tight tabular-nums" style={{ fontSize: `min(1.5rem, ${WIDTH_OF_ALL / Math.max(text.length, 1)}cqw)` }} title={text}>
          {href ? (
            <Link href={href} prefetch={false} className="rounded-sm hover:text-accent-ink hover:underline hover:decoration-2 hover:underline-offset-4">
              {text}
            </Link>
          ) : (
            text
          )}
        </span>
        {data.previous !== undefined && data.previous !== null && Number(data.previous) !== 0 && <Change value={data.value} previous={data.previous} lessIsBetter={spec.options["lessIsBetter"] === true} previousText={words.value(spec.measures[0], data.previous)} />}
      </div>
      {data.trend && data.trend.length > 1 && <Sparkline values={data.trend.map(({ values }) => Number(values[0] ?? 0))} />}
    </div>
  );
}

interface ChangeProps {
  value: unknown;
  previous: unknown;
  previousText: string;
  lessIsBetter: boolean;
}

/** Against the stretch before, when there was something: an arrow, a share and, in words, the number there was. */
function Change({ value, previous, previousText, lessIsBetter }: ChangeProps) {
  const t = useT();
  const { language } = useLocale();
  const [now, before] = [Number(value ?? 0), Number(previous ?? 0)];
  const share = (now - before) / Math.abs(before);
  const good = now === before ? undefined : now > before !== lessIsBetter;
  const Arrow = now === before ? Minus : now > before ? ArrowUp : ArrowDown;
  return (
    <span className={cn("inline-flex items-center gap-0.5 text-xs font-medium", good === undefined ? "text-ink-3" : good ? "text-success-ink" : "text-danger-ink")} title={t("dashboard.before", { value: previousText })}>
      <Arrow className="size-3.5" aria-hidden />
      {new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: Math.abs(share) < 0.1 ? 1 : 0, signDisplay: "exceptZero" }).format(share)}
      <span className="sr-only">{t("dashboard.before", { value: previousText })}</span>
    </span>
  );
}

export const number: WidgetUi = { View: NumberView };
