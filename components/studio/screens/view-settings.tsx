"use client";
import type { ChoiceAnswer } from "../../../runtime/studio/answers";
import { SLOTS, withSetting, type ScreenKind } from "../../../runtime/studio/screens";
import { Setting, Settings } from "../../dashboards/builder/field";
import type { MessageKey } from "../../i18n/messages";
import { useT } from "../../i18n/provider";
import { Combobox } from "../../ui/combobox";
import { Input, NativeSelect } from "../../ui/input";
import type { SettingsProps } from "./list-settings";

/** What a board, calendar, timeline or tree is told: which field stands for what. */
export function ViewSettings({ kind, document, entity, onChange }: SettingsProps & { kind: Exclude<ScreenKind, "list"> }) {
  const t = useT();
  const set = (key: string, value: unknown) => onChange(withSetting(document, key, value));
  return (
    <div className="grid gap-3">
      {SLOTS[kind].map((slot) => {
        const fields = entity.fields.filter((field) => slot.fits(field, entity.name, document)).map(({ name, label }) => ({ value: name, label }));
        const value = document[slot.key];
        return (
          <Setting key={slot.key} label={t(`studio.slot.${kind}.${slot.key}` as MessageKey)}>
            {(id) => slot.many
              ? <Combobox id={id} multiple clearable choices={fields} values={(value ?? []) as readonly string[]} onChange={(next) => set(slot.key, next)} />
              : (
                <NativeSelect id={id} className="w-full" value={typeof value === "string" ? value : ""} onValueChange={(next) => (next || !slot.needed) && set(slot.key, next)}>
                  {!slot.needed && <option value="">{t("studio.notSet")}</option>}
                  {fields.map((one) => <option key={one.value} value={one.value}>{one.label}</option>)}
                </NativeSelect>
              )}
          </Setting>
        );
      })}
      {kind === "board" && <Limits document={document} entity={entity} set={set} />}
    </div>
  );
}

/** How many cards a column should hold at most. */
function Limits({ document, entity, set }: Pick<SettingsProps, "document" | "entity"> & { set(key: string, value: unknown): void }) {
  const t = useT();
  const choices = (entity.fields.find(({ name }) => name === document["field"])?.options["choices"] ?? []) as readonly ChoiceAnswer[];
  const limits = (document["limits"] ?? {}) as Readonly<Record<string, number>>;
  const change = (choice: string, text: string) => {
    const { [choice]: _old, ...rest } = limits;
    const next = text === "" ? rest : { ...rest, [choice]: Math.max(1, Math.round(Number(text)) || 1) };
    set("limits", Object.keys(next).length > 0 ? next : undefined);
  };
  return (
    <Settings title={t("studio.limits")}>
      {choices.map(({ value, label }) => (
        <label key={value} className="flex items-center justify-between gap-2 text-sm">
          <span className="min-w-0 truncate">{label}</span>
          <Input type="number" min={1} className="w-24" aria-label={t("studio.limitOf", { column: label })} placeholder="∞" value={limits[value] ?? ""} onChange={(event) => change(value, event.target.value)} />
        </label>
      ))}
    </Settings>
  );
}
