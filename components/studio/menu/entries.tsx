"use client";
import { ChevronDown, ChevronUp, Trash2 } from "lucide-react";
import { MENU_LEVELS, moveEntry, newEntry, targetOf, withTarget, type MenuDocument, type MenuEntry } from "../../../runtime/studio/menu";
import { useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import { Combobox } from "../../ui/combobox";
import { Input } from "../../ui/input";
import { IconChoice } from "../icon-choice";
import type { Target } from "./use-targets";

type Change = (entries: readonly MenuEntry[]) => readonly MenuEntry[];

interface EntriesProps {
  /** What the list is called by readers of screens. */
  label: string;
  menu: MenuDocument;
  /** Id of the heading above; undefined for the first level. */
  under: string | undefined;
  entries: readonly MenuEntry[];
  targets: readonly Target[];
  level: number;
  /** `step`: changes of one step are undone together. */
  onChange(under: string | undefined, change: Change, step?: string): void;
}

/** Entries of one level, each with its words and where it leads, and a way to add one. */
export function Entries({ label, menu, under, entries, targets, level, onChange }: EntriesProps) {
  const t = useT();
  const offered = level < MENU_LEVELS ? targets : targets.filter(({ value }) => value !== "group");
  const add = (target: string) => onChange(under, (now) => [...now, newEntry(menu, target, target === "group" ? t("studio.menuNewGroup") : target === "url" ? t("studio.menuNewPage") : undefined)]);
  return (
    <div className="grid gap-2">
      <ol className="grid gap-2" aria-label={label}>
        {entries.map((entry, index) => (
          <Entry
            key={entry.id} entry={entry} menu={menu} targets={targets} offered={offered} level={level} isFirst={index === 0} isLast={index === entries.length - 1}
            onSet={(next, step) => onChange(under, (now) => now.map((one) => (one.id === entry.id ? next(one) : one)), step)}
            onMove={(step) => onChange(under, (now) => moveEntry(now, entry.id, step))} onRemove={() => onChange(under, (now) => now.filter(({ id }) => id !== entry.id))} onChange={onChange}
          />
        ))}
      </ol>
      <div className="max-w-sm"><Combobox aria-label={under === undefined ? t("studio.menuAdd") : t("studio.menuAddBelow", { heading: label })} placeholder={t("studio.menuAdd")} choices={offered} values={[]} onChange={([target]) => target && add(target)} /></div>
    </div>
  );
}

interface EntryProps {
  entry: MenuEntry;
  menu: MenuDocument;
  targets: readonly Target[];
  /** Targets that may be chosen on this level. */
  offered: readonly Target[];
  level: number;
  isFirst: boolean;
  isLast: boolean;
  onSet(next: (entry: MenuEntry) => MenuEntry, step?: string): void;
  onMove(step: number): void;
  onRemove(): void;
  onChange: EntriesProps["onChange"];
}

function Entry({ entry, menu, targets, offered, level, isFirst, isLast, onSet, onMove, onRemove, onChange }: EntryProps) {
  const t = useT();
  const value = targetOf(entry);
  const target = targets.find((one) => one.value === value);
  const word = entry.label ?? target?.word ?? entry.id;
  const relabel = (label: string) => onSet(({ label: _label, ...rest }) => (label === "" && target?.word !== undefined ? rest : { ...rest, label }), `label ${entry.id}`);
  return (
    <li aria-label={word} className="rounded-lg border border-line bg-canvas">
      <div className="flex flex-wrap items-center gap-2 p-2">
        <IconChoice value={entry.icon ?? target?.icon ?? "circle"} onChange={(icon) => onSet((now) => ({ ...now, icon }))} />
        <Input aria-label={t("studio.menuWords", { entry: word })} className="min-w-40 flex-1" maxLength={100} placeholder={target?.word} value={entry.label ?? ""} onChange={(event) => relabel(event.target.value)} />
        <Combobox aria-label={t("studio.menuLeads", { entry: word })} className="min-w-48 flex-1" choices={offered} known={targets} values={[value]} onChange={([next]) => next && next !== value && onSet((now) => withTarget(now, next))} />
        <div className="flex items-center">
          <Button variant="ghost" size="iconSm" aria-label={t("studio.up", { field: word })} disabled={isFirst} onClick={() => onMove(-1)}><ChevronUp /></Button>
          <Button variant="ghost" size="iconSm" aria-label={t("studio.down", { field: word })} disabled={isLast} onClick={() => onMove(1)}><ChevronDown /></Button>
          <Button variant="ghost" size="iconSm" aria-label={t("studio.menuRemove", { entry: word })} onClick={onRemove}><Trash2 /></Button>
        </div>
      </div>
      {value === "url" && <div className="px-2 pb-2"><Input aria-label={t("studio.menuAddressOf", { entry: word })} inputMode="url" maxLength={500} value={entry.url ?? ""} onChange={(event) => onSet((now) => ({ ...now, url: event.target.value }), `url ${entry.id}`)} /></div>}
      {(value === "group" || (entry.items?.length ?? 0) > 0) && (
        <div className="border-t border-line py-2 pr-2 pl-6 max-sm:pl-3">
          <Entries label={word} menu={menu} under={entry.id} entries={entry.items ?? []} targets={targets} level={level + 1} onChange={onChange} />
        </div>
      )}
    </li>
  );
}
