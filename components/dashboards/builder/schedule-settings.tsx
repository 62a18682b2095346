"use client";
import type { ReactNode } from "react";
import { useModel } from "../../data/model";
import { useT } from "../../i18n/provider";
import { Combobox, type Choice } from "../../ui/combobox";
import { Input, NativeSelect } from "../../ui/input";
import { Switch } from "../../ui/switch";
import { Setting, Settings } from "./field";
import { cronOf, RHYTHMS, rhythmOf, type DraftSchedule, type Rhythm } from "./schedule";

interface ScheduleProps {
  schedule: DraftSchedule | undefined;
  roles: readonly Choice[];
  /** The part of the schedule that changed; undefined when nothing is sent any more. */
  onChange(change: Partial<DraftSchedule> | undefined): void;
  /** What else there is to set. */
  children?: ReactNode;
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/** When something is sent, and to whom. A schedule written by hand stays as it is until another is chosen. */
export function ScheduleSettings({ schedule, roles, onChange, children }: ScheduleProps) {
  const t = useT();
  const { user } = useModel();
  const rhythm = schedule && rhythmOf(schedule.cron);
  return (
    <Settings title={t("report.sending")}>
      <label className="flex items-center justify-between gap-2 text-sm">
        {t("report.send")}
        <Switch checked={schedule !== undefined} onCheckedChange={(on) => onChange(on ? { cron: cronOf("weekly", 8), timeZone: user.timeZone, people: [user.email] } : undefined)} />
      </label>
      {schedule && (
        <>
          <div className="grid grid-cols-2 gap-1.5">
            <NativeSelect aria-label={t("report.rhythm")} value={rhythm?.rhythm ?? ""} onValueChange={(next) => next && onChange({ cron: cronOf(next as Rhythm, rhythm?.hour ?? 8) })}>
              {!rhythm && <option value="">{schedule.cron}</option>}
              {RHYTHMS.map((one) => <option key={one} value={one}>{t(`report.rhythm.${one}`)}</option>)}
            </NativeSelect>
            <NativeSelect aria-label={t("report.hour")} disabled={!rhythm} value={String(rhythm?.hour ?? "")} onValueChange={(hour) => rhythm && onChange({ cron: cronOf(rhythm.rhythm, Number(hour)) })}>
              {!rhythm && <option value="" />}
              {HOURS.map((hour) => <option key={hour} value={hour}>{`${String(hour).padStart(2, "0")}:00`}</option>)}
            </NativeSelect>
          </div>
          <p className="text-xs text-ink-3">{schedule.timeZone ?? "UTC"}</p>
          <Setting label={t("report.toRoles")} hint={t("report.toHint")}>
            {(id) => <Combobox id={id} multiple clearable placeholder={t("report.nobody")} choices={roles} values={schedule.roles ?? []} onChange={(chosen) => onChange({ roles: chosen.length ? chosen : undefined })} />}
          </Setting>
          <Setting label={t("report.toPeople")} hint={t("report.toPeopleHint")}>
            {(id) => <Input id={id} defaultValue={schedule.people?.join(", ") ?? ""} maxLength={2000} onBlur={(event) => {
              const people = event.target.value.split(/[\s,;]+/).filter(Boolean);
              onChange({ people: people.length ? people : undefined });
            }} />}
          </Setting>
          {children}
        </>
      )}
    </Settings>
  );
}
