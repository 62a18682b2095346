"use client";
import { CornerDownRight, Plus, Settings2, Trash2, TriangleAlert } from "lucide-react";
import { useEffect, useRef } from "react";
import type { Flow, ProcessNode, Responsible, Text } from "../../../runtime/workflow/definition/types";
import { homeOf, isClosed, isElsewhere } from "../../../runtime/workflow/edit/drawing";
import { addNode, changeType, setNode, setOption } from "../../../runtime/workflow/edit/nodes";
import { appendAfter } from "../../../runtime/workflow/edit/grow";
import { addLane } from "../../../runtime/workflow/edit/lanes";
import { connect, reconnect, refusal, setDefault, setFlow, toLane } from "../../../runtime/workflow/edit/flows";
import { definitionOf, nodeById, outOf } from "../../../runtime/workflow/edit/elements";
import { notesOf } from "../../../runtime/workflow/edit/notes";
import { removeElements } from "../../../runtime/workflow/edit/remove";
import type { NodeType } from "../../../runtime/workflow/nodes/options";
import type { MessageKey } from "../../i18n/messages";
import { useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import { Input, NativeSelect, Textarea } from "../../ui/input";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "../../ui/menu";
import { EmptyState } from "../../ui/states";
import { Switch } from "../../ui/switch";
import { ConditionEditor } from "../panel/condition-editor";
import { NodeSettingField } from "../panel/node-setting";
import { NotesEditor } from "../panel/notes";
import { countsVoices, PeopleEditor } from "../panel/people";
import { settingsOf } from "../panel/settings";
import { TextOrFormula } from "../panel/text-or-formula";
import { Setting } from "../../dashboards/builder/field";
import { followers, groupOf, groups, iconOf, newNode } from "../kinds";
import { PageTabs } from "../page-tabs";
import { ProblemList } from "../problem-list";
import { useDesigner } from "../use-designer";
import { stepName, typeName } from "../words";
import { orderedSteps } from "./order";

/** The process as cards, one per step: who, until when, what to do, what comes next. Edits the same process as the diagram. */
export function CardsView({ onOpen }: { onOpen(): void }) {
  const t = useT();
  const { definition, change, select } = useDesigner();
  const steps = orderedSteps(definition);
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <div className="scroll-thin min-h-0 flex-1 overflow-y-auto bg-sunken p-4 max-md:p-2.5">
        <div className="mx-auto grid max-w-3xl gap-3">
          <Lanes />
          {steps.length === 0 && (
            <EmptyState title={t("designer.noSteps")} text={t("designer.noStepsText")}>
              <Button variant="primary" onClick={() => change((now) => addNode(now, { type: "startEvent" }, { x: 100, y: 100 })[0])}><Plus />{t("designer.addStart")}</Button>
            </EmptyState>
          )}
          <ol className="grid gap-3" aria-label={t("designer.steps")}>
            {steps.map(({ node, number, depth }) => <StepCard key={node.id} node={node} number={number} depth={depth} onOpen={() => { select([node.id]); onOpen(); }} />)}
          </ol>
        </div>
      </div>
      <PageTabs />
    </div>
  );
}

function Lanes() {
  const t = useT();
  const { definition, selection, change, select } = useDesigner();
  return (
    <div className="flex flex-wrap items-center gap-1.5" role="group" aria-label={t("designer.lanes")}>
      <span className="text-sm text-ink-2">{t("designer.lanes")}:</span>
      {(definition.lanes ?? []).filter(({ id }) => !isElsewhere(definition, id)).map((lane) => <Button key={lane.id} size="sm" variant={selection.has(lane.id) ? "secondary" : "ghost"} onClick={() => select([lane.id])}>{lane.label || lane.id}</Button>)}
      {homeOf(definition).inside === undefined && <Button size="sm" variant="ghost" onClick={() => change((now) => addLane(now, t("designer.laneNumber", { number: (now.lanes?.length ?? 0) + 1 })))}><Plus />{t("designer.addLane")}</Button>}
    </div>
  );
}

