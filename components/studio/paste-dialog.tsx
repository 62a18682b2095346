"use client";
import { useMemo, useState } from "react";
import { fieldType } from "../../runtime/fields/index";
import type { FieldAnswer } from "../../runtime/studio/answers";
import { readPasted, type PastedTable } from "../../runtime/studio/recognise";
import { useDebounced } from "../data/use-debounced";
import type { MessageKey } from "../i18n/messages";
import { useLocale, useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { DialogContent } from "../ui/dialog";
import { Textarea } from "../ui/input";
import { TypeIcon } from "./type-choice";

/** A spreadsheet's cells or a CSV become fields; what they will be is shown while the text is there. */
export function PasteDialog({ others, withRows, onTake }: { others: readonly FieldAnswer[]; withRows: boolean; onTake(table: PastedTable): void }) {
  const t = useT();
  const locale = useLocale();
  const [text, setText] = useState("");
  const [keeps, setKeeps] = useState(true);
  const settled = useDebounced(text, 150);
  const states = t("studio.startChoices");
  const table = useMemo(() => readPasted(settled, { column: (number) => t("studio.column", { number }), states: states.split(",") }, others), [settled, others, t, states]);
  const isReady = settled === text && table.fields.length > 0;
  return (
    <DialogContent cancel title={t("studio.pasteTitle")} description={t("studio.pasteText")} className="max-w-2xl" footer={<Button variant="primary" disabled={!isReady} onClick={() => onTake(keeps && withRows ? table : { ...table, rows: [] })}>{t("studio.pasteTake", { count: table.fields.length })}</Button>}>
      <Textarea aria-label={t("studio.pasteHere")} placeholder={t("studio.pasteHint")} className="min-h-28 font-mono text-xs" autoFocus value={text} onChange={(event) => setText(event.target.value)} />
      {table.fields.length > 0 && (
        <>
          <ul className="mt-3 divide-y divide-line rounded-lg border border-line" aria-label={t("studio.recognised")}>
            {table.fields.map((field) => {
              const type = fieldType(field.type);
              const examples = table.rows.flatMap((row) => (row[field.name] === undefined ? [] : [type.format(row[field.name], field.options, locale)])).slice(0, 3);
              return (
                <li key={field.name} className="flex items-center gap-3 px-3 py-1.5 text-sm">
                  <span className="min-w-0 flex-1 truncate font-medium">{field.label}</span>
                  <span className="min-w-0 flex-1 truncate text-xs text-ink-3 max-sm:hidden">{examples.join(" · ")}</span>
                  <span className="flex w-36 shrink-0 items-center gap-1.5 text-ink-2"><TypeIcon type={field.type} className="size-4 shrink-0 text-ink-3" /><span className="truncate">{t(`type.${field.type}` as MessageKey)}</span></span>
                </li>
              );
            })}
          </ul>
          {withRows && table.rows.length > 0 && (
            <label className="mt-3 flex items-center gap-2 text-sm">
              <Checkbox checked={keeps} onCheckedChange={setKeeps} />
              {t("studio.keepRows", { count: table.rows.length })}
            </label>
          )}
        </>
      )}
    </DialogContent>
  );
}
