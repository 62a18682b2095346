"use client";
import { CircleAlert, CircleCheck, ClockPlus, FastForward, Play, RotateCcw, StepForward } from "lucide-react";
import { useState } from "react";
import type { Json, ProcessDefinition, Values } from "../../../runtime/workflow/definition/types";
import { nodeById } from "../../../runtime/workflow/edit/elements";
import type { MessageKey } from "../../i18n/messages";
import { useMoment } from "../../i18n/moment";
import { useLocale, useT } from "../../i18n/provider";
import { Setting, Settings } from "../../dashboards/builder/field";
import { Button } from "../../ui/button";
import { Input, NativeSelect } from "../../ui/input";
import { Notice } from "../../ui/states";
import { useRecord } from "../../data/records";
import { useEntity } from "../../data/model";
import { entityOf } from "../panel/known-names";
import { useDesigner } from "../use-designer";
import { stepName } from "../words";
import { RecordChoice } from "./record-choice";
import { KeepScenario, Scenarios } from "./scenarios";
import { usePersonName } from "../use-person-name";
import { checklist, type Fact } from "./report";
import { useSurroundings } from "./use-surroundings";
import { answer, begins, finish, isRunning, openTasks, openWaits, passTime, replay, startSimulation, step, toTheEnd, type Simulation } from "./simulation";

const HOUR = 3_600_000;

interface SimulatorProps {
  simulation: Simulation | undefined;
  /** Tells that a simulation began, ended or moved on. */
  onChange(simulation: Simulation | undefined): void;
}

/** Plays the process as drawn: sample data, step by step or to the end, with a clock one can move. */
export function SimulatorPanel({ simulation, onChange }: SimulatorProps) {
  const t = useT();
  const { definition, select } = useDesigner();
  const { language, timeZone } = useLocale();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<string>();
  const attempt = (act: () => Simulation | undefined) => {
    try {
      setFailure(undefined);
      onChange(act());
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    }
  };
  const entity = useEntity(entityOf(definition));
  const [record, setRecord] = useState<string>();
  const data = useRecord(entity?.name ?? "", record);
  const around = useSurroundings(definition);
  const begin = () => attempt(() => startSimulation(definition, { ...sample(definition, values), ...(record !== undefined && data.data && !data.isPlaceholderData && { record: data.data as unknown as Json }) }, from ? new Date(`${from}Z`) : new Date(), around));
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const act = (move: (now: Simulation) => void) => simulation && attempt(() => {
    move(simulation);
    return { ...simulation };
  });
  const ready = begins(definition);
  const name = (id: string | undefined): string => {
    const node = id === undefined ? undefined : nodeById(definition, id);
    return node ? stepName(t, node) : (id ?? "");
  };
  const moment = (iso: string) => new Intl.DateTimeFormat(language, { dateStyle: "short", timeStyle: "short", timeZone }).format(new Date(iso));
  const running = simulation !== undefined && isRunning(simulation);
  return (
    <div className="grid gap-3">
      <p className="text-xs text-ink-3">{t("designer.simulateHint")}</p>
      {failure && <Notice tone="danger">{failure}</Notice>}
      {!ready && <Notice tone="warning">{t("designer.simulateBlocked")}</Notice>}
      {!simulation && (
        <>
          {sampled(definition).map((variable) => (
            <Setting key={variable.id} label={variable.label ?? variable.name}>
              {(id) => variable.type === "boolean"
                ? <NativeSelect id={id} value={values[variable.name] ?? "false"} onValueChange={(value) => setValues({ ...values, [variable.name]: value })}><option value="true">{t("designer.yes")}</option><option value="false">{t("designer.no")}</option></NativeSelect>
                : <Input id={id} value={values[variable.name] ?? defaultOf(variable.default)} onChange={(event) => setValues({ ...values, [variable.name]: event.target.value })} />}
            </Setting>
          ))}
          {entity && <RecordChoice entity={entity.name} value={record} onChange={setRecord} />}
          <Setting label={t("designer.simulateFrom")} hint={t("designer.hint.simulateFrom")}>{(id) => <Input id={id} type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />}</Setting>
          <Button variant="primary" disabled={!ready || !around || (record !== undefined && (!data.data || data.isPlaceholderData))} onClick={begin}><Play />{t("designer.simulateStart")}</Button>
        </>
      )}
      {simulation && (
        <>
          <div className="flex flex-wrap items-center gap-1.5">
            <Button size="sm" disabled={!running} onClick={() => act((now) => void step(now, definition))}><StepForward />{t("designer.simulateStep")}</Button>
            <Button size="sm" disabled={!running} onClick={() => act((now) => toTheEnd(now, definition))}><FastForward />{t("designer.simulateEnd")}</Button>
            <Button size="sm" variant="ghost" onClick={() => attempt(() => undefined)}><RotateCcw />{t("designer.simulateAgain")}</Button>
          </div>
          <div className="flex flex-wrap items-center gap-1.5 text-sm">
            <span className="w-full text-ink-2">{t("designer.clock", { time: moment(simulation.world.now.toISOString()) })}</span>
            {([["designer.hour", HOUR], ["designer.day", 24 * HOUR]] as const).map(([key, ms]) => <Button key={key} size="sm" variant="ghost" disabled={!running} onClick={() => act((now) => passTime(now, ms))}><ClockPlus />{t(key)}</Button>)}
            <form className="flex w-full gap-1.5" onSubmit={(event) => {
              event.preventDefault();
              act((now) => passTime(now, Math.max(0, Date.parse(`${until}Z`) - now.world.now.getTime())));
            }}>
              <Input type="datetime-local" required aria-label={t("designer.clockTo")} className="min-w-0 flex-1" min={simulation.world.now.toISOString().slice(0, 16)} value={until} onChange={(event) => setUntil(event.target.value)} />
              <Button type="submit" size="sm" className="h-8" disabled={!running}>{t("designer.clockTo")}</Button>
            </form>
          </div>
          {openTasks(simulation, definition).map((task) => (
            <div key={`${task.instance.id}-${task.token}`} className="rounded-md border border-line p-2" data-task={task.node}>
              <button type="button" className="text-left text-sm font-medium hover:underline" onClick={() => select([task.node])}>{name(task.node)}</button>
              <div className="mt-1.5 flex flex-wrap gap-1">
                {task.decisions.length === 0 && <Button size="sm" onClick={() => act((now) => finish(now, task))}>{t("designer.taskDone")}</Button>}
                {task.decisions.map((decision) => <Button key={decision.name} size="sm" onClick={() => act((now) => finish(now, task, decision.name))}>{decision.label}</Button>)}
              </div>
            </div>
          ))}
          {openWaits(simulation).map((wait) => (
            <div key={`${wait.instance.id}-${wait.wait}`} className="flex items-center justify-between gap-2 rounded-md border border-line px-2 py-1.5 text-sm">
              <span className="min-w-0 truncate">{name(wait.node)} · {wait.due === undefined ? (wait.name ?? t("designer.waits")) : moment(wait.due)}</span>
              {(wait.kind === "message" || wait.kind === "signal") && <Button size="sm" onClick={() => act((now) => answer(now, wait))}>{t("designer.happens")}</Button>}
            </div>
          ))}
          {!running && <Notice tone={simulation.world.instances.every(({ state }) => state.status !== "failed") ? "info" : "danger"} icon={CircleCheck}>{t("designer.simulateOver")}</Notice>}
          <KeepScenario simulation={simulation} />
          <Checklist definition={definition} simulation={simulation} onShow={(ids) => select(ids)} />
          <Settings title={t("designer.log")}>
            <ol className="grid gap-1 text-xs text-ink-2">
              {simulation.log.slice(-200).map((entry, at) => <li key={at}><span className="text-ink-3">{moment(entry.at)}</span> {t(`designer.log.${entry.what}` as MessageKey, { step: name(entry.node), text: entry.text ?? "" })}</li>)}
            </ol>
          </Settings>
        </>
      )}
      {!simulation && around && <Scenarios around={around} onReplay={(scenario) => attempt(() => replay(definition, scenario, around))} />}
    </div>
  );
}

