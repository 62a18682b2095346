"use client";
import type { ClientEntity } from "../../runtime/model/client";
import { useT } from "../i18n/provider";
import { Dialog, DialogContent } from "../ui/dialog";
import { ReminderPanel } from "./reminder-panel";

/** One's reminders of a record where no button is there for them to hang under: on a phone. */
export function ReminderDialog({ entity, id, onClose }: { entity: ClientEntity; id: string; onClose(): void }) {
  const t = useT();
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={t("reminder.title")}>
        <ReminderPanel entity={entity} id={id} />
      </DialogContent>
    </Dialog>
  );
}
