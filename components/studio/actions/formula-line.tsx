"use client";
import { useMemo } from "react";
import type { ClientEntity, ClientModel } from "../../../runtime/model/client";
import type { FieldAnswer } from "../../../runtime/studio/answers";
import { checkFormula } from "../../../runtime/studio/formula";
import { useDebounced } from "../../data/use-debounced";
import { Input } from "../../ui/input";

interface LineProps {
  label: string;
  text: string;
  source: ClientEntity;
  parameters: readonly FieldAnswer[];
  model: ClientModel;
  onChange(text: string): void;
}

/** A formula over the record and the answers, in one line, with what is wrong with it. */
export default function FormulaLine({ label, text, source, parameters, model, onChange }: LineProps) {
  const typed = useDebounced(text, 150);
  const problem = useMemo(() => {
    const names = { name: source.name, fields: [...source.fields.filter(({ name }) => !parameters.some((one) => one.name === name)), ...parameters] };
    return checkFormula(typed, names, Object.values(model.entities), new Date()).problem;
  }, [typed, source, parameters, model]);
  return (
    <>
      <Input aria-label={label} spellCheck={false} autoCapitalize="off" className="font-mono" value={text} aria-invalid={problem !== undefined} onChange={(event) => onChange(event.target.value)} />
      {problem && <p role="status" lang="en" className="mt-0.5 text-xs text-danger-ink">{problem.message} {problem.remedy}</p>}
    </>
  );
}