function Checklist({ definition, simulation, onShow }: { definition: ProcessDefinition; simulation: Simulation; onShow(ids: readonly string[]): void }) {
  const t = useT();
  return (
    <Settings title={t("designer.checklist")}>
      <ul className="grid gap-1.5" aria-label={t("designer.checklist")}>
        {checklist(definition, simulation).map(({ point, fine, count, of, elements, facts }) => {
          const Mark = fine ? CircleCheck : CircleAlert;
          return (
            <li key={point} data-point={point} data-fine={fine} className="flex items-start gap-2 text-sm">
              <Mark className={fine ? "mt-0.5 size-4 shrink-0 text-success-ink" : "mt-0.5 size-4 shrink-0 text-warning-ink"} aria-hidden />
              <span className="min-w-0 flex-1"><b>{t(`designer.point.${point}` as MessageKey)}</b><span className="block text-xs text-ink-2">{t(`designer.pointSays.${point}` as MessageKey, { count, of })}</span>{facts.length > 0 && <Facts facts={facts} />}</span>
              {elements.length > 0 && <Button variant="link" className="text-xs" onClick={() => onShow(elements)}>{t("designer.show")}</Button>}
            </li>
          );
        })}
      </ul>
    </Settings>
  );
}

/** What was found, step by step. */
function Facts({ facts }: { facts: readonly Fact[] }) {
  const t = useT();
  const { definition, select } = useDesigner();
  const moment = useMoment();
  const called = usePersonName(definition);
  const said = ({ says, text = "", people }: Fact): string => (says === "dueAt" ? moment(text) : (people?.map(called).join(", ") ?? text));
  return (
    <details className="mt-0.5 text-xs">
      <summary className="text-ink-3">{t("designer.byStep", { count: facts.length })}</summary>
      <ul className="mt-1 grid gap-1">
        {facts.map((fact, at) => {
          const node = nodeById(definition, fact.node);
          return <li key={at} data-fact={fact.says} className={fact.fine ? "text-ink-2" : "text-warning-ink"}><button type="button" className="font-medium hover:underline" onClick={() => select([fact.node])}>{node ? stepName(t, node) : fact.node}</button>: {t(`designer.fact.${fact.says}` as MessageKey, { text: said(fact) })}</li>;
        })}
      </ul>
    </details>
  );
}

const sampled = ({ variables, pools }: ProcessDefinition) => [...(variables ?? []), ...(pools ?? []).flatMap((pool) => pool.variables ?? [])];
const defaultOf = (value: Json | undefined): string => (value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value));

/** What was typed, in the types of the variables; a variable nobody typed has its default or nothing. */
function sample(definition: ProcessDefinition, typed: Readonly<Record<string, string>>): Values {
  return Object.fromEntries(sampled(definition).map(({ name, type, default: fallback }): [string, Json] => {
    const text = typed[name];
    if (text === undefined) return [name, fallback ?? (type === "boolean" ? false : null)];
    if (type === "number") return [name, Number(text) || 0];
    return [name, type === "boolean" ? text === "true" : text];
  }));
}
