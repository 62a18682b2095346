"use client";
import { Star } from "lucide-react";
import { useState } from "react";
import { useLocale, useT } from "../../i18n/provider";
import { cn } from "../../ui/cn";
import { Input, NativeSelect } from "../../ui/input";
import type { ControlProps } from "../contract";
import { inputProps } from "./common";
import { filterInput } from "./filter";
import { editableNumber, plainNumber } from "./number-text";

/** Digits beyond this are kept as text: a double would round them. */
const SAFE_DIGITS = 15;

/** Number for the API, exact text when a double is too coarse, or the typed text when it is no number (then `parse` complains). */
function read(text: string, language: string): number | string | null {
  if (text.trim() === "") return null;
  const plain = plainNumber(text, language);
  if (plain === undefined) return text;
  return plain.replace(/\D/g, "").replace(/^0+/, "").length > SAFE_DIGITS ? plain : Number(plain);
}

/** A text field for a number that keeps what is typed until it is left. */
export function NumberInput({ value, onChange, className, ...props }: { value: unknown; onChange(value: number | string | null): void; className?: string } & Record<string, unknown>) {
  const { language } = useLocale();
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? (value === null || value === undefined ? "" : editableNumber(value as number | string, language));
  return (
    <Input
      inputMode="decimal"
      autoComplete="off"
      className={cn("tabular-nums", className)}
      value={shown}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(read(event.target.value, language));
      }}
      onBlur={() => setTyped(undefined)}
      {...props}
    />
  );
}

/** Control and FilterInput of plain numbers; `suffix` is a unit drawn inside the field. */
export function numberUi({ suffix }: { suffix?: string } = {}) {
  function Control(props: ControlProps) {
    const input = <NumberInput value={props.value} onChange={props.onChange} className={cn(suffix && "pr-7", props.compact && "text-right")} {...inputProps(props)} />;
    if (!suffix) return input;
    return (
      <div className="relative">
        {input}
        <span className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-sm text-ink-3" aria-hidden>
          {suffix}
        </span>
      </div>
    );
  }
  return { Control, FilterInput: filterInput(Control) };
}

interface MoneyValue {
  amount: number | string | null;
  currency: string;
}

/** Currencies offered: those the field allows, else the usual ones of the regions we speak. */
const COMMON_CURRENCIES = ["EUR", "USD", "GBP", "UAH", "RUB", "TRY", "KZT", "PLN", "CHF", "CNY"];

function currenciesOf(options: Readonly<Record<string, unknown>>, current: string | undefined): string[] {
  const allowed = Array.isArray(options.currencies) ? options.currencies.map(String) : COMMON_CURRENCIES;
  return current && !allowed.includes(current) ? [current, ...allowed] : allowed;
}

export function MoneyControl(props: ControlProps) {
  const t = useT();
  const value = isMoney(props.value) ? props.value : undefined;
  const preferred = String(props.field.options.currency ?? props.field.options.defaultCurrency ?? "") || undefined;
  const currencies = currenciesOf(props.field.options, value?.currency ?? preferred);
  const [currency, setCurrency] = useState(value?.currency ?? preferred ?? currencies[0] ?? "EUR");
  const shown = value?.currency ?? currency;
  const setAmount = (amount: number | string | null) => props.onChange(amount === null ? null : { amount, currency: shown });
  const choose = (next: string) => {
    setCurrency(next);
    if (value) props.onChange({ ...value, currency: next });
  };
  return (
    <div className="flex">
      <NumberInput value={value?.amount ?? null} onChange={setAmount} {...inputProps(props)} className="min-w-16 rounded-r-none text-right" />
      <NativeSelect
        aria-label={t("field.currency")}
        className="-ml-px w-20 shrink-0 rounded-l-none"
        value={shown}
        onValueChange={choose}
        disabled={props.disabled || currencies.length === 1}
      >
        {currencies.map((code) => (
          <option key={code}>{code}</option>
        ))}
      </NativeSelect>
    </div>
  );
}

function isMoney(value: unknown): value is MoneyValue {
  return typeof value === "object" && value !== null && "amount" in value && "currency" in value;
}

export const MoneyFilter = filterInput(MoneyControl);

/** Stars: a radio group, so the arrow keys choose. Choosing the chosen one again clears it. */
export function RatingControl(props: ControlProps) {
  const t = useT();
  const max = Number(props.field.options.max ?? 5);
  const value = typeof props.value === "number" ? props.value : 0;
  return (
    <div role="radiogroup" aria-labelledby={props.labelledBy} aria-describedby={props.describedBy} aria-invalid={props.invalid} className="flex h-8 items-center gap-0.5">
      {Array.from({ length: max }, (_, index) => index + 1).map((stars) => (
        <button
          key={stars}
          id={stars === 1 ? props.id : undefined}
          type="button"
          role="radio"
          aria-checked={stars === value}
          aria-label={t("field.stars", { count: stars })}
          tabIndex={stars === (value || 1) ? 0 : -1}
          disabled={props.disabled}
          onClick={() => props.onChange(stars === value ? null : stars)}
          onKeyDown={(event) => {
            const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
            if (step === undefined) return;
            event.preventDefault();
            const next = Math.min(max, Math.max(1, value + step));
            props.onChange(next);
            (event.currentTarget.parentElement?.children[next - 1] as HTMLElement | undefined)?.focus();
          }}
          className="rounded-sm p-0.5 max-sm:p-1.5"
        >
          <Star className={cn("size-4.5", stars <= value ? "fill-(--star) text-(--star)" : "text-ink-3")} aria-hidden />
        </button>
      ))}
    </div>
  );
}

export const RatingFilter = filterInput((props) => <NumberInput value={props.value} onChange={props.onChange} id={props.id} />);
