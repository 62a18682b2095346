"use client";
import { Calendar as CalendarIcon } from "lucide-react";
import { useState } from "react";
import { useLocale, useT } from "../../i18n/provider";
import { Calendar } from "../../ui/calendar";
import { cn } from "../../ui/cn";
import { Input } from "../../ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "../../ui/popover";
import type { ControlProps } from "../contract";
import { inputProps, textOf } from "./common";
import { instantOf, readDate, readTime, todayIn, wallTime, writeDate } from "./date-text";
import { filterInput } from "./filter";

interface TypedProps {
  value: string;
  onChange(value: string | null): void;
  read(text: string): string | undefined;
  write(value: string): string;
  className?: string;
}

/** A text field that keeps what is typed until it is left; reports the value read, or the raw text when it cannot be read. */
function TypedInput({ value, onChange, read, write, className, ...props }: TypedProps & Record<string, unknown>) {
  const [typed, setTyped] = useState<string>();
  return (
    <Input
      autoComplete="off"
      className={cn("tabular-nums", className)}
      value={typed ?? write(value)}
      onChange={(event) => {
        const text = event.target.value;
        setTyped(text);
        onChange(text.trim() === "" ? null : (read(text) ?? text));
      }}
      onBlur={() => setTyped(undefined)}
      {...props}
    />
  );
}

/** The example a date field shows while it is empty, in the language's own order: "31.12.2026". */
function dateHint(language: string, today: string): string {
  return writeDate(`${today.slice(0, 4)}-12-31`, language);
}

function DateBox({ value, onChange, disabled, ...props }: { value: string; onChange(value: string | null): void; disabled?: boolean } & Record<string, unknown>) {
  const t = useT();
  const { language, timeZone } = useLocale();
  const [open, setOpen] = useState(false);
  const today = todayIn(timeZone);
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(value);
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <div className="relative min-w-30 flex-1">
        <TypedInput
          {...props}
          placeholder={dateHint(language, today)}
          value={value}
          onChange={onChange}
          disabled={disabled}
          read={(text) => readDate(text, language, today)}
          write={(date) => writeDate(date, language)}
          className="pr-8"
        />
        <PopoverTrigger
          disabled={disabled}
          aria-label={t("calendar.open")}
          className="absolute top-1/2 right-1 flex size-6 -translate-y-1/2 items-center justify-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink"
        >
          <CalendarIcon className="size-4" aria-hidden />
        </PopoverTrigger>
      </div>
      <PopoverContent align="end" aria-label={t("calendar.open")}>
        <Calendar
          value={isDate ? value : undefined}
          today={today}
          onChange={(date) => {
            onChange(date);
            setOpen(false);
          }}
        />
      </PopoverContent>
    </Popover>
  );
}

export function DateControl(props: ControlProps) {
  return <DateBox {...inputProps(props)} value={textOf(props.value)} onChange={props.onChange} disabled={props.disabled} />;
}

export function TimeControl(props: ControlProps) {
  return <TypedInput {...inputProps(props)} placeholder="09:30" value={textOf(props.value)} onChange={props.onChange} read={readTime} write={(time) => time} />;
}

/** Date and time on the wall of the person's zone; the value is the instant. A date alone means the start of working hours. */
export function DateTimeControl(props: ControlProps) {
  const t = useT();
  const { timeZone } = useLocale();
  const text = textOf(props.value);
  const wall = text ? wallTime(text, timeZone) : undefined;
  const [time, setTime] = useState(wall?.time ?? "09:00");
  const setDate = (date: string | null) => props.onChange(date !== null && /^\d{4}-\d{2}-\d{2}$/.test(date) ? instantOf(date, wall?.time ?? time, timeZone) : date);
  const chooseTime = (next: string | null) => {
    const read = next ?? "00:00";
    setTime(read);
    if (wall && /^\d{2}:\d{2}$/.test(read)) props.onChange(instantOf(wall.date, read, timeZone));
  };
  return (
    <div className="flex gap-1.5">
      <DateBox {...inputProps(props)} value={wall?.date ?? text} onChange={setDate} disabled={props.disabled} />
      <TypedInput aria-label={t("field.time")} disabled={props.disabled} placeholder={time} value={wall?.time ?? ""} onChange={chooseTime} read={readTime} write={(value) => value} className="w-18 shrink-0" />
    </div>
  );
}

const PARTS = [["D", "days"], ["H", "hours"], ["M", "minutes"]] as const;

/** "P1DT2H30M" → { D: 1, H: 2, M: 30 }; weeks count as days. Undefined for durations with months, years or seconds. */
function durationParts(text: string): Record<"D" | "H" | "M", number> | undefined {
  const match = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(text);
  return match ? { D: Number(match[1] ?? 0) * 7 + Number(match[2] ?? 0), H: Number(match[3] ?? 0), M: Number(match[4] ?? 0) } : undefined;
}

function durationText({ D, H, M }: Record<"D" | "H" | "M", number>): string | null {
  if (!D && !H && !M) return null;
  return `P${D ? `${D}D` : ""}${H || M ? `T${H ? `${H}H` : ""}${M ? `${M}M` : ""}` : ""}`;
}

/** Days, hours and minutes; a duration with other parts is edited as its ISO text. */
export function DurationControl(props: ControlProps) {
  const t = useT();
  const text = textOf(props.value);
  const parts = text === "" ? { D: 0, H: 0, M: 0 } : durationParts(text);
  if (!parts) return <Input {...inputProps(props)} value={text} onChange={(event) => props.onChange(event.target.value || null)} />;
  return (
    <div role="group" aria-labelledby={props.labelledBy} className="flex gap-1.5">
      {PARTS.map(([part, name], index) => (
        <div key={part} className="relative min-w-0 flex-1">
          <Input
            {...(index === 0 ? inputProps(props) : {})}
            placeholder="0"
            inputMode="numeric"
            disabled={props.disabled}
            aria-label={t(`duration.${name}`)}
            className="pr-8 tabular-nums"
            value={parts[part] || ""}
            onChange={(event) => /^\d{0,5}$/.test(event.target.value) && props.onChange(durationText({ ...parts, [part]: Number(event.target.value) }))}
          />
          <span className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 text-xs text-ink-3" aria-hidden>
            {t(`duration.${name}Short`)}
          </span>
        </div>
      ))}
    </div>
  );
}

export const DateFilter = filterInput(DateControl);
export const TimeFilter = filterInput(TimeControl);
export const DateTimeFilter = filterInput(DateTimeControl);
export const DurationFilter = filterInput(DurationControl);
