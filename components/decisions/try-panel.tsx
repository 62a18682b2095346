"use client";
import { useEffect, useMemo, useState } from "react";
import { compileDecision } from "../../runtime/workflow/dmn/compile";
import { decide } from "../../runtime/workflow/dmn/decide";
import type { DecisionDefinition } from "../../runtime/workflow/dmn/decision";
import type { Json } from "../../runtime/workflow/definition/types";
import { Setting } from "../dashboards/builder/field";
import { useLocale, useT } from "../i18n/provider";
import { Input } from "../ui/input";
import { Notice } from "../ui/states";

/** Tries the table with values: what it answers, and by which rules. */
export function TryPanel({ decision, onHits }: { decision: DecisionDefinition; onHits(rules: readonly string[]): void }) {
  const t = useT();
  const { timeZone } = useLocale();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const compiled = useMemo(() => compileDecision(decision), [decision]);
  const names = useMemo(() => (compiled.ok ? namesOf(compiled.decision) : []), [compiled]);
  const answer = useMemo(() => {
    if (!compiled.ok || names.every((name) => !typed[name])) return undefined;
    return decide(compiled.decision, valuesOf(names, typed), { now: new Date(), timeZone });
  }, [compiled, names, typed, timeZone]);
  useEffect(() => onHits(answer?.ok ? answer.result.rules : []), [answer]);
  if (!compiled.ok) return <p className="text-sm text-ink-3">{t("decision.tryBlocked")}</p>;
  return (
    <div className="grid gap-3">
      <p className="text-xs text-ink-3">{t("decision.tryHint")}</p>
      {names.map((name) => <Setting key={name} label={name}>{(id) => <Input id={id} value={typed[name] ?? ""} onChange={(event) => setTyped({ ...typed, [name]: event.target.value })} />}</Setting>)}
      {answer && (answer.ok
        ? <dl className="grid gap-1 rounded-md bg-success-soft px-3 py-2 text-sm text-success-ink" aria-live="polite" data-answer>{Object.entries(answer.result.variables).map(([name, value]) => <div key={name} className="flex flex-wrap gap-x-2"><dt className="font-medium">{name}</dt><dd className="font-mono text-xs leading-5">{JSON.stringify(value)}</dd></div>)}{answer.result.rules.length === 0 && <p>{t("decision.noRule")}</p>}</dl>
        : <Notice tone="danger">{answer.message} {answer.remedy}</Notice>)}
    </div>
  );
}

/** Variables the formulas speak of; of `order.total` the whole path. */
const namesOf = ({ inputs, rules }: Extract<ReturnType<typeof compileDecision>, { ok: true }>["decision"]): readonly string[] =>
  [...new Set([...inputs.flatMap(({ formula }) => formula.references), ...rules.flatMap(({ tests, results }) => [...tests, ...results].flatMap((one) => one?.references ?? []))].map((path) => path.join(".")))];

/** "true", numbers, lists and the like are meant as what they look like; `order.total` is a value inside another. */
function valuesOf(names: readonly string[], typed: Readonly<Record<string, string>>): Readonly<Record<string, Json>> {
  const values: Record<string, Json> = {};
  for (const name of names) {
    const path = name.split(".");
    let at = values as Record<string, Json>;
    for (const part of path.slice(0, -1)) at = (at[part] ??= {}) as Record<string, Json>;
    at[path.at(-1)!] = readValue(typed[name] ?? "");
  }
  return values;
}

function readValue(text: string): Json {
  if (text.trim() === "") return null;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
