"use client";
import type { ComponentType } from "react";
import { PERIOD_NAMES } from "../../../runtime/fields/families/period";
import type { MessageKey } from "../../i18n/messages";
import { useT } from "../../i18n/provider";
import { Input, NativeSelect } from "../../ui/input";
import type { ControlProps, FilterInputProps } from "../contract";

/**
 * FilterInput made of a type's Control: one operand, two for a range, a period, or a list of texts separated by commas
 * (unless `Many` knows better).
 */
export function filterInput(One: ComponentType<ControlProps>, Many?: ComponentType<FilterInputProps>) {
  return function FilterInput(props: FilterInputProps) {
    const t = useT();
    const { id, field, operand, value, onChange } = props;
    const plain = { ...field, placeholder: undefined, help: undefined, mask: undefined };
    if (operand === "none") return null;
    if (operand === "period") {
      return (
        <NativeSelect id={id} aria-label={t("filter.value")} value={String(value ?? "")} onValueChange={onChange}>
          <option value="">{t("field.choose")}</option>
          {PERIOD_NAMES.map((period) => (
            <option key={period} value={period}>
              {t(`period.${period}` satisfies MessageKey)}
            </option>
          ))}
        </NativeSelect>
      );
    }
    if (operand === "many") return Many ? <Many {...props} /> : <TextList {...props} />;
    if (operand === "range") {
      const [from, to] = Array.isArray(value) ? value : [null, null];
      return (
        <div className="flex items-center gap-1.5" role="group" aria-label={t("filter.value")}>
          <label htmlFor={`${id}-from`} className="sr-only">
            {t("filter.from")}
          </label>
          <One id={`${id}-from`} field={plain} value={from} onChange={(next) => onChange([next, to])} compact />
          <span className="text-ink-3" aria-hidden>
            –
          </span>
          <label htmlFor={`${id}-to`} className="sr-only">
            {t("filter.to")}
          </label>
          <One id={`${id}-to`} field={plain} value={to} onChange={(next) => onChange([from, next])} compact />
        </div>
      );
    }
    return (
      <>
        <label htmlFor={id} className="sr-only">
          {t("filter.value")}
        </label>
        <One id={id} field={plain} value={value ?? null} onChange={onChange} compact />
      </>
    );
  };
}

function TextList({ id, value, onChange }: FilterInputProps) {
  const t = useT();
  const text = Array.isArray(value) ? value.join(", ") : "";
  const read = (next: string) => onChange(next.split(",").map((part) => part.trim()).filter(Boolean));
  return <Input key={id} id={id} aria-label={t("filter.value")} placeholder={t("filter.listHint")} defaultValue={text} onChange={(event) => read(event.target.value)} />;
}
