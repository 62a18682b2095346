"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { useState, type ReactNode } from "react";
import { WEEKDAYS, type Weekday } from "../../runtime/calendars/calendar";
import { Labelled } from "../admin/parts";
import { useAdminChange } from "../admin/use-admin";
import { api } from "../data/api";
import { useDebounced } from "../data/use-debounced";
import { useLocale, useT } from "../i18n/provider";
import { LeaveGuard } from "../records/leave-guard";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { cn } from "../ui/cn";
import { Input, Textarea } from "../ui/input";
import { Notice } from "../ui/states";
import { freeId, readHolidays, tidy, type CalendarDocument, type DayList } from "./document";
import { MonthPreview } from "./month";

const ZONES = Intl.supportedValuesOf("timeZone");
const today = (): string => new Date().toISOString().slice(0, 10);

interface Props {
  first: CalendarDocument;
  revision: number | undefined;
  /** Not published yet: it can be as it is. */
  isNew?: boolean;
  onPublished(): void;
}

/** Shifts of the week, days that differ from it, and what becomes of a month. Published as metadata. */
export function CalendarEditor({ first, revision, isNew = false, onPublished }: Props) {
  const t = useT();
  const [now, setNow] = useState(first);
  const [saved, setSaved] = useState<CalendarDocument | undefined>(isNew ? undefined : first);
  const change = useAdminChange<{ revision: number }>();
  const [base, setBase] = useState(revision);
  const set = (values: Partial<CalendarDocument>) => setNow((old) => ({ ...old, ...values }));
  const publish = () => change.mutate(
    { path: "/metadata/publish", body: { changes: [{ kind: "workingCalendar", name: now.name, document: tidy(now) }], ...(base !== undefined && { baseRevision: base }) }, done: t("calendars.published") },
    { onSuccess: (answer) => { setBase(answer.revision); setSaved(now); onPublished(); } },
  );
  return (
    <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <LeaveGuard dirty={now !== saved} />
      <div className="grid min-w-0 content-start gap-6">
        {change.error && <Notice tone="danger">{change.error.message}{change.error.issues.map((issue, i) => <span key={i} className="block">{issue.message} {issue.remedy}</span>)}</Notice>}
        <div className="grid gap-3 sm:grid-cols-2">
          <Labelled label={t("calendars.label")}>{(id) => <Input id={id} required maxLength={200} value={now.label} onChange={(event) => set({ label: event.target.value })} />}</Labelled>
          <Labelled label={t("calendars.zone")}>{(id) => <><Input id={id} required list={`${id}-zones`} maxLength={60} value={now.timeZone} onChange={(event) => set({ timeZone: event.target.value })} /><datalist id={`${id}-zones`}>{ZONES.map((zone) => <option key={zone} value={zone} />)}</datalist></>}</Labelled>
        </div>
        <Shifts now={now} set={set} />
        <Days now={now} set={set} list="holidays" />
        <Days now={now} set={set} list="moved" />
        <Days now={now} set={set} list="special" />
      </div>
      <div className="grid content-start gap-3 lg:sticky lg:top-0">
        <MonthPreview spec={now} />
        <p className="text-xs text-ink-3">{t("calendars.publishHint")}</p>
        {!isNew && now !== saved && <Moves document={now} />}
        <Button variant="primary" disabled={change.isPending || now === saved || now.label.trim() === "" || now.shifts.length === 0} onClick={publish}>{t("builder.publish")}</Button>
      </div>
    </div>
  );
}

/** What goes by the calendar and would be reckoned anew. */
function Moves({ document }: { document: CalendarDocument }) {
  const t = useT();
  const asked = useDebounced(document, 500);
  const { data } = useQuery({
    queryKey: ["calendars", "moves", asked], gcTime: 0, retry: false,
    queryFn: ({ signal }) => api<{ moves: readonly { calendar: string; clocks: number; terms: number }[] }>("/metadata/plan", { method: "POST", body: { changes: [{ kind: "workingCalendar", name: asked.name, document: tidy(asked) }] }, signal }),
  });
  return <>{data?.moves.map(({ calendar, clocks, terms }) => <p key={calendar} data-moves={calendar} className="text-xs text-ink-2">{t("studio.plan.moves", { calendar: document.label, clocks, terms })}</p>)}</>;
}

interface PartProps {
  now: CalendarDocument;
  set(values: Partial<CalendarDocument>): void;
}

function Section({ title, text, action, children }: { title: string; text?: string; action: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid min-w-0 gap-2 border-t border-line pt-4">
      <div className="flex flex-wrap items-center gap-2"><h2 className="min-w-0 flex-1 font-semibold">{title}</h2>{action}</div>
      {text && <p className="text-sm text-ink-2">{text}</p>}
      {children}
    </section>
  );
}

