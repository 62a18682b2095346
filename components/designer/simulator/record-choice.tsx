"use client";
import { useState } from "react";
import { useEntity } from "../../data/model";
import { useRecords } from "../../data/records";
import { useDebounced } from "../../data/use-debounced";
import { useT } from "../../i18n/provider";
import { Setting } from "../../dashboards/builder/field";
import { Input, NativeSelect } from "../../ui/input";

/** A real record to try the process on: the newest ones, or those found by a word. */
export function RecordChoice({ entity, value, onChange }: { entity: string; value: string | undefined; onChange(id: string | undefined): void }) {
  const t = useT();
  const title = useEntity(entity)?.titleField ?? "id";
  const [text, setText] = useState("");
  const q = useDebounced(text.trim(), 250);
  const page = useRecords(entity, { ...(q && { q }), limit: 20, count: "none" });
  const nameOf = (row: Readonly<Record<string, unknown>>): string => (typeof row[title] === "string" ? row[title] : String(row["id"]));
  return (
    <Setting label={t("designer.simulateRecord")} hint={t("designer.hint.simulateRecord")}>
      {(id) => (
        <div className="grid grid-cols-2 gap-1.5">
          <Input type="search" aria-label={t("list.search")} placeholder={t("list.search")} value={text} onChange={(event) => setText(event.target.value)} />
          <NativeSelect id={id} value={value ?? ""} onValueChange={(next) => onChange(next || undefined)}>
            <option value="">{t("designer.simulateNoRecord")}</option>
            {(page.data?.items ?? []).map((row) => <option key={row.id} value={row.id}>{nameOf(row)}</option>)}
          </NativeSelect>
        </div>
      )}
    </Setting>
  );
}
