"use client";
import type { Variable } from "../../../runtime/workflow/definition/types";
import { patched } from "../../../runtime/workflow/edit/elements";
import type { MessageKey } from "../../i18n/messages";
import { useT } from "../../i18n/provider";
import { Checkbox } from "../../ui/checkbox";
import { NativeSelect } from "../../ui/input";
import { RequiredInput } from "../../ui/required-input";
import { Rows } from "./rows";

const TYPES = ["text", "number", "boolean", "date", "dateTime", "time", "duration", "list", "context", "any"] as const;
type Asked = Variable & { readonly ask?: boolean };

/** Variables with their type; those whoever starts it by hand is asked for. */
export function VariablesEditor({ value, onChange, asks }: { value: readonly Variable[]; onChange(value: readonly Variable[] | undefined): void; asks?: boolean }) {
  const t = useT();
  const fresh = (): Variable => {
    let number = value.length + 1;
    while (value.some(({ id }) => id === `variable${number}`)) number++;
    return { id: `variable${number}`, name: `variable${number}`, type: "number" };
  };
  return (
    <Rows items={value as readonly Asked[]} add={t("designer.addVariable")} fresh={fresh} onChange={onChange}>
      {(variable, set) => (
        <>
          <div className="grid grid-cols-2 gap-1">
            <RequiredInput aria-label={t("designer.variableName")} value={variable.name} onText={(name) => set({ ...variable, name })} />
            <NativeSelect aria-label={t("designer.variableType")} value={variable.type ?? "any"} onValueChange={(type) => set({ ...variable, type: type as NonNullable<Variable["type"]> })}>{TYPES.map((type) => <option key={type} value={type}>{t(`designer.type.${type}` as MessageKey)}</option>)}</NativeSelect>
          </div>
          {asks && ["text", "number", "boolean", "date", "dateTime"].includes(variable.type ?? "any") && (
            <label className="flex min-h-7 items-center gap-2 text-xs text-ink-2"><Checkbox checked={variable.ask === true} onCheckedChange={(ask) => set(patched(variable, { ask: ask || undefined }))} />{t("designer.askAtStart")}</label>
          )}
        </>
      )}
    </Rows>
  );
}
