"use client";
import { ArrowDown, ArrowUp, CornerDownRight, Trash2 } from "lucide-react";
import type { Flow, Lane, ProcessNode } from "../../../runtime/workflow/definition/types";
import { isClosed, isElsewhere } from "../../../runtime/workflow/edit/drawing";
import { flowById, nodeById, outOf } from "../../../runtime/workflow/edit/elements";
import { moveFlow, setDefault, setFlow, toLane } from "../../../runtime/workflow/edit/flows";
import { moveLane, removeLane, setLane } from "../../../runtime/workflow/edit/lanes";
import { setNode } from "../../../runtime/workflow/edit/nodes";
import { removeElements } from "../../../runtime/workflow/edit/remove";
import type { MessageKey } from "../../i18n/messages";
import { useT } from "../../i18n/provider";
import { Setting, Settings } from "../../dashboards/builder/field";
import { Button } from "../../ui/button";
import { Input, NativeSelect, Textarea } from "../../ui/input";
import { Switch } from "../../ui/switch";
import { iconOf } from "../kinds";
import { ProblemList } from "../problem-list";
import { useDesigner } from "../use-designer";
import { stepName, typeName } from "../words";
import { CalendarSetting } from "./calendar";
import { ConditionEditor } from "./condition-editor";
import { NodeSettingField } from "./node-setting";
import { ArtifactPanel, NotesEditor } from "./notes";
import { PeopleEditor } from "./people";
import { ProcessPanel } from "./process-panel";
import { settingsOf } from "./settings";

/** Settings of what is chosen: a step, a flow, a lane; of the process itself when nothing is. */
export function ElementPanel() {
  const t = useT();
  const { definition, selection } = useDesigner();
  const id = selection.size === 1 ? [...selection][0]! : undefined;
  if (selection.size > 1) return <p className="text-sm text-ink-2">{t("designer.severalChosen", { count: selection.size })}</p>;
  const node = id === undefined ? undefined : nodeById(definition, id);
  const flow = id === undefined ? undefined : flowById(definition, id);
  const lane = definition.lanes?.find((one) => one.id === id);
  if (node) return <NodePanel key={node.id} node={node} />;
  if (flow) return <FlowPanel key={flow.id} flow={flow} />;
  if (lane) return <LanePanel key={lane.id} lane={lane} />;
  const artifact = definition.artifacts?.find((one) => one.id === id);
  if (artifact) return <ArtifactPanel key={artifact.id} artifact={artifact} />;
  return <ProcessPanel />;
}

export function NodePanel({ node }: { node: ProcessNode }) {
  const t = useT();
  const { definition, change, openInside } = useDesigner();
  const Icon = iconOf(node.type);
  const { main, more } = settingsOf(node);
  const set = (key: string, value: unknown) => change((now) => setNode(now, node.id, { [key]: value }), `${node.id}.${key}`);
  const lanes = (definition.lanes ?? []).filter((lane) => lane.inside === node.inside && !isElsewhere(definition, lane.id));
  const ways = outOf(definition, node.id);
  return (
    <div className="grid gap-3">
      <div className="flex items-start gap-2 text-xs text-ink-3"><Icon className="mt-0.5 size-4 shrink-0" aria-hidden /><p><b className="text-ink-2">{typeName(t, node.type)}</b> · {t(`designer.help.${node.type}` as MessageKey)}</p></div>
      <ProblemList of={node.id} />
      <Setting label={t("designer.set.label")}>{(id) => <Input id={id} data-first value={node.label ?? ""} maxLength={2000} onChange={(event) => set("label", event.target.value || undefined)} />}</Setting>
      <Setting label={t("designer.set.description")} hint={t("designer.hint.description")}>{(id) => <Textarea id={id} rows={2} maxLength={2000} value={node.description ?? ""} onChange={(event) => set("description", event.target.value || undefined)} />}</Setting>
      {lanes.length > 0 && node.inside === undefined && node.attachedTo === undefined && (
        <Setting label={t("designer.set.lane")} hint={t("designer.hint.lane")}>
          {(id) => <NativeSelect id={id} value={node.lane ?? ""} onValueChange={(lane) => change((now) => toLane(now, node.id, lane || undefined))}>{node.lane === undefined && <option value="">{t("designer.choose")}</option>}{lanes.map((lane) => <option key={lane.id} value={lane.id}>{lane.label || lane.id}</option>)}</NativeSelect>}
        </Setting>
      )}
      {isClosed(definition, node) && <Button className="justify-self-start" onClick={() => openInside(node.id)}><CornerDownRight />{t("designer.openSub")}</Button>}
      {main.map((setting) => <NodeSettingField key={setting.key} node={node} setting={setting} />)}
      {(node.type === "userTask" || (node.type === "manualTask" && node.options?.confirm === true) || node.triggers?.some(({ type }) => type === "timer")) && <CalendarSetting value={node.calendar} otherwise={t("calendars.inherited")} onChange={(calendar) => set("calendar", calendar)} />}
      {ways.length > 0 && (
        <Settings title={t("designer.nextSteps")}>
          {ways.map((flow) => <FlowSummary key={flow.id} flow={flow} />)}
        </Settings>
      )}
      {more.length > 0 && (
        <details className="border-t border-line pt-3">
          <summary className="mb-3 text-sm font-semibold">{t("designer.more")}</summary>
          <div className="grid gap-3">{more.map((setting) => <NodeSettingField key={setting.key} node={node} setting={setting} />)}</div>
        </details>
      )}
      <Settings title={t("designer.comments")}><NotesEditor node={node.id} /></Settings>
      <RemoveButton ids={[node.id]} />
    </div>
  );
}

