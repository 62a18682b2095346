"use client";
import { Plus, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import { freeId } from "../calendars/document";
import { Setting } from "../dashboards/builder/field";
import { useModel } from "../data/model";
import { useT } from "../i18n/provider";
import { ConditionSetting } from "../studio/screens/condition-setting";
import { Button } from "../ui/button";
import { Input, NativeSelect } from "../ui/input";
import { partsOf, spanOf, without, type ClockEventDraft, type ClockTargetDraft } from "./document";

function Section({ title, text, add, onAdd, children }: { title: string; text: string; add: string; onAdd(): void; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid gap-2 border-t border-line pt-4">
      <div className="flex flex-wrap items-center gap-2"><h2 className="min-w-0 flex-1 text-sm font-semibold">{title}</h2><Button size="sm" onClick={onAdd}><Plus />{add}</Button></div>
      <p className="text-xs text-ink-3">{text}</p>
      <ol className="grid gap-2">{children}</ol>
    </section>
  );
}

/** Days, hours and minutes of working time; `days` left out where a day has no meaning. */
function SpanInput({ label, value, days = true, onChange }: { label: string; value: string | undefined; days?: boolean; onChange(value: string | undefined): void }) {
  const t = useT();
  const parts = partsOf(value ?? "") ?? { days: 0, hours: 0, minutes: 0 };
  const put = (change: Partial<typeof parts>) => onChange(spanOf({ ...parts, ...change }));
  return (
    <div role="group" aria-label={label} className="flex flex-wrap items-center gap-1.5 text-sm">
      {(days ? (["days", "hours", "minutes"] as const) : (["hours", "minutes"] as const)).map((part) => (
        <label key={part} className="flex items-center gap-1"><Input type="number" min={0} max={999} className="w-18" value={parts[part] || ""} onChange={(event) => put({ [part]: Math.max(0, Math.round(Number(event.target.value) || 0)) })} />{t(`clocks.${part}`)}</label>
      ))}
    </div>
  );
}

interface TargetProps {
  entity: ClientEntity;
  targets: readonly ClockTargetDraft[];
  onChange(targets: readonly ClockTargetDraft[]): void;
}

/** How long it may take; the first whose condition holds. */
export function TargetRows({ entity, targets, onChange }: TargetProps) {
  const t = useT();
  const model = useModel();
  const put = (id: string, next: ClockTargetDraft | undefined) => onChange(targets.flatMap((one) => (one.id === id ? (next ?? []) : one)));
  return (
    <Section title={t("clocks.targets")} text={t("clocks.targetsHint")} add={t("clocks.addTarget")} onAdd={() => onChange([{ id: freeId(targets, "target"), within: "PT8H" }, ...targets])}>
      {targets.map((target, at) => (
        <li key={target.id} className="grid gap-2 rounded-lg border border-line p-2.5 sm:grid-cols-[minmax(0,1fr)_auto_auto] sm:items-center">
          <ConditionSetting label={t("clocks.targetWhen", { number: at + 1 })} otherwise={t("clocks.targetAll")} entity={entity} model={model} condition={target.when} onChange={(when) => put(target.id, without(target, { when }))} />
          <SpanInput label={t("clocks.within", { number: at + 1 })} value={target.within} onChange={(within) => put(target.id, { ...target, within: within ?? "" })} />
          <Button size="icon" variant="ghost" disabled={targets.length === 1} aria-label={t("designer.removeRow", { number: at + 1 })} onClick={() => put(target.id, undefined)}><Trash2 /></Button>
        </li>
      ))}
    </Section>
  );
}

interface EventProps {
  entity: ClientEntity;
  events: readonly ClockEventDraft[];
  notifications: readonly { readonly name: string; readonly label?: string }[];
  onChange(events: readonly ClockEventDraft[]): void;
}

/** What happens before the term and when it is broken. */
export function EventRows({ entity, events, notifications, onChange }: EventProps) {
  const t = useT();
  const { parts } = useModel();
  const put = (id: string, next: ClockEventDraft | undefined) => onChange(events.flatMap((one) => (one.id === id ? (next ?? []) : one)));
  const pick = (label: string, value: string | undefined, choices: readonly { readonly name: string; readonly label?: string }[], change: (name: string | undefined) => void) => (
    <Setting label={label}>{(id) => <NativeSelect id={id} className="w-full" value={value ?? ""} onValueChange={(name) => change(name || undefined)}><option value="">{t("clocks.nothing")}</option>{choices.map((one) => <option key={one.name} value={one.name}>{one.label ?? one.name}</option>)}</NativeSelect>}</Setting>
  );
  return (
    <Section title={t("clocks.events")} text={t("clocks.eventsHint")} add={t("clocks.addEvent")} onAdd={() => onChange([...events, { id: freeId(events, "event") }])}>
      {events.map((event, at) => (
        <li key={event.id} className="grid gap-2 rounded-lg border border-line p-2.5">
          <div className="flex items-start gap-2">
            <div className="min-w-0 flex-1"><Setting label={t("clocks.before", { number: at + 1 })} hint={t("clocks.beforeHint")}>{() => <SpanInput days={false} label={t("clocks.before", { number: at + 1 })} value={event.before} onChange={(before) => put(event.id, without(event, { before }))} />}</Setting></div>
            <Button size="icon" variant="ghost" aria-label={t("designer.removeRow", { number: at + 1 })} onClick={() => put(event.id, undefined)}><Trash2 /></Button>
          </div>
          <div className="grid gap-2 sm:grid-cols-3">
            {pick(t("clocks.notify"), event.notify, notifications, (notify) => put(event.id, without(event, { notify })))}
            {pick(t("clocks.process"), event.process, parts.process.filter((one) => one.entity === entity.name), (process) => put(event.id, without(event, { process })))}
            <SetField entity={entity} event={event} onChange={(set) => put(event.id, without(event, { set }))} />
          </div>
        </li>
      ))}
    </Section>
  );
}

/** One field that gets a value; several are kept as they are. */
function SetField({ entity, event, onChange }: { entity: ClientEntity; event: ClockEventDraft; onChange(set: ClockEventDraft["set"] | undefined): void }) {
  const t = useT();
  const [[field, value] = ["", ""], ...more] = Object.entries(event.set ?? {});
  const rest = Object.fromEntries(more);
  const put = (name: string, next: unknown) => onChange(name === "" && more.length === 0 ? undefined : { ...(name !== "" && { [name]: next }), ...rest });
  return (
    <Setting label={t("clocks.setField")}>
      {(id) => (
        <div className="flex gap-1">
          <NativeSelect id={id} className="min-w-0 flex-1" value={field} onValueChange={(name) => put(name, "")}><option value="">{t("clocks.nothing")}</option>{entity.fields.filter((one) => !one.system).map((one) => <option key={one.name} value={one.name}>{one.label}</option>)}</NativeSelect>
          {field !== "" && <Input aria-label={t("clocks.setValue")} className="min-w-0 flex-1" value={typeof value === "string" ? value : JSON.stringify(value)} onChange={(input) => put(field, typed(input.target.value))} />}
        </div>
      )}
    </Setting>
  );
}

/** "true" and numbers are meant as what they look like. */
const typed = (text: string): unknown => (/^(true|false|-?\d+(\.\d+)?)$/.test(text) ? JSON.parse(text) : text);