function StepCard({ node, number, depth, onOpen }: { node: ProcessNode; number: number; depth: number; onOpen(): void }) {
  const t = useT();
  const { definition, selection, problemsAt, change, select, openInside } = useDesigner();
  const card = useRef<HTMLLIElement>(null);
  const Icon = iconOf(node.type);
  const { role } = definitionOf(node.type);
  const selected = selection.has(node.id);
  const name = stepName(t, node);
  useEffect(() => {
    // Whoever is in the card already sees it; moving it would move what is being pressed.
    if (selected && !card.current?.contains(document.activeElement)) card.current?.scrollIntoView({ block: "nearest" });
  }, [selected]);
  const lanes = (definition.lanes ?? []).filter((lane) => lane.inside === node.inside && !isElsewhere(definition, lane.id));
  const set = (key: string, value: unknown) => change((now) => setNode(now, node.id, { [key]: value }), `${node.id}.${key}`);
  const optionOf = (key: string): unknown => (node.options as Readonly<Record<string, unknown>> | undefined)?.[key];
  const isTask = node.type === "userTask" || (node.type === "manualTask" && node.options?.confirm === true);
  const told = isTask ? settingsOf(node).main.filter(({ key }) => key === "notifications" || key === "attachments") : [];
  const others = groups.flatMap(([, types]) => types).filter((type) => type !== node.type && groupOf(type) === groupOf(node.type) && (definitionOf(type).role === "boundary") === (role === "boundary"));
  return (
    <li ref={card} data-card={node.id} aria-label={t("designer.stepNumber", { number, label: name })} className={cn("rounded-lg border bg-canvas p-3", selected ? "border-accent" : problemsAt.has(node.id) ? "border-danger" : "border-line")} style={{ marginLeft: `${Math.min(depth, 3) * 1.25}rem` }} onFocus={() => !selected && select([node.id])}>
      <div className="flex items-center gap-2">
        <span className="flex size-7 shrink-0 items-center justify-center rounded-full bg-sunken text-xs font-semibold text-ink-2">{number}</span>
        <Menu>
          <MenuTrigger asChild><Button variant="ghost" size="icon" aria-label={t("designer.changeTypeOf", { label: name })} title={typeName(t, node.type)} disabled={others.length === 0}><Icon /></Button></MenuTrigger>
          <MenuContent align="start">{others.map((type) => <TypeItem key={type} type={type} onSelect={() => change((now) => changeType(now, node.id, type))} />)}</MenuContent>
        </Menu>
        <Input aria-label={t("designer.nameOf", { label: typeName(t, node.type), number })} className="min-w-0 flex-1 border-transparent font-medium hover:border-line-strong" placeholder={typeName(t, node.type)} value={node.label ?? ""} onChange={(event) => set("label", event.target.value || undefined)} />
        {problemsAt.has(node.id) && <TriangleAlert className="size-4 text-danger-ink" aria-label={t("designer.hasProblem")} />}
        <Button variant="ghost" size="icon" aria-label={t("designer.settingsOf", { label: name })} title={t("designer.settings")} onClick={onOpen}><Settings2 /></Button>
        <Button variant="ghost" size="icon" aria-label={t("designer.deleteStep", { label: name })} title={t("designer.delete")} onClick={() => change((now) => removeElements(now, [node.id]))}><Trash2 /></Button>
      </div>
      <div className="mt-2 grid gap-3 pl-9 max-sm:pl-0">
        <ProblemList of={node.id} />
        {(lanes.length > 0 && node.inside === undefined && node.attachedTo === undefined) || isTask ? (
          <div className="grid gap-3 sm:grid-cols-2">
            {lanes.length > 0 && node.inside === undefined && node.attachedTo === undefined && (
              <Setting label={t("designer.set.lane")}>{(id) => <NativeSelect id={id} value={node.lane ?? ""} onValueChange={(lane) => change((now) => toLane(now, node.id, lane || undefined))}>{node.lane === undefined && <option value="">{t("designer.choose")}</option>}{lanes.map((lane) => <option key={lane.id} value={lane.id}>{lane.label || lane.id}</option>)}</NativeSelect>}</Setting>
            )}
            {isTask && <Setting label={t("designer.set.due")} hint={t("designer.hint.due")}>{(id) => <TextOrFormula id={id} isTime value={optionOf("due") as Text | undefined} onChange={(due) => change((now) => setOption(now, node.id, "due", due), `${node.id}.due`)} />}</Setting>}
          </div>
        ) : null}
        {node.type === "manualTask" && <label className="flex items-center justify-between gap-2 text-sm">{t("designer.set.confirm")}<Switch checked={isTask} onCheckedChange={(on) => change((now) => setOption(now, node.id, "confirm", on || undefined))} /></label>}
        {isTask && (
          <>
            <Setting label={t("designer.set.responsible")}>{() => <PeopleEditor value={optionOf("responsible") as readonly Responsible[] | undefined} weighed={countsVoices(node)} onChange={(people) => change((now) => setOption(now, node.id, "responsible", people), `${node.id}.responsible`)} />}</Setting>
            <Setting label={t("designer.set.description")}>{(id) => <Textarea id={id} rows={1} className="min-h-8" value={node.description ?? ""} onChange={(event) => set("description", event.target.value || undefined)} />}</Setting>
            {told.map((setting) => <NodeSettingField key={setting.key} node={node} setting={setting} />)}
          </>
        )}
        {notesOf(definition, node.id).length > 0 && <NotesEditor node={node.id} />}
        {isClosed(definition, node) && <Button size="sm" className="justify-self-start" aria-label={t("designer.openInside", { label: name })} onClick={() => openInside(node.id)}><CornerDownRight />{t("designer.openSub")}</Button>}
        {role !== "end" && <NextSteps node={node} name={name} />}
      </div>
    </li>
  );
}

