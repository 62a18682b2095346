"use client";
import { fieldType, isFieldTypeName } from "../../../runtime/fields/index";
import type { MessageKey } from "../../i18n/messages";
import { useT } from "../../i18n/provider";
import { NativeSelect } from "../../ui/input";
import { Setting } from "../../dashboards/builder/field";
import type { KnownEntity, OptionsProps } from "./context";

const FUNCTIONS = ["count", "sum", "avg", "min", "max"] as const;
type Function = (typeof FUNCTIONS)[number];

function measurable(entity: KnownEntity | undefined, measure: Function): KnownEntity["fields"] {
  return (entity?.fields ?? []).filter(({ type, options }) => {
    const measured = isFieldTypeName(type) ? (fieldType(type).traits?.delegate?.(options).type ?? type) : type;
    return isFieldTypeName(measured) && fieldType(measured).measures.includes(measure);
  });
}

/** "The sum of Distance of the Trips whose Vehicle is this record." */
export function RollupOptions({ field, entity, entities, onChange }: OptionsProps) {
  const t = useT();
  const sources = entities.flatMap((other) => other.fields.filter((one) => (one.type === "reference" || one.type === "user") && (one.options["entity"] ?? "user") === entity.name).map((one) => ({ entity: other.name, via: one.name, label: `${other.plural} (${one.label})` })));
  const { entity: from, via, function: measure = "count", field: measured } = field.options as { entity?: string; via?: string; function?: Function; field?: string };
  const source = entities.find(({ name }) => name === from);
  const fields = measurable(source, measure);
  const choose = (change: Record<string, unknown>) => {
    const next = { ...field.options, ...change } as Record<string, unknown>;
    if (next["function"] === "count") delete next["field"];
    else {
      const offered = measurable(entities.find(({ name }) => name === next["entity"]), next["function"] as Function);
      if (!offered.some(({ name }) => name === next["field"])) next["field"] = offered[0]?.name;
    }
    for (const key of Object.keys(next)) if (next[key] === undefined) delete next[key];
    onChange(next);
  };
  return (
    <div className="grid gap-2 sm:grid-cols-3">
      <Setting label={t("studio.rollupOf")} hint={sources.length === 0 ? t("studio.noBack", { entity: entity.label }) : undefined}>
        {(id) => (
          <NativeSelect id={id} className="w-full" value={from ? `${from}.${via ?? ""}` : ""} onValueChange={(value) => { const [name, back] = value.split("."); choose({ entity: name, via: back }); }}>
            <option value="" disabled>{t("field.choose")}</option>
            {sources.map((one) => <option key={`${one.entity}.${one.via}`} value={`${one.entity}.${one.via}`}>{one.label}</option>)}
          </NativeSelect>
        )}
      </Setting>
      <Setting label={t("studio.rollupFunction")}>
        {(id) => <NativeSelect id={id} className="w-full" value={measure} onValueChange={(value) => choose({ function: value })}>{FUNCTIONS.map((name) => <option key={name} value={name}>{t(`builder.function.${name}` as MessageKey)}</option>)}</NativeSelect>}
      </Setting>
      {measure !== "count" && (
        <Setting label={t("studio.rollupField")} hint={source && fields.length === 0 ? t("studio.nothingToMeasure") : undefined}>
          {(id) => (
            <NativeSelect id={id} className="w-full" value={measured ?? ""} onValueChange={(value) => choose({ field: value })}>
              <option value="" disabled>{t("field.choose")}</option>
              {fields.map((one) => <option key={one.name} value={one.name}>{one.label}</option>)}
            </NativeSelect>
          )}
        </Setting>
      )}
    </div>
  );
}
