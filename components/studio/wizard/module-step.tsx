"use client";
import { useState } from "react";
import { TEMPLATES, templateEntities, type Template } from "../../../runtime/studio/templates";
import { useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import { Input, Textarea } from "../../ui/input";
import { Labelled } from "../../admin/parts";
import type { WizardState } from "./wizard-state";

/** What the module is called, and what it begins with. */
export function ModuleStep({ state, taken, onChange, onNext }: { state: WizardState; /** Names of entities there are. */ taken: readonly string[]; onChange(state: WizardState): void; onNext(): void }) {
  const t = useT();
  const [chosen, setChosen] = useState<Template>();
  // What somebody has built by hand is not thrown away by trying another beginning.
  const isFree = state.entities.length === 0 || chosen !== undefined;
  const begin = (template: Template | undefined) => {
    setChosen(template);
    const entities = template ? templateEntities(template, t(`studio.template.${template}.words`).split(","), taken) : [];
    onChange({ ...state, entities, ...(state.label === "" && template ? { label: t(`studio.template.${template}`) } : {}) });
  };
  return (
    <form className="grid max-w-lg gap-4" onSubmit={(event) => { event.preventDefault(); onNext(); }}>
      <Labelled label={t("studio.moduleName")} hint={t("studio.moduleNameHint")}>{(id) => <Input id={id} autoFocus maxLength={100} value={state.label} onChange={(event) => onChange({ ...state, label: event.target.value })} />}</Labelled>
      <Labelled label={t("studio.moduleDescription")}>{(id) => <Textarea id={id} maxLength={2000} value={state.description} onChange={(event) => onChange({ ...state, description: event.target.value })} />}</Labelled>
      {isFree && (
        <fieldset>
          <legend className="mb-1.5 text-sm font-medium">{t("studio.beginWith")}</legend>
          <div className="flex flex-wrap gap-2">
            {[undefined, ...TEMPLATES].map((template) => <Button key={template ?? ""} type="button" aria-pressed={chosen === template} className="aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-ink" onClick={() => begin(template)}>{t(template ? `studio.template.${template}` : "studio.template.none")}</Button>)}
          </div>
        </fieldset>
      )}
      <button type="submit" hidden />
    </form>
  );
}
