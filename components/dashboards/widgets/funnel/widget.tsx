"use client";
import Link from "next/link";
import { useEntity } from "../../../data/model";
import { useLocale } from "../../../i18n/provider";
import type { WidgetViewProps } from "../../types";
import { useWords } from "../../use-words";
import { noGroups, type WidgetUi } from "../contract";
import { funnelSteps } from "./steps";

/** Steps as bars one below the other, each with its number and its share of the first, or of all. */
function FunnelView({ spec, data, hrefOf }: WidgetViewProps) {
  const words = useWords(useEntity(spec.entity));
  const { language } = useLocale();
  const [group] = spec.groupBy;
  if (data.shape !== "grouped" || !group) return null;
  const steps = funnelSteps(data.rows, spec.options["cumulative"] === true);
  const percent = (share: number) => new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 0 }).format(share);
  return (
    <ol className="scroll-thin grid h-full grid-cols-[fit-content(45%)_minmax(0,1fr)_auto] content-evenly gap-x-2.5 gap-y-1 overflow-y-auto px-3.5 pb-3">
      {steps.map((step, i) => {
        const label = words.key(group, step.key);
        const href = hrefOf([step.key]);
        return (
          <li key={i} className="col-span-3 grid grid-cols-subgrid items-center text-sm">
            <span className="truncate text-ink-2" title={label}>
              {href ? (
                <Link href={href} prefetch={false} className="rounded-sm hover:text-accent-ink hover:underline">
                  {label}
                </Link>
              ) : (
                label
              )}
            </span>
            <span className="h-5 overflow-hidden rounded-sm bg-sunken" aria-hidden>
              <span className="block h-full rounded-sm" style={{ width: `${Math.max(step.share * 100, step.value > 0 ? 1 : 0)}%`, background: `var(--chart-1)`, opacity: 1 - (i / Math.max(steps.length, 1)) * 0.55 }} />
            </span>
            <span className="text-right tabular-nums whitespace-nowrap">
              {words.value(spec.measures[0], step.value)} <span className="ml-1 inline-block w-9 text-xs text-ink-3">{percent(step.part)}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}

export const funnel: WidgetUi = { View: FunnelView, isEmpty: noGroups };
