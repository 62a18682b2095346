"use client";
import { ClipboardPaste, Plus } from "lucide-react";
import { useRef, useState } from "react";
import type { FieldTypeName } from "../../runtime/fields/index";
import { newField, startOptions, targetFor, type FieldAnswer } from "../../runtime/studio/answers";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { useStart } from "./field-editor";
import type { KnownEntity } from "./options/context";
import { TypeChoice } from "./type-choice";

/** Name, type, Enter: the next field. */
export function AddField({ others, entities, onAdd, onPaste, onPending }: { others: readonly Pick<FieldAnswer, "name">[]; /** What a relation may point at. */ entities: readonly KnownEntity[]; onAdd(field: FieldAnswer): void; onPaste?(): void; /** What is typed and not added yet. */ onPending?(label: string): void }) {
  const t = useT();
  const start = useStart();
  const box = useRef<HTMLInputElement>(null);
  const [label, setLabel] = useState("");
  const [type, setType] = useState<FieldTypeName>("text");
  const write = (text: string) => {
    setLabel(text);
    onPending?.(text.trim());
  };
  const add = () => {
    if (label.trim() === "") return box.current?.focus();
    onAdd(newField(label, type, others, startOptions(type, { ...start, target: targetFor(label, entities) })));
    write("");
    setType("text");
    box.current?.focus();
  };
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-lg border border-dashed border-line-strong p-2" role="group" aria-label={t("studio.addField")}>
      <Input ref={box} aria-label={t("studio.newFieldName")} placeholder={t("studio.newFieldName")} className="min-w-40 flex-1" maxLength={200} value={label} onChange={(event) => write(event.target.value)} onKeyDown={(event) => { if (event.key === "Enter") { event.preventDefault(); add(); } }} />
      <TypeChoice label={t("studio.newFieldType")} value={type} onChange={setType} className="w-44 max-sm:flex-1" />
      <Button onClick={add}><Plus />{t("studio.addField")}</Button>
      {onPaste && <Button variant="ghost" onClick={onPaste}><ClipboardPaste />{t("studio.paste")}</Button>}
    </div>
  );
}
