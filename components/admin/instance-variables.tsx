"use client";
import { Plus } from "lucide-react";
import { useState, type FormEvent } from "react";
import type { Json } from "../../runtime/workflow/definition/types";
import { useProcessChange } from "../data/processes";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { Notice } from "../ui/states";
import { readValue, shownValue } from "./instance-values";

/** Variables of an instance; operators change them, and add what is missing. */
export function InstanceVariables({ id, variables, editable }: { id: string; variables: Readonly<Record<string, Json>>; editable: boolean }) {
  const t = useT();
  const change = useProcessChange();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [fresh, setFresh] = useState<{ readonly name: string; readonly value: string }>();
  const given = Object.entries({ ...typed, ...(fresh?.name.trim() && { [fresh.name.trim()]: fresh.value }) });
  const read = given.map(([name, text]) => [name, readValue(text, variables[name])] as const);
  const wrong = read.filter(([, value]) => value === undefined).map(([name]) => name);
  const save = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ path: `/processes/instances/${id}/operations`, body: { do: "setVariables", values: Object.fromEntries(read) } });
  };
  const names = Object.keys(variables).sort();
  return (
    <form onSubmit={save} className="grid gap-2" aria-label={t("admin.instance.variables")}>
      <h3 className="text-sm font-semibold">{t("admin.instance.variables")}</h3>
      {names.length === 0 && !fresh && <p className="text-sm text-ink-3">{t("admin.instance.noVariables")}</p>}
      {names.map((name) => (
        <label key={name} className="grid grid-cols-[10rem_minmax(0,1fr)] items-center gap-2 text-sm max-sm:grid-cols-1 max-sm:gap-1">
          <span className="truncate font-mono text-xs">{name}</span>
          {editable ? <Input className="font-mono text-xs" aria-invalid={wrong.includes(name) || undefined} value={typed[name] ?? shownValue(variables[name]!)} onChange={(event) => setTyped({ ...typed, [name]: event.target.value })} /> : <span className="font-mono text-xs break-all">{shownValue(variables[name]!)}</span>}
        </label>
      ))}
      {fresh && (
        <div className="grid grid-cols-[10rem_minmax(0,1fr)] gap-2 max-sm:grid-cols-1">
          <Input aria-label={t("admin.instance.variableName")} placeholder={t("admin.instance.variableName")} className="font-mono text-xs" value={fresh.name} onChange={(event) => setFresh({ ...fresh, name: event.target.value })} />
          <Input aria-label={t("admin.instance.variableValue")} placeholder={t("admin.instance.variableValue")} className="font-mono text-xs" value={fresh.value} onChange={(event) => setFresh({ ...fresh, value: event.target.value })} />
        </div>
      )}
      {wrong.length > 0 && <Notice tone="warning">{t("admin.instance.variableWrong", { names: wrong.join(", ") })}</Notice>}
      {change.isError && <Notice tone="danger">{change.error.message}</Notice>}
      {editable && (
        <div className="flex gap-2">
          <Button size="sm" type="submit" disabled={given.length === 0 || wrong.length > 0 || change.isPending}>{t("admin.instance.saveVariables")}</Button>
          {!fresh && <Button size="sm" variant="ghost" onClick={() => setFresh({ name: "", value: "" })}><Plus />{t("admin.instance.addVariable")}</Button>}
        </div>
      )}
    </form>
  );
}
