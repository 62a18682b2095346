"use client";
import { useMemo } from "react";
import type { MessageKey } from "../../i18n/messages";
import { useLocale, useT } from "../../i18n/provider";
import { cn } from "../../ui/cn";
import { Input, NativeSelect } from "../../ui/input";
import { Combobox } from "../../ui/combobox";
import type { ControlProps, FilterInputProps } from "../contract";
import { inputProps } from "./common";
import { filterInput } from "./filter";
import { NumberInput } from "./number";

type Parts = Record<string, unknown>;

const partsOf = (value: unknown): Parts => (typeof value === "object" && value !== null ? (value as Parts) : {});

/** The object with one part changed; null once nothing is left in it. */
function withPart(value: unknown, part: string, next: unknown): Parts | null {
  const parts = { ...partsOf(value), [part]: next };
  return Object.values(parts).some((item) => item !== null && item !== undefined && item !== "") ? parts : null;
}

interface PartSpec {
  name: string;
  label: MessageKey;
  span?: string;
  autoComplete?: string;
}

const NAME_PARTS: readonly PartSpec[] = [
  { name: "first", label: "person.first" },
  { name: "middle", label: "person.middle" },
  { name: "last", label: "person.last" },
];

const ADDRESS_PARTS: readonly PartSpec[] = [
  { name: "line1", label: "address.line1", span: "col-span-6" },
  { name: "line2", label: "address.line2", span: "col-span-6" },
  { name: "postcode", label: "address.postcode", span: "col-span-2" },
  { name: "city", label: "address.city", span: "col-span-4" },
  { name: "region", label: "address.region", span: "col-span-3" },
];

function PartInputs({ specs, props, className }: { specs: readonly PartSpec[]; props: ControlProps; className: string }) {
  const t = useT();
  const parts = partsOf(props.value);
  return (
    <>
      {specs.map((spec, index) => (
        <Input
          key={spec.name}
          {...(index === 0 ? inputProps(props) : { disabled: props.disabled })}
          autoComplete="off"
          aria-label={t(spec.label)}
          placeholder={t(spec.label)}
          className={cn(className, spec.span)}
          value={String(parts[spec.name] ?? "")}
          onChange={(event) => props.onChange(withPart(props.value, spec.name, event.target.value === "" ? null : event.target.value))}
        />
      ))}
    </>
  );
}

export function PersonNameControl(props: ControlProps) {
  return (
    <div role="group" aria-labelledby={props.labelledBy} className="flex flex-wrap gap-1.5">
      <PartInputs specs={NAME_PARTS} props={props} className="min-w-32 flex-1" />
    </div>
  );
}

/** Countries by ISO 3166 code, named in the person's language. */
const COUNTRIES = (
  "AD AE AL AM AR AT AU AZ BA BE BG BR BY CA CH CL CN CO CY CZ DE DK DZ EE EG ES FI FR GB GE GR HK HR HU ID IE IL IN IQ IR IS IT JO JP KG KR KW KZ " +
  "LB LI LT LU LV MA MC MD ME MK MT MX MY NG NL NO NZ PE PH PK PL PT QA RO RS RU SA SE SG SI SK TH TJ TM TN TR TW UA US UZ VN ZA"
).split(" ");

/** Codes with their names, in the order of the names; `kept` are codes (with spaces between) that are offered although our list lacks them. */
function useCountries(kept: string): readonly { code: string; name: string }[] {
  const { language } = useLocale();
  return useMemo(() => {
    const names = new Intl.DisplayNames([language], { type: "region" });
    const codes = [...new Set([...kept.split(" ").filter(Boolean), ...COUNTRIES])];
    return codes.map((code) => ({ code, name: /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code })).sort((a, b) => a.name.localeCompare(b.name, language));
  }, [language, kept]);
}

/** Countries the field prefers, in its order, then the others. */
function preferredFirst<T extends { readonly code: string }>(countries: readonly T[], codes: readonly string[]): readonly T[] {
  return [...codes.flatMap((code) => countries.find((country) => country.code === code) ?? []), ...countries.filter(({ code }) => !codes.includes(code))];
}

export function AddressControl(props: ControlProps) {
  const t = useT();
  const country = String(partsOf(props.value).country ?? "");
  const preferred = Array.isArray(props.field.options.preferredCountries) ? props.field.options.preferredCountries.map(String) : [];
  const named = preferredFirst(useCountries([country, ...preferred].join(" ")), preferred);
  return (
    <div role="group" aria-labelledby={props.labelledBy} className="grid grid-cols-6 gap-1.5">
      <PartInputs specs={ADDRESS_PARTS} props={props} className="" />
      <NativeSelect aria-label={t("address.country")} className="col-span-3" disabled={props.disabled} value={country} onValueChange={(next) => props.onChange(withPart(props.value, "country", next || null))}>
        <option value="">{t("address.country")}</option>
        {named.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </NativeSelect>
    </div>
  );
}

export function GeoControl(props: ControlProps) {
  const t = useT();
  const parts = partsOf(props.value);
  return (
    <div role="group" aria-labelledby={props.labelledBy} className="flex gap-1.5">
      <NumberInput {...inputProps(props)} aria-label={t("geo.latitude")} placeholder={t("geo.latitude")} value={parts.lat ?? null} onChange={(lat) => props.onChange(withPart(props.value, "lat", lat))} />
      <NumberInput disabled={props.disabled} aria-label={t("geo.longitude")} placeholder={t("geo.longitude")} value={parts.lon ?? null} onChange={(lon) => props.onChange(withPart(props.value, "lon", lon))} />
    </div>
  );
}

function AnyText(props: ControlProps) {
  return <Input id={props.id} value={typeof props.value === "string" ? props.value : ""} onChange={(event) => props.onChange(event.target.value)} />;
}

export const TextOperandFilter = filterInput(AnyText);

function ManyCountries({ id, value, onChange }: FilterInputProps) {
  const t = useT();
  const choices = useCountries("").map(({ code, name }) => ({ value: code, label: name }));
  return <Combobox id={id} aria-label={t("filter.value")} multiple clearable choices={choices} values={Array.isArray(value) ? value.map(String) : []} onChange={onChange} />;
}

export const AddressFilter = filterInput(AnyText, ManyCountries);

const BOX = [["south", "geo.south"], ["west", "geo.west"], ["north", "geo.north"], ["east", "geo.east"]] as const;

/** A box on the map by its four sides. */
function BoxInput(props: ControlProps) {
  const t = useT();
  const box = partsOf(props.value);
  return (
    <div role="group" className="grid grid-cols-2 gap-1.5">
      {BOX.map(([side, word], index) => (
        <NumberInput key={side} id={index === 0 ? props.id : undefined} aria-label={t(word)} placeholder={t(word)} value={box[side] ?? null} onChange={(next) => props.onChange(withPart(props.value, side, next))} />
      ))}
    </div>
  );
}

export const GeoFilter = filterInput(BoxInput);