/** The ways on from a step, and what can be added to them. */
function NextSteps({ node, name }: { node: ProcessNode; name: string }) {
  const t = useT();
  const { definition, change, select } = useDesigner();
  const ways = outOf(definition, node.id);
  const gateway = definitionOf(node.type).role === "gateway";
  const targets = definition.nodes.filter((one) => refusal(definition, node.id, one.id) === undefined);
  const append = (type: NodeType) => {
    const [next, id] = appendAfter(definition, node.id, newNode(type), node.lane);
    change(() => next);
    if (id !== undefined) select([id]);
  };
  return (
    <div className="grid gap-2">
      {ways.length > 0 && <p className="text-xs font-medium text-ink-2">{t("designer.nextSteps")}</p>}
      {ways.map((flow) => <Way key={flow.id} flow={flow} several={gateway || ways.length > 1} name={name} />)}
      <div className="flex flex-wrap gap-1">
        <Menu>
          <MenuTrigger asChild><Button variant="ghost" size="sm" aria-label={t(gateway ? "designer.addBranchTo" : "designer.addStepAfter", { label: name })}><Plus />{t(gateway ? "designer.addBranch" : "designer.addStepHere")}</Button></MenuTrigger>
          <MenuContent align="start">{followers.map((type) => <TypeItem key={type} type={type} onSelect={() => append(type)} />)}</MenuContent>
        </Menu>
        {targets.length > 0 && (gateway || ways.length === 0) && (
          <Menu>
            <MenuTrigger asChild><Button variant="ghost" size="sm" aria-label={t("designer.leadTo", { label: name })}>{t("designer.connectTo")}</Button></MenuTrigger>
            <MenuContent align="start">{targets.map((target) => <MenuItem key={target.id} onSelect={() => change((now) => connect(now, node.id, target.id)[0])}>{stepName(t, target)}</MenuItem>)}</MenuContent>
          </Menu>
        )}
      </div>
    </div>
  );
}

function Way({ flow, several, name }: { flow: Flow; several: boolean; name: string }) {
  const t = useT();
  const { definition, change } = useDesigner();
  const isDefault = nodeById(definition, flow.from)?.default === flow.id;
  const targets = definition.nodes.filter((one) => one.id === flow.to || refusal({ ...definition, flows: definition.flows.filter((other) => other.id !== flow.id) }, flow.from, one.id) === undefined);
  const target = nodeById(definition, flow.to);
  const label = target ? stepName(t, target) : flow.to;
  const conditional = several || flow.condition !== undefined;
  return (
    <div className="grid gap-2 rounded-md border border-line p-2" role="group" aria-label={t("designer.wayTo", { from: name, to: label })}>
      <ProblemList of={flow.id} />
      <div className="flex items-center gap-2">
        <span className="text-ink-3" aria-hidden>→</span>
        <NativeSelect aria-label={t("designer.nextStep")} className="min-w-0 flex-1" value={flow.to} onValueChange={(to) => change((now) => reconnect(now, flow.id, { to }))}>{targets.map((one) => <option key={one.id} value={one.id}>{stepName(t, one)}</option>)}</NativeSelect>
        {conditional && <Button size="sm" variant={isDefault ? "secondary" : "ghost"} aria-pressed={isDefault} onClick={() => change((now) => setDefault(now, flow.id, !isDefault))}>{t("designer.otherwise")}</Button>}
        <Button variant="ghost" size="icon" aria-label={t("designer.removeWay", { label })} onClick={() => change((now) => removeElements(now, [flow.id]))}><Trash2 /></Button>
      </div>
      {conditional && !isDefault && <ConditionEditor id={`way-${flow.id}`} value={flow.condition} onChange={(condition) => change((now) => setFlow(now, flow.id, { condition }), `${flow.id}.condition`)} />}
    </div>
  );
}

function TypeItem({ type, onSelect }: { type: NodeType; onSelect(): void }) {
  const t = useT();
  const Icon = iconOf(type);
  return <MenuItem onSelect={onSelect}><Icon aria-hidden />{t(`designer.node.${type}` as MessageKey)}</MenuItem>;
}
