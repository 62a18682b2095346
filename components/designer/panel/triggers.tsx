"use client";
import type { ProcessNode, Text, Trigger } from "../../../runtime/workflow/definition/types";
import { definitionOf, patched } from "../../../runtime/workflow/edit/elements";
import { positionsOf } from "../../../runtime/workflow/edit/nodes";
import type { TriggerType } from "../../../runtime/workflow/triggers/options";
import { triggerDefinitions } from "../../../runtime/workflow/triggers/index";
import type { Position } from "../../../runtime/workflow/triggers/trigger-type";
import type { MessageKey } from "../../i18n/messages";
import { useT } from "../../i18n/provider";
import { Setting } from "../../dashboards/builder/field";
import { Input, NativeSelect } from "../../ui/input";
import { Switch } from "../../ui/switch";
import { ConditionEditor, FormulaInput } from "./condition-editor";
import { Rows } from "./rows";
import { TextOrFormula } from "./text-or-formula";

const TYPES = Object.keys(triggerDefinitions) as TriggerType[];
type Loose = Trigger & Readonly<Record<string, unknown>>;

/** What a trigger is told, by its type. */
const FIELDS: Readonly<Record<TriggerType, readonly (readonly [key: string, kind: "switch" | "textOrFormula" | "time" | "formula" | "text" | "condition"])[]>> = {
  timer: [["duration", "time"], ["date", "textOrFormula"], ["cycle", "textOrFormula"]], message: [["webhook", "switch"], ["message", "textOrFormula"], ["key", "formula"]], signal: [["signal", "textOrFormula"]], error: [["error", "text"]],
  escalation: [["escalation", "text"]], compensation: [["activity", "text"]], conditional: [["condition", "condition"]], link: [["link", "text"]], cancel: [], terminate: [],
};

/** What an event catches or throws. A timer shows only the kind of time it has. */
export function TriggersEditor({ node, onChange }: { node: ProcessNode; onChange(value: readonly Trigger[] | undefined): void }) {
  const t = useT();
  const { role } = definitionOf(node.type);
  const position = (role === "start" && node.inside !== undefined ? "eventStart" : role) as Position;
  const types = TYPES.filter((type) => positionsOf(type).includes(position));
  const items = (node.triggers ?? []) as readonly Loose[];
  const freshId = (): string => (items.some(({ id }) => id === "trigger") ? `trigger${items.length + 1}` : "trigger");
  return (
    <Rows items={items} add={t("designer.addTrigger")} fresh={() => ({ id: freshId(), type: types[0]!, ...(types[0] === "timer" && { duration: "P1D" }) }) as Loose} onChange={(next) => onChange(next as readonly Trigger[] | undefined)}>
      {(trigger, set) => (
        <>
          <NativeSelect aria-label={t("designer.trigger")} value={trigger.type} onValueChange={(type) => set({ id: trigger.id, type, ...(type === "timer" && { duration: "P1D" }) } as Loose)}>
            {types.map((type) => <option key={type} value={type}>{t(`designer.trigger.${type}` as MessageKey)}</option>)}
          </NativeSelect>
          {trigger.type === "timer" && (
            <NativeSelect aria-label={t("designer.timeKind")} value={timeOf(trigger)} onValueChange={(key) => set({ id: trigger.id, type: "timer", [key]: DEFAULTS[key as keyof typeof DEFAULTS] } as unknown as Loose)}>
              {(["duration", "date", "cycle"] as const).map((key) => <option key={key} value={key}>{t(`designer.set.${key}` as MessageKey)}</option>)}
            </NativeSelect>
          )}
          {FIELDS[trigger.type].filter(([key]) => shows(trigger, key, position)).map(([key, kind]) => (
            <Setting key={key} label={t(`designer.set.${key}` as MessageKey)} hint={t(`designer.hint.${key}` as MessageKey)}>
              {(id) => {
                const put = (value: unknown) => set(patched(trigger, { [key]: value } as Partial<Loose>));
                if (kind === "switch") return <Switch id={id} checked={trigger[key] === true} onCheckedChange={(on) => put(on || undefined)} />;
                if (kind === "textOrFormula" || kind === "time") return <TextOrFormula id={id} isTime={kind === "time"} value={trigger[key] as Text | undefined} onChange={put} />;
                if (kind === "formula") return <FormulaInput id={id} value={trigger[key] as string | undefined} onChange={put} />;
                if (kind === "condition") return <ConditionEditor id={id} value={trigger[key] as string | undefined} onChange={put} />;
                return <Input id={id} value={(trigger[key] as string | undefined) ?? ""} onChange={(event) => put(event.target.value || undefined)} />;
              }}
            </Setting>
          ))}
        </>
      )}
    </Rows>
  );
}

/** Only what means something beside the rest. */
function shows(trigger: Loose, key: string, position: Position): boolean {
  if (trigger.type === "timer") return key === timeOf(trigger);
  if (key === "webhook") return position !== "start" && position !== "throw" && position !== "end";
  return trigger["webhook"] !== true;
}

const DEFAULTS = { duration: "P1D", date: "2027-01-01T09:00:00", cycle: "R/P1D" } as const;
const timeOf = (trigger: Loose): keyof typeof DEFAULTS => (trigger["date"] !== undefined ? "date" : trigger["cycle"] !== undefined ? "cycle" : "duration");
