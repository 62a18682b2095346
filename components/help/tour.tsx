"use client";
import { X } from "lucide-react";
import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { useDeskSettings } from "../data/desk";
import type { MessageKey } from "../i18n/messages";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";

/** A step speaks of one thing; the first element that fits is outlined meanwhile. */
const STEPS: readonly { readonly title: MessageKey; readonly text: MessageKey; readonly shows?: string }[] = [
  { title: "tour.menu", text: "tour.menuText", shows: "aside nav" },
  { title: "tour.palette", text: "tour.paletteText", shows: "[aria-keyshortcuts='Control+K']" },
  { title: "tour.lists", text: "tour.listsText", shows: "[data-tour='list']" },
  { title: "tour.star", text: "tour.starText", shows: "[data-tour='star']" },
  { title: "tour.profile", text: "tour.profileText", shows: "header [aria-haspopup='menu']:last-of-type" },
];

/** Five steps for somebody new. It covers nothing that is needed, can be waved away, and does not come back on any device. */
export function Tour({ onClose }: { onClose(): void }) {
  const t = useT();
  const keep = useDeskSettings();
  const filling = usePathname().endsWith("/new");
  const [at, setAt] = useState(0);
  const step = STEPS[at]!;
  const end = () => {
    keep({ tourDone: true });
    onClose();
  };
  useEffect(() => {
    if (filling) return;
    const target = step.shows === undefined ? null : document.querySelector(step.shows);
    target?.setAttribute("data-tour-now", "");
    return () => target?.removeAttribute("data-tour-now");
  }, [step, filling]);
  // Who fills in a form is not disturbed; the step waits.
  if (filling) return null;
  return (
    <section data-chrome aria-label={t("tour.title")} onKeyDown={(event) => event.key === "Escape" && end()} className="fixed bottom-4 left-4 z-30 w-[min(22rem,calc(100vw-2rem))] rounded-xl bg-raised p-4 shadow-pop animate-rise">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1" aria-live="polite">
          <p className="text-xs text-ink-3 tabular-nums">{t("tour.step", { at: at + 1, of: STEPS.length })}</p>
          <h2 className="mt-0.5 font-semibold">{t(step.title)}</h2>
          <p className="mt-1 text-sm text-ink-2">{t(step.text)}</p>
        </div>
        <Button variant="ghost" size="iconSm" aria-label={t("tour.end")} onClick={end}>
          <X />
        </Button>
      </div>
      <div className="mt-3 flex justify-end gap-2">
        {at > 0 && <Button size="sm" variant="ghost" onClick={() => setAt(at - 1)}>{t("tour.back")}</Button>}
        <Button size="sm" variant="primary" onClick={() => (at < STEPS.length - 1 ? setAt(at + 1) : end())}>
          {at < STEPS.length - 1 ? t("tour.next") : t("tour.finish")}
        </Button>
      </div>
    </section>
  );
}
