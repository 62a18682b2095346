"use client";
import { useState } from "react";
import { fieldsByName } from "../../runtime/forms/scope";
import { sameValue } from "../../runtime/forms/validate";
import type { ClientField } from "../../runtime/model/client";
import type { RecordData } from "../data/records";
import { FieldCell } from "../fields/field-cell";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Dialog, DialogContent } from "../ui/dialog";

interface ConflictProps {
  fields: readonly ClientField[];
  /** The record as it was when editing began, as it is stored now, and what was typed here. */
  base: RecordData;
  theirs: RecordData;
  mine: Readonly<Record<string, unknown>>;
  onClose(): void;
  /** Values to continue with: theirs, with mine where they were chosen. */
  onMerge(values: Readonly<Record<string, unknown>>): void;
}

/** Somebody else saved first: both versions side by side, one choice per field that was changed here. */
export function ConflictDialog({ fields, base, theirs, mine, onClose, onMerge }: ConflictProps) {
  const t = useT();
  const byName = fieldsByName(fields);
  const names = Object.keys(mine).filter((name) => byName.has(name));
  const clash = (name: string) => !sameValue(byName.get(name)!, base[name] ?? null, theirs[name] ?? null);
  const clashing = names.filter(clash);
  const [takeTheirs, setTakeTheirs] = useState<ReadonlySet<string>>(new Set());
  const merge = () => onMerge({ ...theirs, ...Object.fromEntries(names.filter((name) => !takeTheirs.has(name)).map((name) => [name, mine[name]])) });

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title={t("conflict.title")}
        description={t(clashing.length > 0 ? "conflict.text" : "conflict.textApart")}
        className="max-w-2xl"
        footer={
          <>
            <Button onClick={onClose}>{t("common.cancel")}</Button>
            <Button variant="primary" onClick={merge}>
              {t("conflict.save")}
            </Button>
          </>
        }
      >
        <div className="grid gap-4">
          {clashing.map((name) => {
            const field = byName.get(name)!;
            const choose = (theirsToo: boolean) => setTakeTheirs((old) => new Set(theirsToo ? [...old, name] : [...old].filter((other) => other !== name)));
            return (
              <fieldset key={name}>
                <legend className="mb-1 text-sm font-medium">{field.label}</legend>
                <div className="grid grid-cols-2 gap-2 max-sm:grid-cols-1">
                  <Version name={name} word={t("conflict.mine")} first={name === clashing[0]} chosen={!takeTheirs.has(name)} onChoose={() => choose(false)}>
                    <FieldCell field={field} value={mine[name]} />
                  </Version>
                  <Version name={name} word={t("conflict.theirs")} chosen={takeTheirs.has(name)} onChoose={() => choose(true)}>
                    <FieldCell field={field} value={theirs[name]} />
                  </Version>
                </div>
              </fieldset>
            );
          })}
        </div>
      </DialogContent>
    </Dialog>
  );
}

/** One of two values, to be chosen. */
export function Version({ name, word, first, chosen, onChoose, children }: { name: string; word: string; first?: boolean; chosen: boolean; onChoose(): void; children: React.ReactNode }) {
  return (
    <label className={cn("block cursor-pointer rounded-md border p-2.5 text-sm", chosen ? "border-accent bg-accent-soft" : "border-line hover:bg-hover")}>
      <span className="mb-1 flex items-center gap-2 text-xs text-ink-2">
        <input type="radio" name={`conflict-${name}`} checked={chosen} autoFocus={first} onChange={onChoose} className="accent-(--accent)" />
        {word}
      </span>
      <span className="block min-h-5 break-words">{children}</span>
    </label>
  );
}
