"use client";
import type { Condition } from "../../../runtime/expressions/condition";
import { widgetKind } from "../../../runtime/widgets/index";
import { Setting, Settings } from "../../dashboards/builder/field";
import { ScheduleSettings } from "../../dashboards/builder/schedule-settings";
import { cronOf } from "../../dashboards/builder/schedule";
import { clampLimit, Columns, Groups, Measures } from "../../dashboards/builder/widget-panel";
import { useModel } from "../../data/model";
import type { MessageKey } from "../../i18n/messages";
import { useT } from "../../i18n/provider";
import { FilterButton } from "../../lists/filter-button";
import { Combobox, type Choice } from "../../ui/combobox";
import { Input, NativeSelect, Textarea } from "../../ui/input";
import { RequiredInput } from "../../ui/required-input";
import { reshape, REPORT_CHARTS, shapeOf, widgetOf, withWidget, type DraftReport, type ReportSchedule, type ReportShape } from "./document";

interface PanelProps {
  report: DraftReport;
  roles: readonly Choice[];
  onChange(report: DraftReport): void;
}

const SHAPES: readonly ReportShape[] = ["table", "pivot", ...REPORT_CHARTS];
const FORMATS = ["html", "csv", "xlsx"] as const;
const FIRST: ReportSchedule = { cron: cronOf("weekly", 8), format: "html" };
/** Rows of a report at most, as its schema says. */
const MOST = 1000;

/** Everything about a report: words, what is asked, how it is shown, for whom, and when it is sent. */
export function ReportPanel({ report, roles, onChange }: PanelProps) {
  const t = useT();
  const { entities } = useModel();
  const entity = entities[report.entity ?? ""];
  const readable = Object.values(entities).filter((one) => one.rights.read && !one.parent);
  const shape = shapeOf(report);
  const widget = widgetOf(report);
  const { takes } = widgetKind(shape);
  const set = (change: Partial<DraftReport>) => onChange({ ...report, ...change });
  const setSchedule = (change: Partial<ReportSchedule> | undefined) => set({ schedule: change && { ...(report.schedule ?? FIRST), ...change } });
  const setWidget = (change: object) => onChange(withWidget(report, { ...widget, ...change }));
  return (
    <div className="grid gap-3">
      <Setting label={t("builder.label")}>{(id) => <RequiredInput id={id} value={report.label} maxLength={200} onText={(label) => set({ label })} />}</Setting>
      <Setting label={t("builder.description")}>{(id) => <Textarea id={id} rows={2} maxLength={2000} value={report.description ?? ""} onChange={(event) => set({ description: event.target.value || undefined })} />}</Setting>
      <Setting label={t("builder.entity")}>
        {(id) => <Combobox id={id} choices={readable.map((one) => ({ value: one.name, label: one.plural }))} values={entity ? [entity.name] : []} onChange={([name]) => name && entities[name] && onChange(reshape({ ...report, filter: undefined }, shape, entities[name]))} />}
      </Setting>
      {entity && (
        <>
          <Setting label={t("builder.kind")}>
            {(id) => (
              <NativeSelect id={id} value={shape} onValueChange={(next) => onChange(reshape(report, next as ReportShape, entity))}>
                {SHAPES.map((one) => <option key={one} value={one}>{t(`widget.${one}` as MessageKey)}</option>)}
              </NativeSelect>
            )}
          </Setting>
          {takes.measures && <Measures widget={widget} entity={entity} most={takes.measures[1]} onChange={setWidget} />}
          {takes.groupBy && <Groups widget={widget} entity={entity} most={takes.groupBy[1]} least={takes.groupBy[0]} choicesOnly={takes.choices === true} onChange={setWidget} />}
          {takes.columns && <Columns widget={widget} entity={entity} onChange={setWidget} />}
          <Settings title={t("builder.which")}>
            <div className="flex items-center justify-between gap-2 text-sm text-ink-2">
              {t("builder.filterHint")}
              <FilterButton key={entity.name} entity={entity} filter={report.filter as Condition | undefined} onChange={(filter) => set({ filter })} />
            </div>
            <Setting label={t("builder.limit")}>{(id) => <Input id={id} type="number" min={1} max={MOST} value={report.limit ?? ""} onChange={(event) => set({ limit: clampLimit(event.target.value, MOST) })} />}</Setting>
          </Settings>
        </>
      )}
      <Settings title={t("builder.audience")}>
        <Setting label={t("builder.roles")} hint={t("builder.rolesHint")}>
          {(id) => <Combobox id={id} multiple clearable placeholder={t("builder.everybody")} choices={roles} values={report.roles ?? []} onChange={(chosen) => set({ roles: chosen.length ? chosen : undefined })} />}
        </Setting>
      </Settings>
      <ScheduleSettings schedule={report.schedule} roles={roles} onChange={setSchedule}>
        <Setting label={t("report.format")}>
          {(id) => (
            <NativeSelect id={id} value={report.schedule?.format} onValueChange={(format) => setSchedule({ format: format as ReportSchedule["format"] })}>
              {FORMATS.map((format) => <option key={format} value={format}>{t(`report.format.${format}`)}</option>)}
            </NativeSelect>
          )}
        </Setting>
      </ScheduleSettings>
    </div>
  );
}
