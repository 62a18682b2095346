"use client";
import { useMemo, type RefObject } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import type { ListGroup } from "../../runtime/model/types";
import { useModel } from "../data/model";
import type { MessageKey } from "../i18n/messages";
import { useT } from "../i18n/provider";
import { Combobox } from "../ui/combobox";
import { NativeSelect } from "../ui/input";
import { Panel } from "../ui/panel";
import { groupable, isDated } from "./group-values";
import { pathChoices } from "./list-columns";
import { GROUP_PERIODS } from "./list-state";

interface PanelProps {
  anchor: RefObject<HTMLElement | null>;
  entity: ClientEntity;
  group: ListGroup | undefined;
  onChange(group: ListGroup | null): void;
  onClose(): void;
}

/** Fields that make few groups come first. */
const FEW: ReadonlySet<string> = new Set(["select", "boolean", "user", "reference"]);

/** What the rows are grouped by; dates by a period. */
export function GroupPanel({ anchor, entity, group, onChange, onClose }: PanelProps) {
  const t = useT();
  const model = useModel();
  const choices = useMemo(() => {
    const all = pathChoices(model, entity, groupable, 0).filter(({ field }) => FEW.has(field.type) || isDated(field));
    return [...all.filter(({ field }) => FEW.has(field.type)), ...all.filter(({ field }) => !FEW.has(field.type))];
  }, [model, entity]);
  const chosen = choices.find((choice) => choice.path === group?.field);
  const choose = (path: string | undefined) => {
    const next = choices.find((choice) => choice.path === path);
    onChange(next ? { field: next.path, ...(isDated(next.field) ? { by: "month" } : {}) } : null);
  };
  return (
    <Panel anchor={anchor} label={t("list.group")} onClose={onClose} className="grid w-72 max-w-[calc(100vw-1rem)] gap-2">
      <Combobox clearable aria-label={t("list.groupField")} placeholder={t("list.noGroup")} choices={choices.map((choice) => ({ value: choice.path, label: choice.label }))} values={group ? [group.field] : []} onChange={([path]) => choose(path)} />
      {chosen && isDated(chosen.field) && (
        <NativeSelect aria-label={t("list.groupPeriod")} value={group?.by ?? "month"} onValueChange={(by) => onChange({ field: chosen.path, by: by as ListGroup["by"] })}>
          {GROUP_PERIODS.map((period) => (
            <option key={period} value={period}>
              {t(`list.by.${period}` satisfies MessageKey)}
            </option>
          ))}
        </NativeSelect>
      )}
    </Panel>
  );
}
