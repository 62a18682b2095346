"use client";
import type { StepAttachment, StepMoment, StepNotification } from "../../../runtime/workflow/definition/step-card";
import { SOON, STEP_MOMENTS, type StepCardOptions } from "../../../runtime/workflow/definition/step-card";
import type { ProcessDefinition } from "../../../runtime/workflow/definition/types";
import { useEntity } from "../../data/model";
import { Setting } from "../../dashboards/builder/field";
import type { MessageKey } from "../../i18n/messages";
import { useT } from "../../i18n/provider";
import { Input, NativeSelect } from "../../ui/input";
import { RequiredInput } from "../../ui/required-input";
import { Checkbox } from "../../ui/checkbox";
import { Switch } from "../../ui/switch";
import { useDesigner } from "../use-designer";
import { entityOf } from "./known-names";
import { PeopleEditor, RECIPIENT_KINDS } from "./people";
import { Rows } from "./rows";

/** Ways to tell people, by name of their words; the first is what is left out. */
const WAYS = { both: undefined, bell: { internal: "now" }, letter: { email: "now" }, bellDigest: { internal: "now", email: "digest" }, digest: { email: "digest" } } as const satisfies Record<string, StepNotification["channels"]>;
type Way = keyof typeof WAYS;

function wayOf(channels: StepNotification["channels"]): Way {
  const [bell, letter] = channels ? [channels.internal === "now", channels.email ?? "off"] : [true, "now"];
  if (letter === "digest") return bell ? "bellDigest" : "digest";
  return letter === "off" ? "bell" : bell ? "both" : "letter";
}

/** An id no other step uses, so that words of one are not taken for those of another. */
function freshId(definition: ProcessDefinition, list: keyof StepCardOptions, base: string): string {
  const taken = new Set(definition.nodes.flatMap((node) => ((node.options as StepCardOptions | undefined)?.[list] ?? []).map(({ id }) => id)));
  for (let number = 1; ; number++) if (!taken.has(`${base}${number}`)) return `${base}${number}`;
}

/** Without what is left out, as a document holds it. */
const without = <T extends object>(value: T): T => Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined && one !== "")) as T;

/** Who else is told of a step, and when. */
export function NotificationsEditor({ value, onChange }: { value: readonly StepNotification[]; onChange(value: readonly StepNotification[] | undefined): void }) {
  const t = useT();
  const { definition } = useDesigner();
  const fresh = (): StepNotification => ({ id: freshId(definition, "notifications", "notice"), on: "dueSoon", to: [{ kind: "performer" }] });
  return (
    <Rows items={value} add={t("studio.notice.add")} fresh={fresh} onChange={onChange}>
      {(one, put) => {
        const set = (change: Partial<StepNotification>) => put(without({ ...one, ...change }));
        return (
          <div role="group" aria-label={t(`studio.notice.on.${one.on}`)} className="grid gap-2 rounded-md border border-line p-2">
            <div className="grid gap-2 sm:grid-cols-2">
              <Setting label={t("studio.notice.when")}>{(id) => <NativeSelect id={id} value={one.on} onValueChange={(on) => set({ on: on as StepMoment, ...(on !== "dueSoon" && { before: undefined }) })}>{STEP_MOMENTS.map((on) => <option key={on} value={on}>{t(`studio.notice.on.${on}`)}</option>)}</NativeSelect>}</Setting>
              {one.on === "dueSoon" && <Setting label={t("studio.notice.before")}>{(id) => <Input id={id} value={one.before ?? ""} placeholder={SOON} onChange={(event) => set({ before: event.target.value.toUpperCase() })} />}</Setting>}
            </div>
            <Setting label={t("studio.notice.to")}>{() => <PeopleEditor value={one.to} kinds={RECIPIENT_KINDS} onChange={(to) => set({ to })} />}</Setting>
            <div className="grid gap-2 sm:grid-cols-2">
              <Setting label={t("studio.notice.how")}>{(id) => <NativeSelect id={id} value={wayOf(one.channels)} onValueChange={(way) => set({ channels: WAYS[way as Way] })}>{Object.keys(WAYS).map((way) => <option key={way} value={way}>{t(`studio.notice.way.${way}` as MessageKey)}</option>)}</NativeSelect>}</Setting>
              <Setting label={t("studio.notice.text")}>{(id) => <Input id={id} value={one.text ?? ""} maxLength={120} onChange={(event) => set({ text: event.target.value })} />}</Setting>
            </div>
          </div>
        );
      }}
    </Rows>
  );
}

/** Files that go with a step: shown with its task, and asked for. */
export function AttachmentsEditor({ value, decisions, onChange }: { value: readonly StepAttachment[]; decisions: readonly { readonly name: string; readonly label: string }[]; onChange(value: readonly StepAttachment[] | undefined): void }) {
  const t = useT();
  const { definition } = useDesigner();
  const entity = useEntity(entityOf(definition));
  const fields = (entity?.fields ?? []).filter(({ type }) => type === "file" || type === "image");
  const fresh = (): StepAttachment => ({ id: freshId(definition, "attachments", "file"), label: t("studio.file.new") });
  return (
    <Rows items={value} add={t("studio.file.add")} fresh={fresh} onChange={onChange}>
      {(one, put) => {
        const set = (change: Partial<StepAttachment>) => put(without({ ...one, ...change }));
        return (
          <div role="group" aria-label={one.label} className="grid gap-2 rounded-md border border-line p-2">
            <div className="grid gap-2 sm:grid-cols-2">
              <Setting label={t("studio.file.label")}>{(id) => <RequiredInput id={id} value={one.label} maxLength={120} onText={(label) => set({ label })} />}</Setting>
              <Setting label={t("studio.file.place")}>
                {(id) => (
                  <NativeSelect id={id} value={one.field ?? ""} onValueChange={(field) => set({ field })}>
                    <option value="">{t("studio.file.ofRecord")}</option>
                    {fields.map((field) => <option key={field.name} value={field.name}>{field.label}</option>)}
                    {one.field !== undefined && !fields.some(({ name }) => name === one.field) && <option value={one.field}>{one.field}</option>}
                  </NativeSelect>
                )}
              </Setting>
            </div>
            <label className="flex items-center justify-between gap-2 text-sm">{t("studio.file.required")}<Switch checked={one.required === true} onCheckedChange={(required) => set({ required: required || undefined, ...(!required && { decisions: undefined }) })} /></label>
            {one.required && decisions.length > 0 && (
              <fieldset className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
                <legend className="mb-1 text-xs text-ink-3">{t("studio.file.for")}</legend>
                {decisions.map(({ name, label }) => <label key={name} className="flex items-center gap-1.5"><Checkbox checked={one.decisions?.includes(name) ?? false} onCheckedChange={(on) => set({ decisions: listed(one.decisions ?? [], name, on) })} />{label}</label>)}
              </fieldset>
            )}
          </div>
        );
      }}
    </Rows>
  );
}

function listed(names: readonly string[], name: string, on: boolean): readonly string[] | undefined {
  const next = [...names.filter((one) => one !== name), ...(on ? [name] : [])];
  return next.length > 0 ? next : undefined;
}
