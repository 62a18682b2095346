"use client";
import { useT } from "../../i18n/provider";
import { Combobox } from "../../ui/combobox";
import { Setting } from "../../dashboards/builder/field";
import type { OptionsProps } from "./context";

/** Which records a relation points at. */
export function TargetOptions({ field, entities, onChange }: OptionsProps) {
  const t = useT();
  return (
    <Setting label={t("studio.pointsAt")}>
      {(id) => <Combobox id={id} aria-label={t("studio.pointsAtOf", { field: field.label })} choices={entities.map(({ name, label }) => ({ value: name, label }))} values={typeof field.options["entity"] === "string" ? [field.options["entity"]] : []} onChange={([entity]) => entity && onChange({ ...field.options, entity })} />}
    </Setting>
  );
}

/** Records of another entity that belong to this one: its reference back decides which entity it is. */
export function LinesOptions({ field, entity, entities, onChange }: OptionsProps) {
  const t = useT();
  const backs = entities.filter(({ name }) => name !== entity.name).flatMap((other) => other.fields.filter((one) => one.type === "reference" && one.options["entity"] === entity.name).map((one) => ({ value: `${other.name}.${one.name}`, label: `${other.plural} (${one.label})` })));
  const chosen = field.options["entity"] ? [`${String(field.options["entity"])}.${String(field.options["field"])}`] : [];
  return (
    <Setting label={t("studio.linesOf")} hint={backs.length === 0 ? t("studio.noBack", { entity: entity.label }) : undefined}>
      {(id) => <Combobox id={id} choices={backs} values={chosen} onChange={([value]) => { const [name, back] = (value ?? "").split("."); if (name && back) onChange({ ...field.options, entity: name, field: back }); }} />}
    </Setting>
  );
}
