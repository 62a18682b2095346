"use client";
import type { Condition } from "../../../runtime/expressions/condition";
import type { ProcessDefinition } from "../../../runtime/workflow/definition/types";
import { patched } from "../../../runtime/workflow/edit/elements";
import { Setting } from "../../dashboards/builder/field";
import { useEntity, useModel } from "../../data/model";
import { useT } from "../../i18n/provider";
import { ConditionSetting } from "../../studio/screens/condition-setting";
import { Input, NativeSelect } from "../../ui/input";
import { Switch } from "../../ui/switch";
import { useDesigner } from "../use-designer";
import { entityOf } from "./known-names";
import { Rows } from "./rows";
import { WebStart } from "./web-start";

const HAPPENS = ["created", "updated", "changed", "deleted"] as const;

interface Start {
  readonly id: string;
  readonly kind: string;
  readonly label?: string;
  readonly when?: Condition;
  readonly on?: (typeof HAPPENS)[number];
  readonly fields?: readonly string[];
  readonly cron?: string;
  readonly timeZone?: string;
}

type Change = { readonly [K in keyof Start]?: Start[K] | undefined };

const startsOf = (definition: ProcessDefinition): readonly Start[] => (definition as { readonly starts?: readonly Start[] }).starts ?? [];

/** How the process begins: by a button, when something happens to a record, at times, from the web. */
export function StartsEditor() {
  const t = useT();
  const { definition, change } = useDesigner();
  const starts = startsOf(definition);
  const put = (kind: string, next: readonly Start[] | undefined) => change((now) => {
    const all = [...startsOf(now).filter((one) => one.kind !== kind), ...(next ?? [])];
    return patched(now, { starts: all.length > 0 ? all : undefined } as Partial<ProcessDefinition>);
  }, `process.starts.${kind}`);
  const of = (kind: string) => starts.filter((one) => one.kind === kind);
  const [byHand] = of("hand");
  const entity = entityOf(definition);
  return (
    <>
      <label className="flex items-start justify-between gap-2 text-sm">
        <span>{t("designer.startByHand")}<span className="block text-xs text-ink-3">{t("designer.hint.startByHand")}</span></span>
        <Switch checked={byHand !== undefined} onCheckedChange={(on) => put("hand", on ? [{ id: "byHand", kind: "hand" }] : undefined)} />
      </label>
      {byHand && <HandStart start={byHand} onChange={(more) => put("hand", of("hand").map((one) => (one === byHand ? patched(one, more as Partial<Start>) : one)))} />}
      {entity && (
        <Setting label={t("designer.startByRecord")} hint={t("designer.hint.startByRecord")}>
          {() => <Rows items={of("record")} add={t("designer.addRecordStart")} fresh={() => fresh(starts, { id: "onRecord", kind: "record", on: "created" })} onChange={(next) => put("record", next)}>{(start, set) => <RecordStart start={start} onChange={(more) => set(patched(start, more as Partial<Start>))} />}</Rows>}
        </Setting>
      )}
      <Setting label={t("designer.startByTime")} hint={t("designer.hint.startByTime")}>
        {() => (
          <Rows items={of("time")} add={t("designer.addTimeStart")} fresh={() => fresh(starts, { id: "atTime", kind: "time", cron: "0 9 * * MON" })} onChange={(next) => put("time", next)}>
            {(start, set) => <Input aria-label={t("designer.cron")} className="font-mono text-xs" maxLength={100} value={start.cron ?? ""} onChange={(event) => set({ ...start, cron: event.target.value })} />}
          </Rows>
        )}
      </Setting>
      <WebStart />
    </>
  );
}

/** With an id no other start has. */
function fresh(starts: readonly Start[], start: Start): Start {
  for (let number = 1; ; number++) {
    const id = number === 1 ? start.id : `${start.id}${number}`;
    if (!starts.some((one) => one.id === id)) return { ...start, id };
  }
}

interface StartProps {
  start: Start;
  onChange(change: Change): void;
}

function HandStart({ start, onChange }: StartProps) {
  const t = useT();
  const { definition } = useDesigner();
  return (
    <div className="grid gap-2 border-l-2 border-line pl-2.5">
      <Setting label={t("designer.startWords")}>{(id) => <Input id={id} maxLength={200} placeholder={definition.label} value={start.label ?? ""} onChange={(event) => onChange({ label: event.target.value || undefined })} />}</Setting>
      <When start={start} otherwise={t("designer.startAlways")} onChange={onChange} />
    </div>
  );
}

function RecordStart({ start, onChange }: StartProps) {
  const t = useT();
  const { definition } = useDesigner();
  const entity = useEntity(entityOf(definition));
  const fields = entity?.fields ?? [];
  return (
    <>
      <NativeSelect aria-label={t("designer.startOn")} value={start.on ?? "created"} onValueChange={(on) => onChange({ on: on as Start["on"], ...(on !== "changed" && { fields: undefined }) })}>
        {HAPPENS.map((one) => <option key={one} value={one}>{t(`designer.on.${one}`)}</option>)}
      </NativeSelect>
      {start.on === "changed" && (
        <Rows items={start.fields ?? []} add={t("designer.addStartField")} fresh={() => fields.find(({ name }) => !start.fields?.includes(name))?.name ?? ""} onChange={(next) => onChange({ fields: next })}>
          {(field, set) => <NativeSelect aria-label={t("designer.startField")} value={field} onValueChange={set}>{fields.map(({ name, label }) => <option key={name} value={name}>{label}</option>)}</NativeSelect>}
        </Rows>
      )}
      <When start={start} otherwise={t("designer.startAnyRecord")} onChange={onChange} />
    </>
  );
}

/** Only records that fulfil it. */
function When({ start, otherwise, onChange }: StartProps & { otherwise: string }) {
  const t = useT();
  const model = useModel();
  const { definition } = useDesigner();
  const entity = useEntity(entityOf(definition));
  return entity ? <ConditionSetting label={t("designer.startWhen")} otherwise={otherwise} entity={entity} model={model} condition={start.when} onChange={(when) => onChange({ when })} /> : null;
}
