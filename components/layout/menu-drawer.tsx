"use client";
import { useT } from "../i18n/provider";
import { Dialog, SheetContent } from "../ui/dialog";
import { MenuNav } from "./sidebar";

/** The navigation on a phone. */
export function MenuDrawer({ onClose }: { onClose(): void }) {
  const t = useT();
  return (
    <Dialog open onOpenChange={onClose}>
      <SheetContent side="left" title={t("app.name")} className="w-[min(18rem,85vw)] bg-sunken">
        <MenuNav className="-mx-5 px-3" onNavigate={onClose} />
      </SheetContent>
    </Dialog>
  );
}
