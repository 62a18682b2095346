"use client";
import { Search } from "lucide-react";
import { useT } from "../i18n/provider";
import { Dialog, SheetContent } from "../ui/dialog";
import { DeskNav } from "./desk-nav";
import { MenuNav } from "./sidebar";

/** The navigation on a phone. */
export function MenuDrawer({ onClose, onSearch }: { onClose(): void; onSearch(): void }) {
  const t = useT();
  return (
    <Dialog open onOpenChange={onClose}>
      <SheetContent side="left" title={t("app.name")} className="w-[min(18rem,85vw)] bg-sunken">
        <button type="button" onClick={onSearch} className="mb-3 flex h-11 w-full items-center gap-2 rounded-md border border-line bg-raised px-3 text-sm text-ink-3">
          <Search aria-hidden className="size-4" />
          {t("shell.search")}
        </button>
        <MenuNav className="-mx-5 px-3" onNavigate={onClose} />
        <div className="-mx-5 px-1">
          <DeskNav onNavigate={onClose} />
        </div>
      </SheetContent>
    </Dialog>
  );
}
