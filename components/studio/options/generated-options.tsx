"use client";
import { fieldOptionSchemas } from "../../../runtime/fields/options";
import type { MessageKey } from "../../i18n/messages";
import { useT } from "../../i18n/provider";
import { Input, NativeSelect } from "../../ui/input";
import { Switch } from "../../ui/switch";
import { Setting } from "../../dashboards/builder/field";
import type { OptionsProps } from "./context";

interface Property {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly { readonly type?: string }[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly items?: { readonly type?: string };
}

type Control = "number" | "text" | "list" | "switch" | "choice";

/** Control of a property; undefined for what has an editor of its own elsewhere (conditions, choices). */
function controlOf(property: Property): Control | undefined {
  if (property.enum) return "choice";
  if (property.type === "boolean") return "switch";
  if (property.type === "integer" || property.type === "number" || property.anyOf?.some(({ type }) => type === "number")) return "number";
  if (property.type === "string") return "text";
  return property.type === "array" && property.items?.type === "string" ? "list" : undefined;
}

const propertiesOf = (type: keyof typeof fieldOptionSchemas): readonly (readonly [string, Property])[] => Object.entries((fieldOptionSchemas[type] as { properties?: Record<string, Property> }).properties ?? {});

/** Names of options a generated form can edit. */
export const editableOptions = (type: keyof typeof fieldOptionSchemas, without: readonly string[] = []): readonly string[] => propertiesOf(type).filter(([name, property]) => !without.includes(name) && controlOf(property)).map(([name]) => name);

/** A form made out of the JSON Schema of the type's options. */
export function GeneratedOptions({ field, onChange, without = [] }: OptionsProps & { without?: readonly string[] }) {
  const t = useT();
  const change = (name: string, value: unknown) => {
    const { [name]: _old, ...rest } = field.options;
    onChange(value === undefined ? rest : { ...rest, [name]: value });
  };
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {propertiesOf(field.type).filter(([name]) => !without.includes(name)).map(([name, property]) => {
        const control = controlOf(property);
        const value = field.options[name];
        if (!control) return null;
        return (
          <Setting key={name} label={t(`option.${name}` as MessageKey)}>
            {(id) => <OptionControl id={id} control={control} property={property} value={value} onChange={(next) => change(name, next)} />}
          </Setting>
        );
      })}
    </div>
  );
}

function OptionControl({ id, control, property, value, onChange }: { id: string; control: Control; property: Property; value: unknown; onChange(value: unknown): void }) {
  const t = useT();
  const hint = property.examples?.[0] === undefined ? undefined : Array.isArray(property.examples[0]) ? property.examples[0].join(", ") : String(property.examples[0]);
  if (control === "switch") return <div className="flex h-8 items-center"><Switch id={id} checked={value === true} onCheckedChange={(on) => onChange(on || undefined)} /></div>;
  if (control === "choice") {
    return (
      <NativeSelect id={id} className="w-full" value={typeof value === "string" ? value : ""} onValueChange={(next) => onChange(next || undefined)}>
        <option value="">{t("studio.optionUsual")}</option>
        {property.enum!.map((name) => <option key={name} value={name}>{name}</option>)}
      </NativeSelect>
    );
  }
  if (control === "number") return <Input id={id} type="number" min={property.minimum} max={property.maximum} placeholder={hint} value={typeof value === "number" ? value : typeof value === "string" ? value : ""} onChange={(event) => onChange(event.target.value === "" ? undefined : Number(event.target.value))} />;
  const text = Array.isArray(value) ? value.join(", ") : typeof value === "string" ? value : "";
  if (control === "list") return <Input id={id} key={field(value)} defaultValue={text} placeholder={hint} onBlur={(event) => { const items = event.target.value.split(/[,;]/).map((one) => one.trim()).filter(Boolean); onChange(items.length > 0 ? items : undefined); }} />;
  return <Input id={id} placeholder={hint} value={text} onChange={(event) => onChange(event.target.value || undefined)} />;
}

/** A list is read when the field is left; then the control begins anew with what was read. */
const field = (value: unknown): string => (Array.isArray(value) ? value.join("|") : "");
