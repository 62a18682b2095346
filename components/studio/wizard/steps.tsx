"use client";
import { Check } from "lucide-react";
import type { MessageKey } from "../../i18n/messages";
import { useT } from "../../i18n/provider";
import { cn } from "../../ui/cn";

/** Where one is; a step that was reached can be gone back to. */
export function Steps({ steps, at, onGo }: { steps: readonly MessageKey[]; at: number; onGo(step: number): void }) {
  const t = useT();
  return (
    <ol className="flex min-w-0 items-center gap-1 overflow-x-auto text-sm" aria-label={t("studio.steps")}>
      {steps.map((step, index) => (
        <li key={step} className="flex shrink-0 items-center">
          {index > 0 && <span className="mx-1 h-px w-5 bg-line-strong max-sm:w-2" aria-hidden />}
          <button type="button" disabled={index > at} aria-current={index === at ? "step" : undefined} onClick={() => onGo(index)} className={cn("flex h-9 items-center gap-2 rounded-md px-1.5 text-ink-3 enabled:hover:text-ink", index === at && "font-medium text-ink", index < at && "text-ink-2")}>
            <span className={cn("flex size-5 items-center justify-center rounded-full border border-line-strong text-xs tabular-nums", index === at && "border-accent bg-accent text-on-accent", index < at && "border-transparent bg-accent-soft text-accent-ink")}>{index < at ? <Check className="size-3" aria-hidden /> : index + 1}</span>
            <span className={cn(index !== at && "max-sm:sr-only")}>{t(step)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
