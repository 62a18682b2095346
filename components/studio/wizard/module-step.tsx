"use client";
import { useT } from "../../i18n/provider";
import { Input, Textarea } from "../../ui/input";
import { Labelled } from "../../admin/parts";
import type { WizardState } from "./wizard-state";

/** What the module is called. */
export function ModuleStep({ state, onChange, onNext }: { state: WizardState; onChange(state: WizardState): void; onNext(): void }) {
  const t = useT();
  return (
    <form className="grid max-w-lg gap-4" onSubmit={(event) => { event.preventDefault(); onNext(); }}>
      <Labelled label={t("studio.moduleName")} hint={t("studio.moduleNameHint")}>{(id) => <Input id={id} autoFocus maxLength={100} value={state.label} onChange={(event) => onChange({ ...state, label: event.target.value })} />}</Labelled>
      <Labelled label={t("studio.moduleDescription")}>{(id) => <Textarea id={id} maxLength={2000} value={state.description} onChange={(event) => onChange({ ...state, description: event.target.value })} />}</Labelled>
      <button type="submit" hidden />
    </form>
  );
}
