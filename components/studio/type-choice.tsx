"use client";
import { useMemo } from "react";
import { fieldType, type FieldTypeName } from "../../runtime/fields/index";
import { CHOOSABLE_TYPES } from "../../runtime/studio/answers";
import type { MessageKey } from "../i18n/messages";
import { useT } from "../i18n/provider";
import { Combobox } from "../ui/combobox";
import { Icon } from "../ui/icon";
import { ICON_NAMES } from "../ui/icon-names";

/** Those that are asked for most come first. */
const FIRST: readonly FieldTypeName[] = ["text", "longText", "integer", "decimal", "money", "date", "dateTime", "boolean", "select", "reference", "user", "email", "phone", "formula", "rollup"];

const ORDERED = [...FIRST, ...CHOOSABLE_TYPES.filter((name) => !FIRST.includes(name))];

/** Types whose picture is not among the drawings get that of their values. */
const SPARE: Readonly<Record<string, string>> = { number: "hash", text: "type", boolean: "square-check", date: "calendar", dateTime: "calendar-clock", time: "clock", duration: "timer", list: "list", context: "layers", any: "calculator" };

export function TypeIcon({ type, className }: { type: FieldTypeName; className?: string }) {
  const { icon, feel } = fieldType(type);
  return <Icon name={ICON_NAMES.has(icon) ? icon : SPARE[feel]} className={className} />;
}

/** Every type of field a person may choose, by name, with its picture. */
export function TypeChoice({ id, label, value, onChange, className }: { id?: string; label: string; value: FieldTypeName; onChange(type: FieldTypeName): void; className?: string }) {
  const t = useT();
  const choices = useMemo(() => ORDERED.map((name) => {
    const words = t(`type.${name}` as MessageKey);
    return { value: name as string, label: words, node: <span className="flex min-w-0 items-center gap-2"><TypeIcon type={name} className="size-4 shrink-0 text-ink-3" /><span className="truncate">{words}</span></span> };
  }), [t]);
  return <Combobox id={id} aria-label={label} choices={choices} values={[value]} onChange={([next]) => next && onChange(next as FieldTypeName)} className={className} />;
}
