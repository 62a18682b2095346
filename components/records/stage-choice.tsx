"use client";
import { Check, ChevronDown } from "lucide-react";
import { useT } from "../i18n/provider";
import { toneOf } from "../ui/badge";
import { cn } from "../ui/cn";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "../ui/menu";
import type { StageBarProps } from "./stage-bar";

/** The steps on a phone: the present one, how far it is, and the others in a menu. */
export function StageChoice({ field, steps, reason, busy, onChoose }: StageBarProps) {
  const t = useT();
  const at = steps.findIndex((step) => step.isNow);
  const now = steps[at];
  const tone = toneOf(now?.color);
  return (
    <div data-chrome className="mb-4 sm:hidden">
      <Menu>
        <MenuTrigger asChild>
          <button
            type="button"
            disabled={reason !== undefined || busy}
            title={reason}
            aria-label={`${t("stage.label", { label: field.label })}: ${now?.label ?? t("stage.none")}`}
            className="flex h-11 w-full items-center gap-2 rounded-t-lg border border-b-0 border-line bg-raised px-3 text-sm"
          >
            <span aria-hidden className="size-2 shrink-0 rounded-full" style={{ background: `var(--tone-${tone}-ink)` }} />
            <span className="min-w-0 flex-1 truncate text-left font-semibold">{now?.label ?? t("stage.none")}</span>
            <span aria-hidden className="shrink-0 text-xs text-ink-3 tabular-nums">
              {at + 1} / {steps.length}
            </span>
            {reason === undefined && <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-3" />}
          </button>
        </MenuTrigger>
        <MenuContent align="start" className="w-[calc(100vw-2rem)]">
          {steps.map((step) => (
            <MenuItem key={step.value} role="menuitemradio" aria-checked={step.isNow} onSelect={() => !step.isNow && onChoose(step)}>
              <span aria-hidden className="mx-1 size-2 shrink-0 rounded-full" style={{ background: `var(--tone-${toneOf(step.color)}-ink)` }} />
              <span className={cn("min-w-0 flex-1 truncate", step.isNow && "font-semibold")}>{step.label}</span>
              {step.isNow && <Check aria-hidden />}
              {step.isDone && <span className="sr-only">{t("stage.done")}</span>}
            </MenuItem>
          ))}
        </MenuContent>
      </Menu>
      <div aria-hidden className="flex h-1 gap-px overflow-hidden rounded-b-lg">
        {steps.map((step) => (
          <span key={step.value} className={cn("flex-1", step.isNow || step.isDone ? "bg-accent" : "bg-active")} />
        ))}
      </div>
    </div>
  );
}
