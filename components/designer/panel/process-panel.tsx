"use client";
import { Plus } from "lucide-react";
import type { ProcessDefinition } from "../../../runtime/workflow/definition/types";
import { patched } from "../../../runtime/workflow/edit/elements";
import { addLane } from "../../../runtime/workflow/edit/lanes";
import { useModel } from "../../data/model";
import { useT } from "../../i18n/provider";
import { Setting, Settings } from "../../dashboards/builder/field";
import { Button } from "../../ui/button";
import { NativeSelect, Textarea } from "../../ui/input";
import { RequiredInput } from "../../ui/required-input";
import { useDesigner } from "../use-designer";
import { CalendarSetting } from "./calendar";
import { entityOf } from "./known-names";
import { StartsEditor } from "./starts";
import { VariablesEditor } from "./variables";

/** The process itself: words, the record it is about, how it begins, its variables and lanes. */
export function ProcessPanel() {
  const t = useT();
  const { definition, change, select } = useDesigner();
  const { entities } = useModel();
  const set = (values: Readonly<Record<string, unknown>>, key: string) => change((now) => patched(now, values as Partial<ProcessDefinition>), `process.${key}`);
  return (
    <div className="grid gap-3">
      <Setting label={t("designer.set.processLabel")}>{(id) => <RequiredInput id={id} data-first value={definition.label} maxLength={200} onText={(label) => set({ label }, "label")} />}</Setting>
      <Setting label={t("designer.set.processDescription")}>{(id) => <Textarea id={id} rows={2} maxLength={2000} value={definition.description ?? ""} onChange={(event) => set({ description: event.target.value || undefined }, "description")} />}</Setting>
      <Setting label={t("designer.set.entity")} hint={t("designer.hint.entity")}>
        {(id) => (
          <NativeSelect id={id} value={entityOf(definition) ?? ""} onValueChange={(entity) => set({ entity: entity || undefined }, "entity")}>
            <option value="">{t("designer.noEntity")}</option>
            {Object.values(entities).filter((entity) => !entity.parent && !entity.system).map((entity) => <option key={entity.name} value={entity.name}>{entity.label}</option>)}
          </NativeSelect>
        )}
      </Setting>
      <StartsEditor />
      <CalendarSetting value={definition.calendar} otherwise={t("calendars.plainTime")} onChange={(calendar) => set({ calendar }, "calendar")} />
      <Settings title={t("designer.variables")}>
        <p className="text-xs text-ink-3">{t("designer.hint.variables")}</p>
        <VariablesEditor asks value={definition.variables ?? []} onChange={(variables) => set({ variables }, "variables")} />
      </Settings>
      <Settings title={t("designer.lanes")} action={<Button variant="ghost" size="sm" onClick={() => change((now) => addLane(now, t("designer.laneNumber", { number: (now.lanes?.length ?? 0) + 1 })))}><Plus />{t("designer.addLane")}</Button>}>
        <p className="text-xs text-ink-3">{t("designer.laneHelp")}</p>
        {(definition.lanes ?? []).map((lane) => <Button key={lane.id} className="justify-start" onClick={() => select([lane.id])}>{lane.label || lane.id}</Button>)}
      </Settings>
    </div>
  );
}
