"use client";
import { useModel } from "../../data/model";
import { Setting, Settings } from "../../dashboards/builder/field";
import { useT } from "../../i18n/provider";
import { Combobox } from "../../ui/combobox";
import { Input, NativeSelect } from "../../ui/input";
import { Switch } from "../../ui/switch";
import { cronOf, RHYTHMS, rhythmOf, type DraftSchedule, type Rhythm } from "./document";

interface ScheduleProps {
  schedule: DraftSchedule | undefined;
  roles: readonly string[];
  onChange(schedule: DraftSchedule | undefined): void;
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const FORMATS = ["html", "csv", "xlsx"] as const;

/** When a report is sent, to whom, and as what. A schedule written by hand stays as it is until another is chosen. */
export function ScheduleSettings({ schedule, roles, onChange }: ScheduleProps) {
  const t = useT();
  const { user } = useModel();
  const rhythm = schedule && rhythmOf(schedule.cron);
  const set = (change: Partial<DraftSchedule>) => schedule && onChange({ ...schedule, ...change });
  return (
    <Settings title={t("report.sending")}>
      <label className="flex items-center justify-between gap-2 text-sm">
        {t("report.send")}
        <Switch checked={schedule !== undefined} onCheckedChange={(on) => onChange(on ? { cron: cronOf("weekly", 8), timeZone: user.timeZone, people: [user.email], format: "html" } : undefined)} />
      </label>
      {schedule && (
        <>
          <div className="grid grid-cols-2 gap-1.5">
            <NativeSelect aria-label={t("report.rhythm")} value={rhythm?.rhythm ?? ""} onValueChange={(next) => next && set({ cron: cronOf(next as Rhythm, rhythm?.hour ?? 8) })}>
              {!rhythm && <option value="">{schedule.cron}</option>}
              {RHYTHMS.map((one) => <option key={one} value={one}>{t(`report.rhythm.${one}`)}</option>)}
            </NativeSelect>
            <NativeSelect aria-label={t("report.hour")} disabled={!rhythm} value={String(rhythm?.hour ?? "")} onValueChange={(hour) => rhythm && set({ cron: cronOf(rhythm.rhythm, Number(hour)) })}>
              {!rhythm && <option value="" />}
              {HOURS.map((hour) => <option key={hour} value={hour}>{`${String(hour).padStart(2, "0")}:00`}</option>)}
            </NativeSelect>
          </div>
          <p className="text-xs text-ink-3">{schedule.timeZone ?? "UTC"}</p>
          <Setting label={t("report.toRoles")} hint={t("report.toHint")}>
            {(id) => <Combobox id={id} multiple clearable placeholder={t("report.nobody")} choices={roles.map((role) => ({ value: role, label: role }))} values={schedule.roles ?? []} onChange={(chosen) => set({ roles: chosen.length ? chosen : undefined })} />}
          </Setting>
          <Setting label={t("report.toPeople")} hint={t("report.toPeopleHint")}>
            {(id) => <Input id={id} defaultValue={schedule.people?.join(", ") ?? ""} maxLength={2000} onBlur={(event) => {
              const people = event.target.value.split(/[\s,;]+/).filter(Boolean);
              set({ people: people.length ? people : undefined });
            }} />}
          </Setting>
          <Setting label={t("report.format")}>
            {(id) => (
              <NativeSelect id={id} value={schedule.format} onValueChange={(format) => set({ format: format as DraftSchedule["format"] })}>
                {FORMATS.map((format) => <option key={format} value={format}>{t(`report.format.${format}`)}</option>)}
              </NativeSelect>
            )}
          </Setting>
        </>
      )}
    </Settings>
  );
}
