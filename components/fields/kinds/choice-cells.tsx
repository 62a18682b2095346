"use client";
import type { ClientField } from "../../../runtime/model/client";
import { useLocale } from "../../i18n/provider";
import { Badge, BADGE_LINE, toneOf, toneStyle } from "../../ui/badge";
import type { CellProps, Line } from "../contract";
import { formatValue } from "../format";

interface ChoiceOption {
  value: string;
  label: string;
  color?: string;
}

/** Choices of a select or multi-select field, as its options say. */
export function optionsOf(field: ClientField): readonly ChoiceOption[] {
  return Array.isArray(field.options.choices) ? (field.options.choices as ChoiceOption[]) : [];
}

/** One choice or several, as badges in the tones of the metadata. */
export function ChoiceCell({ field, value, compact }: CellProps) {
  const locale = useLocale();
  if (value === null || value === undefined || value === "") return null;
  if (field.right === "masked") return <span>{formatValue(field, value, locale)}</span>;
  const values = Array.isArray(value) ? value.map(String) : [String(value)];
  const options = optionsOf(field);
  return (
    <span className={compact ? "flex gap-1 overflow-hidden" : "flex flex-wrap gap-1"}>
      {values.map((item) => {
        const option = options.find((known) => known.value === item);
        return (
          <Badge key={item} tone={toneOf(option?.color)}>
            <span className="truncate">{option?.label ?? item}</span>
          </Badge>
        );
      })}
    </span>
  );
}

const choiceLine: Line = (field, value, place) => {
  if (value === null || value === undefined || value === "") return null;
  if (field.right === "masked") return formatValue(field, value, place);
  const options = optionsOf(field);
  const badge = (item: string) => {
    const option = options.find((known) => known.value === item);
    return (
      <span key={item} className={BADGE_LINE} style={toneStyle(toneOf(option?.color))}>
        {option?.label ?? item}
      </span>
    );
  };
  return Array.isArray(value) ? value.map((item) => badge(String(item))) : badge(String(value));
};
ChoiceCell.line = choiceLine;

export function TagsCell({ field, value, compact }: CellProps) {
  if (!Array.isArray(value)) return <ChoiceCell field={field} value={value} compact={compact} />;
  return (
    <span className={compact ? "flex gap-1 overflow-hidden" : "flex flex-wrap gap-1"}>
      {value.map((tag) => (
        <Badge key={String(tag)}>{String(tag)}</Badge>
      ))}
    </span>
  );
}

TagsCell.line = choiceLine;
