"use client";
import { Trash2 } from "lucide-react";
import { useState, type FormEvent } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import { ApiError } from "../data/api";
import { useReminderEdits, useReminders, type ReminderItem } from "../data/notifications";
import { useMoment } from "../i18n/moment";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Input, NativeSelect, Textarea } from "../ui/input";
import { Notice } from "../ui/states";

const REPEATS = ["day", "week", "month", "year"] as const;
const MOMENT = "moment";

/** The clock of the browser at the next full hour, as an input of date and time takes it. */
function nextHour(): string {
  const at = new Date(Date.now() + 3_600_000);
  at.setMinutes(0, 0, 0);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export function ReminderPanel({ entity, id }: { entity: ClientEntity; id: string }) {
  const t = useT();
  const { data: reminders = [] } = useReminders(entity.name, id);
  const { add, remove } = useReminderEdits(entity.name, id);
  const [when, setWhen] = useState(MOMENT);
  const dates = entity.fields.filter((field) => field.type === "date" || field.type === "dateTime");
  const issue = add.error instanceof ApiError ? (add.error.issues[0]?.message ?? add.error.message) : undefined;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    const [offset, field] = when.split(" ");
    const repeat = String(given.get("repeat") ?? "");
    const moment = { at: new Date(String(given.get("at"))).toISOString(), ...(repeat ? { repeat } : {}) };
    add.mutate({ note: String(given.get("note") ?? ""), ...(when === MOMENT ? moment : { field, offset }) }, { onSuccess: () => form.reset() });
  };

  return (
    <div className="space-y-3">
      {reminders.length > 0 && (
        <ul className="divide-y divide-line rounded-md border border-line">
          {reminders.map((reminder) => <Item key={reminder.id} reminder={reminder} onRemove={() => remove.mutate(reminder.id)} />)}
        </ul>
      )}
      <form onSubmit={submit} className="space-y-2">
        {issue && <Notice tone="danger">{issue}</Notice>}
        <NativeSelect aria-label={t("reminder.when")} className="w-full" value={when} onValueChange={setWhen}>
          <option value={MOMENT}>{t("reminder.moment")}</option>
          {dates.flatMap((field) => [
            <option key={`on ${field.name}`} value={`PT0M ${field.name}`}>{t("reminder.onDate", { field: field.label })}</option>,
            <option key={`before ${field.name}`} value={`-P1D ${field.name}`}>{t("reminder.dayBefore", { field: field.label })}</option>,
          ])}
        </NativeSelect>
        {when === MOMENT && (
          <>
            <Input type="datetime-local" name="at" required defaultValue={nextHour()} aria-label={t("reminder.moment")} className="w-full" />
            <label className="flex items-center gap-2 text-sm text-ink-2">
              <span className="shrink-0">{t("reminder.repeat")}</span>
              <select name="repeat" className="field-box h-8 px-2 max-sm:h-10">
                <option value="">{t("reminder.repeat.none")}</option>
                {REPEATS.map((repeat) => (
                  <option key={repeat} value={repeat}>
                    {t(`reminder.repeat.${repeat}`)}
                  </option>
                ))}
              </select>
            </label>
          </>
        )}
        <Textarea name="note" rows={2} maxLength={1000} placeholder={t("reminder.note")} aria-label={t("reminder.note")} className="w-full" />
        <Button type="submit" variant="primary" className="w-full" disabled={add.isPending}>
          {t("reminder.add")}
        </Button>
      </form>
    </div>
  );
}

function Item({ reminder, onRemove }: { reminder: ReminderItem; onRemove(): void }) {
  const t = useT();
  const moment = useMoment();
  const due = reminder.dueAt ? moment(reminder.dueAt) : t("reminder.noDate");
  return (
    <li className="flex items-start gap-2 py-1.5 pr-1 pl-2.5">
      <div className="min-w-0 flex-1 text-sm">
        <div>{due}</div>
        {reminder.note && <div className="truncate text-ink-2">{reminder.note}</div>}
      </div>
      <Button variant="ghost" size="iconSm" aria-label={t("reminder.remove")} onClick={onRemove}>
        <Trash2 />
      </Button>
    </li>
  );
}
