"use client";
import { useQuery } from "@tanstack/react-query";
import { Check, TriangleAlert } from "lucide-react";
import { useMemo, useRef, useState, type KeyboardEvent } from "react";
import { fieldType } from "../../../runtime/fields/index";
import { checkFormula, completions, FORMULA_RESULTS, readsOf, resultFor, type FormulaResult } from "../../../runtime/studio/formula";
import { api } from "../../data/api";
import { fieldAtPath, useModel } from "../../data/model";
import { recordsPath, type RecordPage } from "../../data/records";
import { rowTitle } from "../../lists/list-state";
import { useDebounced } from "../../data/use-debounced";
import type { MessageKey } from "../../i18n/messages";
import { useLocale, useT } from "../../i18n/provider";
import { Setting } from "../../dashboards/builder/field";
import { cn } from "../../ui/cn";
import { NativeSelect, Textarea } from "../../ui/input";
import type { OptionsProps } from "./context";

const SHOWN = 8;

/** A formula with names offered while it is typed, what is wrong with it, and the result for a sample record. */
export default function FormulaOptions({ field, entity, entities, onChange }: OptionsProps) {
  const t = useT();
  const locale = useLocale();
  const text = typeof field.options["formula"] === "string" ? field.options["formula"] : "";
  const result = String(field.options["result"] ?? "text") as FormulaResult;
  const box = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState<number>();
  const [at, setAt] = useState(0);
  const others = useMemo(() => ({ ...entity, fields: entity.fields.filter(({ name }) => name !== field.name) }), [entity, field.name]);
  const offered = useMemo(() => (caret === undefined ? undefined : completions(text, caret, others, entities)), [caret, text, others, entities]);
  const items = offered?.items.slice(0, SHOWN) ?? [];
  const typed = useDebounced(text, 150);
  const check = useMemo(() => checkFormula(typed, others, entities, new Date()), [typed, others, entities]);

  const write = (next: string) => {
    const found = checkFormula(next, others, entities, new Date()).result;
    // A whole number or a part of a hundred is a number too: what was chosen stays.
    const fits = found === undefined || found === result || (found === "decimal" && (result === "integer" || result === "percent"));
    const to = fits ? result : found;
    onChange({ ...field.options, formula: next, result: to });
  };
  const take = (name: string) => {
    if (!offered || caret === undefined) return;
    const next = text.slice(0, offered.from) + name + text.slice(caret);
    write(next);
    const end = offered.from + name.length;
    setCaret(end);
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(end, end);
    });
  };
  const isOpen = caret !== undefined && items.length > 0 && text.slice(offered!.from, caret) !== items[0]!.name;
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isOpen) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setAt((at + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length);
    } else if ((event.key === "Enter" || event.key === "Tab") && caret !== offered!.from) {
      event.preventDefault();
      take((items[at] ?? items[0]!).name);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      setCaret(undefined);
    }
  };
  const shown = check.result === undefined || check.sample === undefined ? undefined : fieldType(check.result).format(check.sample, { scale: field.options["scale"] } as object, locale);
  return (
    <div className="grid gap-2 sm:grid-cols-[minmax(0,1fr)_10rem]">
      <div className="relative">
        <Setting label={t("studio.formula")}>
          {(id) => (
            <Textarea
              ref={box} id={id} rows={1} spellCheck={false} autoCapitalize="off" autoComplete="off" aria-autocomplete="list" aria-invalid={check.problem !== undefined && text !== ""} aria-describedby={`${id}-check`} className="min-h-8 font-mono text-sm" value={text} placeholder={t("studio.formulaHint")}
              onChange={(event) => { write(event.target.value); setCaret(event.target.selectionStart); setAt(0); }}
              onSelect={(event) => setCaret(event.currentTarget.selectionStart)} onBlur={() => setCaret(undefined)} onKeyDown={onKeyDown}
            />
          )}
        </Setting>
        {isOpen && (
          <ul role="listbox" aria-label={t("studio.fieldsToUse")} className="absolute top-full left-0 z-20 mt-1 w-72 max-w-full rounded-md bg-raised p-1 shadow-pop">
            {items.map((item, index) => (
              <li key={item.name} role="option" aria-selected={index === at} className={cn("flex cursor-pointer items-baseline gap-2 rounded-sm px-2 py-1 text-sm", index === at && "bg-hover")} onPointerDown={(event) => { event.preventDefault(); take(item.name); }}>
                <code className="truncate">{item.name}</code>
                <span className="ml-auto truncate text-xs text-ink-3">{item.label}</span>
              </li>
            ))}
          </ul>
        )}
        <p role="status" className={cn("mt-1 flex items-start gap-1.5 text-xs", check.problem ? "text-danger-ink" : "text-ink-3")}>
          {text === "" ? null : check.problem ? <><TriangleAlert className="mt-px size-3.5 shrink-0" aria-hidden /><span lang="en">{check.problem.message} {check.problem.remedy}</span></> : <><Check className="mt-px size-3.5 shrink-0 text-success-ink" aria-hidden />{shown === undefined || shown === "" ? t("studio.formulaGood") : t("studio.formulaSample", { value: shown })}</>}
        </p>
      </div>
      <RealResults text={typed} result={check.result} entity={others} entities={entities} />
      <Setting label={t("studio.formulaResult")}>
        {(id) => <NativeSelect id={id} className="w-full" value={result} onValueChange={(value) => onChange({ ...field.options, result: value })}>{FORMULA_RESULTS.map((name) => <option key={name} value={name}>{t(`type.${name}` as MessageKey)}</option>)}</NativeSelect>}
      </Setting>
    </div>
  );
}

/** How many records of the entity are looked at. */
const REAL = 3;

/** The result for records that are there; nothing while the entity or what the formula reads is not published. */
function RealResults({ text, result, entity, entities }: { text: string; result: FormulaResult | undefined; entity: OptionsProps["entity"]; entities: OptionsProps["entities"] }) {
  const t = useT();
  const locale = useLocale();
  const model = useModel();
  const published = model.entities[entity.name];
  const reads = useMemo(() => readsOf(text, entity, entities), [text, entity, entities]);
  const isThere = published !== undefined && result !== undefined && reads.length > 0 && reads.every((path) => fieldAtPath(model, published, path) !== undefined);
  const fields = [...new Set([...(published ? [published.titleField] : []), ...reads])];
  const { data } = useQuery({ queryKey: ["records", entity.name, "formula", fields], enabled: isThere, retry: false, queryFn: ({ signal }) => api<RecordPage>(recordsPath(entity.name, { fields, limit: REAL, count: "none" }), { signal }) });
  if (!isThere || published === undefined || result === undefined || !data || data.items.length === 0) return null;
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 text-xs text-ink-2 sm:col-start-1 sm:row-start-2" aria-label={t("studio.realResults")}>
      {data.items.map((row) => {
        const value = resultFor(text, entity, entities, row, new Date());
        return <div key={row.id} className="contents"><dt className="truncate text-ink-3">{rowTitle(published, row)}</dt><dd className="truncate">{value === null || value === undefined ? "—" : fieldType(result).format(value, {}, locale)}</dd></div>;
      })}
    </dl>
  );
}
