"use client";
import { X } from "lucide-react";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";

/** Where the bulk bar will be, as long as nothing is chosen on a phone: what to do, all of them, and the way out. */
export function ChooseBar({ onAll, onEnd }: { onAll(): void; onEnd(): void }) {
  const t = useT();
  return (
    <div role="toolbar" aria-label={t("bulk.toolbar")} className="fixed inset-x-2 bottom-2 z-30 flex items-center gap-1 rounded-xl bg-raised py-1.5 pr-1.5 pl-4 shadow-pop animate-rise">
      <span role="status" className="min-w-0 flex-1 text-sm font-medium">
        {t("list.chooseHint")}
      </span>
      <Button variant="ghost" onClick={onAll}>
        {t("list.chooseAll")}
      </Button>
      <Button variant="ghost" size="icon" aria-label={t("list.chooseEnd")} onClick={onEnd}>
        <X />
      </Button>
    </div>
  );
}
