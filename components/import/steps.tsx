"use client";
import type { MessageKey } from "../i18n/messages";
import { useT } from "../i18n/provider";
import { cn } from "../ui/cn";

const STEPS: readonly MessageKey[] = ["import.stepFile", "import.stepMap", "import.stepTry", "import.stepDone"];

/** Where one is among the four steps. */
export function Steps({ at }: { at: number }) {
  const t = useT();
  return (
    <ol className="mt-4 mb-6 flex flex-wrap gap-x-5 gap-y-1 text-sm" aria-label={t("import.steps")}>
      {STEPS.map((step, index) => (
        <li key={step} aria-current={index === at ? "step" : undefined} className={cn("flex items-center gap-1.5 text-ink-3", index === at && "font-medium text-ink", index < at && "text-ink-2")}>
          <span className={cn("flex size-5 items-center justify-center rounded-full border border-line text-xs tabular-nums", index === at && "border-accent bg-accent text-on-accent", index < at && "bg-accent-soft text-accent-ink")}>{index + 1}</span>
          {t(step)}
        </li>
      ))}
    </ol>
  );
}
