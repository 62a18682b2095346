"use client";
import { AlarmClock } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";

const ReminderPanel = dynamic(() => import("./reminder-panel").then((module) => module.ReminderPanel), { ssr: false });

/** "Remind me" on a record: one's own reminders, and a new one. */
export function ReminderButton({ entity, id }: { entity: ClientEntity; id: string }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button variant="ghost" size="icon" aria-label={t("reminder.title")} title={t("reminder.title")}>
          <AlarmClock />
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" className="w-80 p-3" aria-label={t("reminder.title")}>
        {open && <ReminderPanel entity={entity} id={id} />}
      </PopoverContent>
    </Popover>
  );
}
