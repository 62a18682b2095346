"use client";
import { Check } from "lucide-react";
import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import type { ClientField } from "../../runtime/model/client";
import { useT } from "../i18n/provider";
import { toneOf } from "../ui/badge";
import { cn } from "../ui/cn";
import type { Step } from "./stages";

export interface StageBarProps {
  field: ClientField;
  steps: readonly Step[];
  /** Why no step may be chosen; absent when one may. */
  reason?: string;
  busy: boolean;
  onChoose(step: Step): void;
}

/** Colours metadata gives to good and bad ends; they show where other steps show the accent. */
const ENDS: ReadonlySet<string> = new Set(["green", "red"]);
const NOTCH = "0.6rem";
const shapeOf = (isFirst: boolean, isLast: boolean): string =>
  `polygon(0 0, ${isLast ? "100% 0, 100% 100%" : `calc(100% - ${NOTCH}) 0, 100% 50%, calc(100% - ${NOTCH}) 100%`}, 0 100%${isFirst ? "" : `, ${NOTCH} 50%`})`;

/** The steps of a record as arrows. Left and right move between them, Enter chooses. A phone shows the present one only (stage-choice.tsx). */
export function StageBar({ field, steps, reason, busy, onChoose }: StageBarProps) {
  const t = useT();
  const bar = useRef<HTMLOListElement>(null);
  const now = steps.findIndex((step) => step.isNow);
  const [at, setAt] = useState<number>();
  const stop = at ?? Math.max(0, now);

  useEffect(() => {
    const [list, step] = [bar.current, bar.current?.children[now] as HTMLElement | undefined];
    if (list && step) list.scrollLeft = step.offsetLeft - (list.clientWidth - step.clientWidth) / 2;
  }, [now]);

  const move = (event: KeyboardEvent) => {
    const next = { ArrowRight: stop + 1, ArrowLeft: stop - 1, Home: 0, End: steps.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const to = Math.min(steps.length - 1, Math.max(0, next));
    setAt(to);
    bar.current?.children[to]?.querySelector("button")?.focus();
  };

  return (
    <ol ref={bar} data-chrome aria-label={t("stage.label", { label: field.label })} onKeyDown={move} className="scroll-thin relative mb-4 flex gap-0.5 overflow-x-auto max-sm:hidden">
      {steps.map((step, index) => {
        const tone = step.isNow && ENDS.has(step.color ?? "") ? toneOf(step.color) : undefined;
        return (
          <li key={step.value} className="min-w-0 flex-1">
            <button
              type="button"
              tabIndex={index === stop ? 0 : -1}
              aria-current={step.isNow ? "step" : undefined}
              aria-disabled={reason !== undefined || busy ? true : undefined}
              title={reason ?? step.label}
              onFocus={() => setAt(index)}
              onClick={() => reason === undefined && !busy && !step.isNow && onChoose(step)}
              style={{ clipPath: shapeOf(index === 0, index === steps.length - 1), ...(tone ? { background: `var(--tone-${tone}-bg)`, color: `var(--tone-${tone}-ink)` } : {}) }}
              className={cn(
                "group flex h-8 w-full items-center justify-center gap-1 px-4 text-xs whitespace-nowrap",
                step.isNow ? cn("font-semibold", !tone && "bg-accent text-on-accent") : step.isDone ? "bg-accent-soft text-accent-ink" : "bg-active text-ink-2",
                reason === undefined && !step.isNow && "hover:brightness-95 dark:hover:brightness-125",
                reason !== undefined && !step.isNow && "text-ink-3",
              )}
            >
              {step.isDone && <Check className="size-3.5 shrink-0 max-lg:hidden" aria-hidden />}
              <span className="truncate group-focus-visible:underline group-focus-visible:underline-offset-4">{step.label}</span>
              {step.isDone && <span className="sr-only">{t("stage.done")}</span>}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
