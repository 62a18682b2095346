"use client";
import { useState } from "react";
import type { RelationWish } from "../../../runtime/studio/diagram";
import { Setting } from "../../dashboards/builder/field";
import { useT } from "../../i18n/provider";
import { Button } from "../../ui/button";
import { Checkbox } from "../../ui/checkbox";
import { DialogContent } from "../../ui/dialog";
import { Input, NativeSelect } from "../../ui/input";

interface RelationProps {
  from: string | undefined;
  to: string | undefined;
  /** Entities of the module. */
  own: readonly { readonly name: string; readonly label: string }[];
  /** Entities one may point at. */
  all: readonly { readonly name: string; readonly label: string }[];
  onMake(wish: RelationWish): void;
}

const ON_DELETE = ["restrict", "clear", "cascade"] as const;

/** A relation that was drawn, or one made without drawing. */
export function RelationDialog({ from: drawnFrom, to: drawnTo, own, all, onMake }: RelationProps) {
  const t = useT();
  const [from, setFrom] = useState(drawnFrom ?? own[0]?.name ?? "");
  const [to, setTo] = useState(drawnTo ?? own.find(({ name }) => name !== from)?.name ?? own[0]?.name ?? "");
  const labelOf = (name: string): string => all.find((one) => one.name === name)?.label ?? name;
  const [label, setLabel] = useState<string>();
  const [required, setRequired] = useState(false);
  const [listed, setListed] = useState(true);
  const [onDelete, setOnDelete] = useState<RelationWish["onDelete"]>("restrict");
  const words = label ?? labelOf(to);
  const choice = (name: string, entities: typeof all, value: string, onChange: (name: string) => void) => <Setting label={name}>{(id) => <NativeSelect id={id} className="w-full" value={value} onValueChange={onChange}>{entities.map((one) => <option key={one.name} value={one.name}>{one.label}</option>)}</NativeSelect>}</Setting>;
  return (
    <DialogContent cancel title={t("studio.newRelation")} description={t("studio.relationText", { from: labelOf(from), to: labelOf(to) })} footer={<Button variant="primary" disabled={words.trim() === "" || from === "" || to === ""} onClick={() => onMake({ from, to, label: words, required, listed, onDelete })}>{t("studio.addRelation")}</Button>}>
      <div className="grid gap-3 sm:grid-cols-2">
        {choice(t("studio.relationFrom"), own, from, setFrom)}
        {choice(t("studio.pointsAt"), all, to, setTo)}
        <Setting label={t("studio.fieldName")}>{(id) => <Input id={id} maxLength={200} value={words} onChange={(event) => setLabel(event.target.value)} />}</Setting>
        <Setting label={t("option.onDelete")}>{(id) => <NativeSelect id={id} className="w-full" value={onDelete} onValueChange={(value) => setOnDelete(value as RelationWish["onDelete"])}>{ON_DELETE.map((one) => <option key={one} value={one}>{t(`studio.onDelete.${one}`)}</option>)}</NativeSelect>}</Setting>
        <label className="flex items-center gap-2 text-sm"><Checkbox checked={required} onCheckedChange={setRequired} />{t("studio.required")}</label>
        <label className="flex items-center gap-2 text-sm"><Checkbox checked={listed} onCheckedChange={setListed} />{t("studio.listedThere", { to: labelOf(to) })}</label>
      </div>
    </DialogContent>
  );
}
