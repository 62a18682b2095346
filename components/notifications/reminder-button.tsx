"use client";
import { AlarmClock } from "lucide-react";
import dynamic from "next/dynamic";
import type { ClientEntity } from "../../runtime/model/client";
import { useT } from "../i18n/provider";
import { PanelButton } from "../ui/panel-button";

// With the machinery that places it, loaded when it is opened.
const Panel = dynamic(() => import("../ui/panel").then((module) => module.Panel), { ssr: false });
const ReminderPanel = dynamic(() => import("./reminder-panel").then((module) => module.ReminderPanel), { ssr: false });

/** "Remind me" on a record: one's own reminders, and a new one. */
export function ReminderButton({ entity, id }: { entity: ClientEntity; id: string }) {
  const t = useT();
  return (
    <PanelButton
      size="icon"
      label={t("reminder.title")}
      title={t("reminder.title")}
      panel={(anchor, close) => (
        <Panel anchor={anchor} label={t("reminder.title")} align="end" onClose={close} className="w-80">
          <h2 className="mb-3 text-sm font-semibold">{t("reminder.title")}</h2>
          <ReminderPanel entity={entity} id={id} />
        </Panel>
      )}
    >
      <AlarmClock />
    </PanelButton>
  );
}
