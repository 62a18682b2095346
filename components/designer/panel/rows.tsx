"use client";
import { Plus, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../../ui/button";
import { useT } from "../../i18n/provider";

interface RowsProps<T> {
  readonly items: readonly T[];
  readonly add: string;
  fresh(): T;
  onChange(items: readonly T[] | undefined): void;
  children(item: T, set: (next: T) => void, index: number): ReactNode;
}

/** A list of small forms: each can be changed and taken away, and one more added. */
export function Rows<T>({ items, add, fresh, onChange, children }: RowsProps<T>) {
  const t = useT();
  const put = (next: readonly T[]) => onChange(next.length > 0 ? next : undefined);
  return (
    <div className="grid gap-1.5">
      {items.map((item, index) => (
        <div key={index} className="flex items-start gap-1">
          <div className="grid min-w-0 flex-1 gap-1">{children(item, (next) => put(items.map((old, at) => (at === index ? next : old))), index)}</div>
          <Button variant="ghost" size="icon" aria-label={t("designer.removeRow", { number: index + 1 })} onClick={() => put(items.filter((_, at) => at !== index))}><Trash2 /></Button>
        </div>
      ))}
      <Button variant="ghost" size="sm" className="justify-self-start" onClick={() => put([...items, fresh()])}><Plus />{add}</Button>
    </div>
  );
}
