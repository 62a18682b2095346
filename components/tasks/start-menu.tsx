"use client";
import { Play } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import type { ClientProcess } from "../../runtime/model/kinds/process/model";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "../ui/menu";

const StartDialog = dynamic(() => import("./start-dialog").then((module) => module.StartDialog), { ssr: false });

/** Starts processes that are about no record; the others are started on theirs. */
export function StartMenu({ processes }: { processes: readonly ClientProcess[] }) {
  const t = useT();
  const [chosen, setChosen] = useState<{ readonly process: ClientProcess; readonly button: ClientProcess["buttons"][number] }>();
  if (processes.length === 0) return null;
  return (
    <>
      <Menu>
        <MenuTrigger asChild><Button size="sm"><Play />{t("tasks.startProcess")}</Button></MenuTrigger>
        <MenuContent align="end">{processes.flatMap((process) => process.buttons.map((button) => <MenuItem key={`${process.id}/${button.id}`} onSelect={() => setChosen({ process, button })}><Icon name={button.icon ?? "play"} />{button.label}</MenuItem>))}</MenuContent>
      </Menu>
      {chosen && <StartDialog process={chosen.process} button={chosen.button} onClose={() => setChosen(undefined)} />}
    </>
  );
}
