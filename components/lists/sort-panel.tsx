"use client";
import { ArrowUp, Plus, X } from "lucide-react";
import { useMemo, type RefObject } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import type { SortItem } from "../../runtime/model/types";
import { useModel } from "../data/model";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Combobox } from "../ui/combobox";
import { NativeSelect } from "../ui/input";
import { Panel } from "../ui/panel";
import { pathChoices } from "./list-columns";

interface EditorProps {
  entity: ClientEntity;
  sort: readonly SortItem[];
  onChange(sort: readonly SortItem[] | undefined): void;
}

interface PanelProps extends EditorProps {
  anchor: RefObject<HTMLElement | null>;
  onClose(): void;
}

/** Fields a list can be sorted by at once. */
const MOST = 5;

export function SortPanel({ anchor, onClose, ...editor }: PanelProps) {
  const t = useT();
  return <Panel anchor={anchor} label={t("list.sort")} onClose={onClose} className="w-96 max-w-[calc(100vw-1rem)]"><SortEditor {...editor} /></Panel>;
}

/** Order by several fields, the most important first. */
export function SortEditor({ entity, sort, onChange }: EditorProps) {
  const t = useT();
  const model = useModel();
  const choices = useMemo(() => pathChoices(model, entity, (field) => field.sortable, 0), [model, entity]);
  const free = choices.filter((choice) => !sort.some((item) => item.field === choice.path));
  const put = (index: number, item: SortItem) => onChange(sort.map((old, at) => (at === index ? item : old)));
  return (
    <>
      <ol className="grid gap-1.5">
        {sort.map((item, index) => (
          <li key={item.field} className="flex items-center gap-1.5">
            <Combobox className="min-w-0 flex-1" aria-label={t("list.sortField")} choices={choices.filter((choice) => choice.path === item.field || free.includes(choice)).map((choice) => ({ value: choice.path, label: choice.label }))} values={[item.field]} onChange={([field]) => field && put(index, { ...item, field })} />
            <NativeSelect aria-label={t("list.direction")} className="w-32 shrink-0" value={item.direction} onValueChange={(direction) => put(index, { ...item, direction: direction === "desc" ? "desc" : "asc" })}>
              <option value="asc">{t("list.ascending")}</option>
              <option value="desc">{t("list.descending")}</option>
            </NativeSelect>
            <Button variant="ghost" size="icon" aria-label={t("list.sortUp")} disabled={index === 0} onClick={() => onChange([...sort.slice(0, index - 1), item, sort[index - 1]!, ...sort.slice(index + 1)])}>
              <ArrowUp />
            </Button>
            <Button variant="ghost" size="icon" aria-label={t("list.sortRemove")} disabled={sort.length <= 1} onClick={() => onChange(sort.filter((_, at) => at !== index))}>
              <X />
            </Button>
          </li>
        ))}
      </ol>
      <div className="mt-2 flex justify-between border-t border-line pt-2">
        <Button variant="ghost" size="sm" disabled={sort.length >= MOST || free.length === 0} onClick={() => onChange([...sort, { field: free[0]!.path, direction: "asc" }])}>
          <Plus />
          {t("list.sortAdd")}
        </Button>
        <Button variant="ghost" size="sm" onClick={() => onChange(undefined)}>
          {t("list.sortReset")}
        </Button>
      </div>
    </>
  );
}
