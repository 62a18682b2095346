"use client";
import { useT } from "../i18n/provider";
import { Dialog, SheetContent } from "../ui/dialog";
import { DeskNav } from "./desk-nav";
import { MenuNav } from "./sidebar";

/** The navigation on a phone. */
export function MenuDrawer({ onClose }: { onClose(): void }) {
  const t = useT();
  return (
    <Dialog open onOpenChange={onClose}>
      <SheetContent side="left" title={t("app.name")} className="w-[min(18rem,85vw)] bg-sunken">
        <MenuNav className="-mx-5 px-3" onNavigate={onClose} />
        <div className="-mx-5 px-1">
          <DeskNav onNavigate={onClose} />
        </div>
      </SheetContent>
    </Dialog>
  );
}
