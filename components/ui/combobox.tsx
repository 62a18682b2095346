"use client";
import { Check, ChevronsUpDown, X } from "lucide-react";
import { Command } from "cmdk";
import { useState, type KeyboardEvent, type ReactNode } from "react";
import { useT } from "../i18n/provider";
import { Badge } from "./badge";
import { cn } from "./cn";
import { Popover, PopoverContent, PopoverTrigger } from "./popover";

export interface Choice {
  value: string;
  label: string;
  /** Drawn instead of the label, e.g. a badge. */
  node?: ReactNode;
}

interface ComboboxProps {
  id?: string;
  choices: readonly Choice[];
  values: readonly string[];
  onChange(values: string[]): void;
  multiple?: boolean;
  placeholder?: string;
  disabled?: boolean;
  clearable?: boolean;
  /** Labels of chosen values that are not among the choices now. */
  known?: readonly Choice[];
  /** Set while choices come from a server: typing is reported and nothing is filtered here. */
  onSearch?(text: string): void;
  busy?: boolean;
  /** Below the choices: "create …". */
  footer?: ReactNode;
  className?: string;
  "aria-invalid"?: boolean;
  "aria-describedby"?: string;
  "aria-label"?: string;
  "aria-labelledby"?: string;
}

/** Filter for cmdk that looks into the words people see and nothing else. */
export function byKeyword(_value: string, search: string, keywords: string[] = []): number {
  const wanted = search.trim().toLocaleLowerCase();
  return keywords.some((word) => word.toLocaleLowerCase().includes(wanted)) ? 1 : 0;
}

/** The cursor goes behind what was typed to open the list; selected, the next letter would replace it. */
function intoText(event: Event): void {
  const input = event.currentTarget instanceof Element ? event.currentTarget.querySelector("input") : null;
  if (!input) return;
  event.preventDefault();
  input.focus();
  input.setSelectionRange(input.value.length, input.value.length);
}

/** A field that opens a list to search and choose from. Arrow down, Enter or typing opens it; Backspace clears it. */
export function Combobox({ id, choices, values, onChange, multiple, placeholder, disabled, clearable, known = [], onSearch, busy, footer, className, ...aria }: ComboboxProps) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const chosen = values.map((value) => [...known, ...choices].find((choice) => choice.value === value) ?? { value, label: value });

  const search = (next: string) => {
    setText(next);
    onSearch?.(next);
  };
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) search("");
    else if (!text) onSearch?.("");
  };
  const pick = (value: string) => {
    if (!multiple) {
      onChange([value]);
      return change(false);
    }
    onChange(values.includes(value) ? values.filter((other) => other !== value) : [...values, value]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (disabled || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "ArrowDown") {
      event.preventDefault();
      change(true);
    } else if ((event.key === "Backspace" || event.key === "Delete") && clearable) {
      event.preventDefault();
      onChange(values.slice(0, -1));
    } else if (event.key.length === 1 && event.key !== " ") {
      event.preventDefault();
      setOpen(true);
      // Quick hands type more before the list has the cursor.
      search(open ? text + event.key : event.key);
    }
  };

  return (
    <Popover open={open} onOpenChange={change}>
      <div className={cn("relative", className)}>
        <PopoverTrigger asChild>
          <button
            type="button"
            id={id}
            role="combobox"
            aria-expanded={open}
            aria-haspopup="listbox"
            disabled={disabled}
            onKeyDown={onKeyDown}
            className={cn("field-box flex min-h-8 items-center gap-1 py-0.5 pr-8 pl-2.5 text-left max-sm:min-h-10", clearable && values.length > 0 && "pr-14")}
            {...aria}
          >
            <span className="flex min-w-0 flex-1 flex-wrap items-center gap-1">
              {chosen.length === 0 ? (
                <span className="truncate text-ink-3">{placeholder ?? t("field.choose")}</span>
              ) : (
                chosen.map((choice) => (
                  <span key={choice.value} className="min-w-0 truncate">
                    {choice.node ?? (multiple ? <Badge>{choice.label}</Badge> : choice.label)}
                  </span>
                ))
              )}
            </span>
          </button>
        </PopoverTrigger>
        <ChevronsUpDown className="pointer-events-none absolute top-1/2 right-2 size-4 -translate-y-1/2 text-ink-3" aria-hidden />
        {clearable && values.length > 0 && !disabled && (
          <button
            type="button"
            tabIndex={-1}
            aria-label={t("field.clear")}
            onClick={() => onChange([])}
            className="absolute top-1/2 right-7 flex size-5 -translate-y-1/2 items-center justify-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink"
          >
            <X className="size-3.5" aria-hidden />
          </button>
        )}
      </div>
      <PopoverContent aria-label={t("field.search")} onOpenAutoFocus={intoText} className="w-(--radix-popover-trigger-width) min-w-56 overflow-hidden">
        <Command shouldFilter={!onSearch} filter={byKeyword} label={t("field.search")} loop>
          <Command.Input
            value={text}
            onValueChange={search}
            placeholder={t("field.search")}
            className="h-9 w-full border-b border-line bg-transparent px-3 text-sm outline-none placeholder:text-ink-3"
          />
          <Command.List className="scroll-thin max-h-64 overflow-y-auto p-1">
            {!busy && <Command.Empty className="px-2 py-3 text-center text-sm text-ink-3">{t("field.nothingFound")}</Command.Empty>}
            {busy && choices.length === 0 && <Command.Loading className="px-2 py-3 text-center text-sm text-ink-3">{t("common.loading")}</Command.Loading>}
            {choices.map((choice) => (
              <Command.Item
                key={choice.value}
                value={choice.value}
                keywords={[choice.label]}
                onSelect={() => pick(choice.value)}
                className="flex min-h-7 items-center gap-2 rounded-md px-2 py-1 text-sm max-sm:min-h-10 data-[selected=true]:bg-hover"
              >
                <span className="min-w-0 flex-1 truncate">{choice.node ?? choice.label}</span>
                {values.includes(choice.value) && <Check className="size-4 text-accent-ink" aria-hidden />}
              </Command.Item>
            ))}
          </Command.List>
        </Command>
        {/* Not inside: there Enter chooses from the list. */}
        {footer && <div className="border-t border-line p-1">{footer}</div>}
      </PopoverContent>
    </Popover>
  );
}
