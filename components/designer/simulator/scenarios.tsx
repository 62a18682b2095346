"use client";
import { CircleAlert, CircleCheck, Play, Save, Trash2 } from "lucide-react";
import { useMemo, useState, type FormEvent } from "react";
import type { ProcessScenario } from "../../../runtime/workflow/definition/types";
import { patched } from "../../../runtime/workflow/edit/elements";
import { playScenario, type Surroundings } from "../../../runtime/workflow/simulate/scenario";
import { useT } from "../../i18n/provider";
import { Setting, Settings } from "../../dashboards/builder/field";
import { Button } from "../../ui/button";
import { Input } from "../../ui/input";
import { nameOf } from "../panel/node-setting";
import { useDesigner } from "../use-designer";
import { scenarioOf, type Simulation } from "./simulation";

/** Runs that were kept: each is played on the process as it is drawn now and must go as it once went. */
export function Scenarios({ around, onReplay }: { around: Surroundings; onReplay(scenario: ProcessScenario): void }) {
  const t = useT();
  const { definition, change } = useDesigner();
  const results = useMemo(() => (definition.scenarios ?? []).map((scenario) => ({ scenario, ...playScenario(definition, scenario, [], around) })), [definition, around]);
  if (results.length === 0) return null;
  const remove = (id: string) => change((now) => {
    const scenarios = now.scenarios?.filter((one) => one.id !== id);
    return patched(now, { scenarios: scenarios?.length ? scenarios : undefined });
  });
  return (
    <Settings title={t("designer.scenarios")}>
      <ul className="grid gap-1.5" aria-label={t("designer.scenarios")}>
        {results.map(({ scenario, ok, message }) => {
          const Mark = ok ? CircleCheck : CircleAlert;
          return (
            <li key={scenario.id} data-scenario={scenario.id} data-ok={ok} className="flex items-start gap-2 text-sm">
              <Mark className={ok ? "mt-1 size-4 shrink-0 text-success-ink" : "mt-1 size-4 shrink-0 text-danger-ink"} aria-label={t(ok ? "designer.scenarioPasses" : "designer.scenarioFails")} />
              <span className="min-w-0 flex-1 py-0.5 break-words">{scenario.label}{!ok && <span className="block text-xs text-danger-ink">{message}</span>}</span>
              <Button variant="ghost" size="iconSm" aria-label={t("designer.scenarioPlay", { label: scenario.label })} title={t("designer.scenarioPlay", { label: scenario.label })} onClick={() => onReplay(scenario)}><Play /></Button>
              <Button variant="ghost" size="iconSm" aria-label={t("designer.scenarioDelete", { label: scenario.label })} title={t("designer.delete")} onClick={() => remove(scenario.id)}><Trash2 /></Button>
            </li>
          );
        })}
      </ul>
    </Settings>
  );
}

/** Keeps the run on the screen as a scenario of the process. */
export function KeepScenario({ simulation }: { simulation: Simulation }) {
  const t = useT();
  const { definition, change } = useDesigner();
  const [label, setLabel] = useState("");
  const keep = (event: FormEvent) => {
    event.preventDefault();
    change((now) => ({ ...now, scenarios: [...(now.scenarios ?? []), scenarioOf(simulation, now, nameOf(label, (now.scenarios ?? []).map(({ id }) => id), "scenario"), label.trim())] }));
    setLabel("");
  };
  if ((definition.scenarios?.length ?? 0) >= 100) return null;
  return (
    <form onSubmit={keep}>
      <Setting label={t("designer.scenarioKeep")} hint={t("designer.hint.scenarioKeep")}>
        {(id) => (
          <div className="flex gap-1.5">
            <Input id={id} required maxLength={200} className="min-w-0 flex-1" placeholder={t("designer.scenarioExample")} value={label} onChange={(event) => setLabel(event.target.value)} />
            <Button type="submit"><Save />{t("common.save")}</Button>
          </div>
        )}
      </Setting>
    </form>
  );
}
