"use client";
import { ClipboardPaste, Plus } from "lucide-react";
import { useMemo, useState } from "react";
import type { EntityAnswer } from "../../../runtime/studio/answers";
import { useModel } from "../../data/model";
import { useT } from "../../i18n/provider";
import { Badge } from "../../ui/badge";
import { Button } from "../../ui/button";
import { cn } from "../../ui/cn";
import { Dialog } from "../../ui/dialog";
import { Icon } from "../../ui/icon";
import { Input } from "../../ui/input";
import { EmptyState } from "../../ui/states";
import type { KnownEntity } from "../options/context";
import { EntityEditor } from "./entity-editor";
import { PasteDialog } from "../paste-dialog";
import { addEntity, placeOf, removeEntity, replaceEntity, withEntity, type WizardState } from "./wizard-state";
import type { PlanProblem } from "../plan-view";

interface StepProps {
  state: WizardState;
  taken: readonly string[];
  /** Entities that may be pointed at. */
  installed: readonly KnownEntity[];
  problems: readonly PlanProblem[];
  selected: string | undefined;
  onSelect(entity: string | undefined): void;
  onChange(state: WizardState): void;
  /** What is typed and not added yet. */
  onPending(label: string): void;
}

/** What the module keeps: its entities at the left, the fields of one of them beside. */
export function EntitiesStep({ state, taken, installed, problems, selected, onSelect, onChange, onPending }: StepProps) {
  const t = useT();
  const { language } = useModel();
  const [pasting, setPasting] = useState(false);
  const [label, setLabel] = useState("");
  const known = useMemo(() => [...state.entities, ...installed], [state.entities, installed]);
  const write = (text: string) => {
    setLabel(text);
    onPending(text.trim());
  };
  const shown = state.entities.find(({ name }) => name === selected) ?? state.entities[0];
  const add = (words: string, more: Partial<EntityAnswer> = {}) => {
    const entity = { ...addEntity(state, words, pluralOf(words, language), taken), ...more };
    onChange(withEntity(state, entity));
    onSelect(entity.name);
    write("");
  };
  const wrong = new Set(problems.map((problem) => placeOf(problem, state.entities).entity));
  return (
    <div className="grid items-start gap-5 md:grid-cols-[13rem_minmax(0,1fr)]">
      <div className="grid gap-2">
        <ul className="grid gap-0.5 max-md:flex max-md:flex-wrap" aria-label={t("studio.entities")}>
          {state.entities.map((entity) => (
            <li key={entity.name}>
              <button type="button" aria-current={entity === shown} onClick={() => onSelect(entity.name)} className={cn("flex h-9 w-full items-center gap-2 rounded-md px-2 text-sm text-ink-2 hover:bg-hover hover:text-ink max-sm:h-10", entity === shown && "bg-active font-medium text-ink")}>
                <Icon name={entity.icon} className="size-4 shrink-0 text-ink-3" />
                <span className="min-w-0 flex-1 truncate text-left">{entity.label}</span>
                {wrong.has(entity.name) ? <Badge tone="red">!</Badge> : <span className="text-xs text-ink-3 tabular-nums">{entity.fields.length}</span>}
              </button>
            </li>
          ))}
        </ul>
        <form className="flex gap-1.5" onSubmit={(event) => { event.preventDefault(); if (label.trim()) add(label); }}>
          <Input aria-label={t("studio.newEntityName")} placeholder={t("studio.newEntityName")} maxLength={100} value={label} onChange={(event) => write(event.target.value)} className="min-w-0 flex-1" autoFocus={state.entities.length === 0} />
          <Button type="submit" size="icon" aria-label={t("studio.addEntity")} disabled={label.trim() === ""}><Plus /></Button>
        </form>
        <Button variant="ghost" className="justify-start" onClick={() => setPasting(true)}><ClipboardPaste />{t("studio.pasteEntity")}</Button>
      </div>
      {shown ? (
        <EntityEditor
          key={shown.name} entity={shown} known={known} problems={problems.filter((problem) => placeOf(problem, state.entities).entity === shown.name).map((problem) => ({ field: placeOf(problem, state.entities).field, text: `${problem.message}. ${problem.remedy ?? ""}` }))}
          onPending={onPending} onChange={(entity) => onChange(replaceEntity(state, entity))} onRemove={() => { onChange(removeEntity(state, shown.name)); onSelect(undefined); }}
        />
      ) : (
        <EmptyState icon={<Icon name="boxes" />} title={t("studio.noEntities")} text={t("studio.noEntitiesText")} className="rounded-lg border border-dashed border-line-strong" />
      )}
      <Dialog open={pasting} onOpenChange={setPasting}>
        {pasting && <PasteDialog withRows others={[]} onTake={({ fields, rows }) => { setPasting(false); add(t("studio.tableNumber", { number: state.entities.length + 1 }), { fields, rows }); }} />}
      </Dialog>
    </div>
  );
}

/** English words get their plural; the other languages are asked. */
function pluralOf(label: string, language: string): string {
  const word = label.trim();
  if (language !== "en") return word;
  if (/[^aeiou]y$/i.test(word)) return `${word.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/i.test(word) ? `${word}es` : `${word}s`;
}
