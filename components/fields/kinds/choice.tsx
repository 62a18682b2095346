"use client";
import { X } from "lucide-react";
import { useState, type KeyboardEvent } from "react";
import type { ClientField } from "../../../runtime/model/client";
import { useT } from "../../i18n/provider";
import { Badge, toneOf } from "../../ui/badge";
import { Combobox, type Choice } from "../../ui/combobox";
import type { ControlProps, FilterInputProps } from "../contract";
import { optionsOf } from "./choice-cells";
import { filterInput } from "./filter";

function choicesOf(field: ClientField, allowed?: readonly string[]): Choice[] {
  return optionsOf(field)
    .filter((option) => !allowed || allowed.includes(option.value))
    .map((option) => ({ value: option.value, label: option.label, node: <Badge tone={toneOf(option.color)}>{option.label}</Badge> }));
}

function ariaOf({ id, disabled, invalid, describedBy, labelledBy, field }: ControlProps) {
  return { id, disabled, placeholder: field.placeholder, "aria-invalid": invalid ? true : undefined, "aria-describedby": describedBy, "aria-labelledby": labelledBy };
}

export function SelectControl(props: ControlProps) {
  const value = typeof props.value === "string" && props.value ? [props.value] : [];
  return <Combobox {...ariaOf(props)} choices={choicesOf(props.field, props.choices)} values={value} onChange={(values) => props.onChange(values[0] ?? null)} clearable={!props.field.required} />;
}

export function MultiSelectControl(props: ControlProps) {
  return <Combobox {...ariaOf(props)} multiple clearable choices={choicesOf(props.field, props.choices)} values={listOf(props.value)} onChange={(values) => props.onChange(values.length > 0 ? values : null)} />;
}

const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

function ManyChoices({ id, field, value, onChange }: FilterInputProps) {
  const t = useT();
  return <Combobox id={id} aria-label={t("filter.value")} multiple clearable choices={choicesOf(field)} values={listOf(value)} onChange={onChange} />;
}

export const ChoiceFilter = filterInput(SelectControl, ManyChoices);

/** Free words, some of them offered: Enter or comma adds one, Backspace takes the last away. */
export function TagsControl({ id, field, value, onChange, disabled, invalid, describedBy }: ControlProps) {
  const t = useT();
  const [text, setText] = useState("");
  const tags = listOf(value);
  const offered = listOf(field.options.suggestions).filter((tag) => !tags.includes(tag));
  const add = (added: string[]) => {
    const fresh = added.map((tag) => tag.trim()).filter((tag, index, all) => tag && !tags.includes(tag) && all.indexOf(tag) === index);
    setText("");
    if (fresh.length > 0) onChange([...tags, ...fresh]);
  };
  const remove = (tag: string) => onChange(tags.length > 1 ? tags.filter((other) => other !== tag) : null);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if ((event.key === "Enter" || event.key === ",") && text.trim()) {
      event.preventDefault();
      add([text]);
    } else if (event.key === "Backspace" && !text && tags.length > 0) remove(tags.at(-1)!);
  };
  return (
    <div className="field-box flex min-h-8 flex-wrap items-center gap-1 px-1.5 py-0.5 max-sm:min-h-10" aria-invalid={invalid ? true : undefined}>
      {tags.map((tag) => (
        <Badge key={tag} className="pr-0.5">
          {tag}
          {!disabled && (
            <button type="button" aria-label={t("field.removeTag", { tag })} onClick={() => remove(tag)} className="rounded-sm p-0.5 hover:bg-active">
              <X className="size-3" aria-hidden />
            </button>
          )}
        </Badge>
      ))}
      <input
        id={id}
        value={text}
        disabled={disabled}
        aria-describedby={describedBy}
        placeholder={tags.length === 0 ? (field.placeholder ?? t("field.addTag")) : undefined}
        onChange={(event) => (event.target.value.includes(",") ? add(event.target.value.split(",")) : setText(event.target.value))}
        onKeyDown={onKeyDown}
        onBlur={() => add([text])}
        list={offered.length > 0 ? `${id}-offered` : undefined}
        className="h-6 min-w-20 flex-1 bg-transparent px-1 text-sm outline-none"
      />
      {offered.length > 0 && (
        <datalist id={`${id}-offered`}>
          {offered.map((tag) => (
            <option key={tag} value={tag} />
          ))}
        </datalist>
      )}
    </div>
  );
}

function OneTag(props: ControlProps) {
  return <input id={props.id} className="field-box h-8 px-2.5" value={String(props.value ?? "")} onChange={(event) => props.onChange(event.target.value)} />;
}

function ManyTags({ id, field, value, onChange }: FilterInputProps) {
  return <TagsControl id={id} field={field} value={value} onChange={(next) => onChange(next ?? [])} />;
}

export const TagsFilter = filterInput(OneTag, ManyTags);
