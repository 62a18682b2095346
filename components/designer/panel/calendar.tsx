"use client";
import { useAdmin } from "../../admin/use-admin";
import { useT } from "../../i18n/provider";
import { Setting } from "../../dashboards/builder/field";
import { NativeSelect } from "../../ui/input";

interface Listed {
  readonly items: readonly { readonly kind: string; readonly name: string; readonly label?: string }[];
}

/** The working calendar by which time spans are reckoned; `otherwise` says what holds without one. */
export function CalendarSetting({ value, otherwise, onChange }: { value: string | undefined; otherwise: string; onChange(value: string | undefined): void }) {
  const t = useT();
  const { data } = useAdmin<Listed>("/metadata");
  const calendars = (data?.items ?? []).filter(({ kind }) => kind === "workingCalendar");
  return (
    <Setting label={t("calendars.one")} hint={t("calendars.settingHint")}>
      {(id) => (
        <NativeSelect id={id} value={value ?? ""} onValueChange={(next) => onChange(next || undefined)}>
          <option value="">{otherwise}</option>
          {value !== undefined && !calendars.some(({ name }) => name === value) && <option value={value}>{value}</option>}
          {calendars.map(({ name, label }) => <option key={name} value={name}>{label ?? name}</option>)}
        </NativeSelect>
      )}
    </Setting>
  );
}
