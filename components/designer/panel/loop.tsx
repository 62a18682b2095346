"use client";
import type { Loop } from "../../../runtime/workflow/definition/types";
import { patched } from "../../../runtime/workflow/edit/elements";
import type { MessageKey } from "../../i18n/messages";
import { useT } from "../../i18n/provider";
import { Setting } from "../../dashboards/builder/field";
import { Input, NativeSelect } from "../../ui/input";
import { FormulaInput } from "./condition-editor";

const FIELDS = { repeat: ["condition", "maximum"], parallel: ["items", "item", "count", "completion"], sequential: ["items", "item", "count", "completion"] } as const;
const FIRST: Readonly<Record<Loop["kind"], Loop>> = { repeat: { kind: "repeat", maximum: 3 }, parallel: { kind: "parallel", count: "2" }, sequential: { kind: "sequential", count: "2" } };

/** How often an activity is done. */
export function LoopEditor({ id, value, onChange }: { id: string; value: Loop | undefined; onChange(value: Loop | undefined): void }) {
  const t = useT();
  const loose = (value ?? {}) as Readonly<Record<string, unknown>>;
  const put = (key: string, next: unknown) => value && onChange(patched(value, { [key]: next } as Partial<Loop>));
  return (
    <div className="grid gap-2">
      <NativeSelect id={id} value={value?.kind ?? ""} onValueChange={(kind) => onChange(kind ? FIRST[kind as Loop["kind"]] : undefined)}>
        <option value="">{t("designer.loop.once")}</option>
        {Object.keys(FIRST).map((kind) => <option key={kind} value={kind}>{t(`designer.loop.${kind}` as MessageKey)}</option>)}
      </NativeSelect>
      {value && FIELDS[value.kind].map((key) => (
        <Setting key={key} label={t(`designer.loopSet.${key}` as MessageKey)}>
          {(field) => key === "maximum" ? <Input id={field} type="number" min={0} value={(loose[key] as number | undefined) ?? ""} onChange={(event) => put(key, event.target.value === "" ? undefined : Number(event.target.value))} />
            : key === "item" ? <Input id={field} value={(loose[key] as string | undefined) ?? ""} onChange={(event) => put(key, event.target.value || undefined)} />
            : <FormulaInput id={field} value={loose[key] as string | undefined} onChange={(next) => put(key, next)} />}
        </Setting>
      ))}
    </div>
  );
}