function RemoveButton({ ids }: { ids: readonly string[] }) {
  const t = useT();
  const { change } = useDesigner();
  return <Button variant="ghost" className="justify-self-start text-danger-ink" onClick={() => change((now) => removeElements(now, ids))}><Trash2 />{t("designer.delete")}</Button>;
}

/** A way on, as a line one can open. */
function FlowSummary({ flow }: { flow: Flow }) {
  const t = useT();
  const { definition, select } = useDesigner();
  const target = nodeById(definition, flow.to);
  const isDefault = nodeById(definition, flow.from)?.default === flow.id;
  return (
    <button type="button" className="flex min-h-8 items-center gap-2 rounded-md border border-line px-2 py-1 text-left text-sm hover:bg-hover" onClick={() => select([flow.id])}>
      <span className="min-w-0 flex-1 truncate">{target ? stepName(t, target) : flow.to}</span>
      <span className="max-w-[45%] truncate font-mono text-[11px] text-ink-3">{isDefault ? t("designer.default") : (flow.label ?? flow.condition)}</span>
    </button>
  );
}

/** Words, condition and default of a flow; used by the panel and the step cards. */
export function FlowFields({ flow }: { flow: Flow }) {
  const t = useT();
  const { definition, change } = useDesigner();
  const source = nodeById(definition, flow.from);
  const isDefault = source?.default === flow.id;
  const set = (key: "label" | "condition", value: string | undefined) => change((now) => setFlow(now, flow.id, { [key]: value }), `${flow.id}.${key}`);
  const chooses = source !== undefined && ["exclusiveGateway", "inclusiveGateway", "complexGateway"].includes(source.type);
  return (
    <>
      <Setting label={t("designer.set.flowLabel")} hint={t("designer.hint.flowLabel")}>{(id) => <Input id={id} data-first value={flow.label ?? ""} maxLength={2000} onChange={(event) => set("label", event.target.value || undefined)} />}</Setting>
      {!isDefault && <Setting label={t("designer.set.condition")} hint={t(chooses ? "designer.hint.flowCondition" : "designer.hint.flowConditionPlain")}>{(id) => <ConditionEditor id={id} value={flow.condition} onChange={(value) => set("condition", value)} />}</Setting>}
      <label className="flex items-start justify-between gap-2 text-sm">
        <span>{t("designer.makeDefault")}<span className="block text-xs text-ink-3">{t("designer.hint.default")}</span></span>
        <Switch checked={isDefault} onCheckedChange={(on) => change((now) => setDefault(now, flow.id, on))} />
      </label>
    </>
  );
}

function FlowPanel({ flow }: { flow: Flow }) {
  const t = useT();
  const { definition, change } = useDesigner();
  const [from, to] = [flow.from, flow.to].map((id) => nodeById(definition, id));
  const beside = outOf(definition, flow.from);
  const at = beside.findIndex((one) => one.id === flow.id);
  return (
    <div className="grid gap-3">
      <p className="text-sm text-ink-2">{from && stepName(t, from)} → {to && stepName(t, to)}</p>
      <ProblemList of={flow.id} />
      <FlowFields flow={flow} />
      {beside.length > 1 && (
        <div className="flex items-center justify-between text-sm">
          <span>{t("designer.order", { number: at + 1, count: beside.length })}</span>
          <span>
            <Button variant="ghost" size="icon" disabled={at === 0} aria-label={t("designer.earlier")} onClick={() => change((now) => moveFlow(now, flow.id, -1))}><ArrowUp /></Button>
            <Button variant="ghost" size="icon" disabled={at === beside.length - 1} aria-label={t("designer.later")} onClick={() => change((now) => moveFlow(now, flow.id, 1))}><ArrowDown /></Button>
          </span>
        </div>
      )}
      <RemoveButton ids={[flow.id]} />
    </div>
  );
}

export function LanePanel({ lane }: { lane: Lane }) {
  const t = useT();
  const { change } = useDesigner();
  return (
    <div className="grid gap-3">
      <Setting label={t("designer.set.laneLabel")}>{(id) => <Input id={id} data-first value={lane.label ?? ""} maxLength={2000} onChange={(event) => change((now) => setLane(now, lane.id, { label: event.target.value || undefined }), `${lane.id}.label`)} />}</Setting>
      <Setting label={t("designer.set.responsible")} hint={t("designer.hint.laneResponsible")}>{() => <PeopleEditor value={lane.responsible} onChange={(responsible) => change((now) => setLane(now, lane.id, { responsible }), `${lane.id}.people`)} />}</Setting>
      <CalendarSetting value={lane.calendar} otherwise={t("calendars.inherited")} onChange={(calendar) => change((now) => setLane(now, lane.id, { calendar }), `${lane.id}.calendar`)} />
      <div className="flex gap-1">
        <Button size="sm" onClick={() => change((now) => moveLane(now, lane.id, -1))}><ArrowUp />{t("designer.laneUp")}</Button>
        <Button size="sm" onClick={() => change((now) => moveLane(now, lane.id, 1))}><ArrowDown />{t("designer.laneDown")}</Button>
        <Button variant="ghost" size="sm" className="ml-auto text-danger-ink" onClick={() => change((now) => removeLane(now, lane.id))}><Trash2 />{t("designer.removeLane")}</Button>
      </div>
    </div>
  );
}