function Shifts({ now, set }: PartProps) {
  const t = useT();
  const { language } = useLocale();
  const name = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
  const long = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" });
  const change = (id: string, values: object) => set({ shifts: now.shifts.map((shift) => (shift.id === id ? { ...shift, ...values } : shift)) });
  const toggle = (days: readonly Weekday[], day: Weekday): readonly Weekday[] => WEEKDAYS.filter((one) => (one === day ? !days.includes(day) : days.includes(one)));
  const add = () => set({ shifts: [...now.shifts, { id: freeId(now.shifts, "shift"), days: ["mon", "tue", "wed", "thu", "fri"], from: "09:00", to: "18:00" }] });
  return (
    <Section title={t("calendars.week")} text={t("calendars.weekText")} action={<Button size="sm" onClick={add}><Plus />{t("calendars.addShift")}</Button>}>
      {now.shifts.length === 0 && <Notice tone="warning">{t("calendars.neverOpens")}</Notice>}
      <ul className="grid gap-2">
        {now.shifts.map((shift, i) => (
          <li key={shift.id} className="relative flex flex-wrap items-center gap-2 rounded-lg border border-line p-2 sm:pr-11">
            <Input type="time" required className="w-32 max-sm:w-33" aria-label={t("calendars.shiftFrom", { number: i + 1 })} value={shift.from} onChange={(event) => event.target.value && change(shift.id, { from: event.target.value })} />
            <span aria-hidden className="text-ink-3">–</span>
            <Input type="time" required className="w-32 max-sm:w-33" aria-label={t("calendars.shiftTo", { number: i + 1 })} value={shift.to === "24:00" ? "00:00" : shift.to} onChange={(event) => event.target.value && change(shift.id, { to: event.target.value === "00:00" ? "24:00" : event.target.value })} />
            <div role="group" aria-label={t("calendars.shiftDays", { number: i + 1 })} className="flex flex-wrap gap-1">
              {WEEKDAYS.map((day, at) => {
                const moment = Date.UTC(2024, 0, 1 + at);
                const on = shift.days.includes(day);
                return <button key={day} type="button" aria-pressed={on} aria-label={long.format(moment)} disabled={on && shift.days.length === 1} onClick={() => change(shift.id, { days: toggle(shift.days, day) })} className={cn("h-7 min-w-9 rounded-md border px-1.5 text-xs font-medium max-sm:h-10 max-sm:min-w-10", on ? "border-accent bg-accent-soft text-accent-ink" : "border-line text-ink-3 hover:bg-hover")}>{name.format(moment)}</button>;
              })}
            </div>
            <Button size="icon" variant="ghost" className="absolute top-2 right-1" aria-label={t("calendars.removeShift", { number: i + 1 })} onClick={() => set({ shifts: now.shifts.filter(({ id }) => id !== shift.id) })}><Trash2 /></Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

type Entry = { readonly id: string; readonly label?: string } & Readonly<Record<string, unknown>>;

const COLUMNS = { holidays: [["date", "date"], ["until", "date"]], moved: [["from", "date"], ["to", "date"]], special: [["date", "date"], ["from", "time"], ["to", "time"]] } as const;
const FRESH: Readonly<Record<DayList, () => object>> = { holidays: () => ({ date: today() }), moved: () => ({ from: today(), to: today() }), special: () => ({ date: today(), from: "09:00", to: "13:00" }) };

function Days({ now, set, list }: PartProps & { list: DayList }) {
  const t = useT();
  const [pasting, setPasting] = useState<string>();
  const [wrong, setWrong] = useState<readonly number[]>([]);
  const entries = (now[list] ?? []) as readonly Entry[];
  const put = (next: readonly Entry[]) => set({ [list]: next } as Partial<CalendarDocument>);
  const change = (id: string, key: string, value: unknown) => put(entries.map((one) => {
    if (one.id !== id) return one;
    const { [key]: _, ...rest } = one;
    return (value === "" || value === false ? rest : { ...rest, [key]: value }) as Entry;
  }));
  const take = () => {
    const read = readHolidays(pasting ?? "", now.holidays ?? []);
    set({ holidays: read.holidays });
    setWrong(read.wrong);
    if (read.wrong.length === 0) setPasting(undefined);
  };
  return (
    <Section
      title={t(`calendars.${list}`)} text={t(`calendars.${list}Text`)}
      action={<>{list === "holidays" && <Button size="sm" variant="ghost" onClick={() => setPasting(pasting === undefined ? "" : undefined)}>{t("calendars.paste")}</Button>}<Button size="sm" onClick={() => put([...entries, { id: freeId(entries, "day"), ...FRESH[list]() }])}><Plus />{t("calendars.addDay")}</Button></>}
    >
      {pasting !== undefined && (
        <div className="grid gap-2 rounded-lg border border-line p-2">
          <Textarea rows={4} aria-label={t("calendars.paste")} placeholder={t("calendars.pasteExample")} value={pasting} onChange={(event) => setPasting(event.target.value)} />
          {wrong.length > 0 && <Notice tone="danger">{t("calendars.pasteWrong", { lines: wrong.join(", ") })}</Notice>}
          <div><Button size="sm" disabled={!pasting.trim()} onClick={take}>{t("calendars.take")}</Button></div>
        </div>
      )}
      <ul className="grid gap-1.5">
        {entries.map((entry, i) => (
          <li key={entry.id} className="flex flex-wrap items-center gap-2">
            {COLUMNS[list].map(([key, type]) => <Input key={key} type={type} className={type === "date" ? "w-38" : "w-32"} required={key !== "until"} aria-label={t("calendars.dayField", { field: t(`calendars.field.${list}.${key}` as "calendars.field.moved.to"), number: i + 1 })} value={String(entry[key] ?? "")} onChange={(event) => (event.target.value || key === "until") && change(entry.id, key, event.target.value)} />)}
            <Input className="min-w-32 flex-1" maxLength={200} placeholder={t("calendars.dayLabel")} aria-label={t("calendars.dayField", { field: t("calendars.dayLabel"), number: i + 1 })} value={entry.label ?? ""} onChange={(event) => change(entry.id, "label", event.target.value)} />
            {list === "holidays" && <label className="flex items-center gap-1.5 text-sm"><Checkbox checked={entry["yearly"] === true} onCheckedChange={(on) => change(entry.id, "yearly", on)} />{t("calendars.yearly")}</label>}
            <Button size="icon" variant="ghost" aria-label={t("calendars.removeDay", { number: i + 1 })} onClick={() => put(entries.filter(({ id }) => id !== entry.id))}><Trash2 /></Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
