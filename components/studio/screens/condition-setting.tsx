"use client";
import type { Condition } from "../../../runtime/expressions/condition";
import type { ClientEntity, ClientModel } from "../../../runtime/model/client";
import { ModelProvider } from "../../data/model";
import { useT } from "../../i18n/provider";
import { FilterButton } from "../../lists/filter-button";
import { useFilterWords } from "../../lists/filter-words";

interface ConditionProps {
  label: string;
  /** What holds without a condition. */
  otherwise: string;
  /** The entity as the changes would make it, and the model it is of. */
  entity: ClientEntity;
  model: ClientModel;
  condition: Condition | undefined;
  /** Is the database asked, as by a list? Then the condition may speak of other records that lead here. */
  asked?: boolean;
  onChange(condition: Condition | undefined): void;
}

/** A condition with its sentence read back; the button opens the visual builder. */
export function ConditionSetting({ label, otherwise, entity, model, condition, asked = false, onChange }: ConditionProps) {
  const words = useFilterWords(model, entity);
  const t = useT();
  return (
    <div role="group" aria-label={label} className="rounded-md border border-line bg-canvas py-1.5 pr-1.5 pl-3">
      <div className="flex items-center justify-between gap-2">
        <span className="text-sm">{label}</span>
        <ModelProvider model={model}><FilterButton entity={entity} filter={condition} backwards={asked} onChange={onChange} /></ModelProvider>
      </div>
      <p className="pr-1.5 pb-1 text-xs text-ink-3" aria-live="polite">{condition ? t("studio.whenWords", { words: words(condition) }) : otherwise}</p>
    </div>
  );
}
