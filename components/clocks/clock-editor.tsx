"use client";
import { useState } from "react";
import type { ClientEntity } from "../../runtime/model/client";
import { useAdmin } from "../admin/use-admin";
import { Setting } from "../dashboards/builder/field";
import type { ApiError } from "../data/api";
import { useModel } from "../data/model";
import { useT } from "../i18n/provider";
import { useStoredDocument } from "../publishing/use-stored-document";
import { LeaveGuard } from "../records/leave-guard";
import { ConditionSetting } from "../studio/screens/condition-setting";
import { Button } from "../ui/button";
import { Input, NativeSelect } from "../ui/input";
import { Notice } from "../ui/states";
import { EventRows, TargetRows } from "./clock-rows";
import { isComplete, ofEntity, tidyClock, without, type ClockDocument } from "./document";

interface Listed {
  readonly items: readonly { readonly kind: string; readonly name: string; readonly label?: string }[];
}

/** A clock as a form: of which records, by which calendar, when it runs, how long it may take, and what happens then. */
export function ClockEditor({ first, revision, isDraft }: { first: ClockDocument; revision: number | undefined; isDraft: boolean }) {
  const t = useT();
  const model = useModel();
  const metadata = useAdmin<Listed>("/metadata");
  const [now, setNow] = useState(first);
  const [message, setMessage] = useState<string>();
  const stored = useStoredDocument<ClockDocument>({ kind: "clock", first, revision, published: t("clocks.published"), onMerged: setNow, onRefused: ({ message: said, issues }: ApiError) => setMessage([said, ...issues.slice(0, 3).map((issue) => issue.message)].join(" ")) });
  const set = (change: { readonly [K in keyof ClockDocument]?: ClockDocument[K] | undefined }) => {
    setMessage(undefined);
    setNow((old) => without(old, change));
  };
  const entity: ClientEntity | undefined = model.entities[now.entity];
  const named = (kind: string) => (metadata.data?.items ?? []).filter((one) => one.kind === kind);
  const choices = Object.values(model.entities).filter((one) => !one.parent && !one.system);
  return (
    <div className="grid gap-5">
      {stored.questions}
      <LeaveGuard dirty={now !== stored.saved && !stored.isBusy && now !== first} />
      {(message ?? (isDraft && stored.saved === first && now === first)) && <Notice tone={message ? "danger" : "info"}>{message ?? t("clocks.draftLoaded")}</Notice>}
      <div className="grid gap-3 sm:grid-cols-3">
        <Setting label={t("clocks.label")} hint={t("clocks.labelHint")}>{(id) => <Input id={id} maxLength={200} value={now.label} onChange={(event) => set({ label: event.target.value })} />}</Setting>
        <Setting label={t("clocks.entity")} hint={t("clocks.entityHint")}>{(id) => <NativeSelect id={id} value={now.entity} onValueChange={(name) => setNow((old) => ofEntity(old, name))}><option value="">{t("designer.choose")}</option>{choices.map((one) => <option key={one.name} value={one.name}>{one.label}</option>)}</NativeSelect>}</Setting>
        <Setting label={t("calendars.one")} hint={t("clocks.calendarHint")}>{(id) => <NativeSelect id={id} value={now.calendar} onValueChange={(calendar) => set({ calendar })}><option value="">{t("designer.choose")}</option>{named("workingCalendar").map((one) => <option key={one.name} value={one.name}>{one.label ?? one.name}</option>)}</NativeSelect>}</Setting>
      </div>
      {entity && (
        <>
          <section className="grid gap-2" aria-label={t("clocks.runs")}>
            <h2 className="text-sm font-semibold">{t("clocks.runs")}</h2>
            <ConditionSetting label={t("clocks.start")} otherwise={t("clocks.startOtherwise")} entity={entity} model={model} condition={now.start} onChange={(start) => set({ start })} />
            <ConditionSetting label={t("clocks.pause")} otherwise={t("clocks.pauseOtherwise")} entity={entity} model={model} condition={now.pause} onChange={(pause) => set({ pause })} />
            <ConditionSetting label={t("clocks.stop")} otherwise={t("clocks.stopOtherwise")} entity={entity} model={model} condition={now.stop} onChange={(stop) => set({ stop })} />
          </section>
          <TargetRows entity={entity} targets={now.targets} onChange={(targets) => set({ targets })} />
          <EventRows entity={entity} events={now.events ?? []} notifications={named("notification")} onChange={(events) => set({ events })} />
        </>
      )}
      <p className="text-xs text-ink-3">{t("clocks.publishHint")}</p>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" disabled={stored.isBusy || (now === stored.saved && revision !== undefined) || !isComplete(now)} onClick={() => void stored.publish(tidyClock(now))}>{t("builder.publish")}</Button>
        <Button disabled={stored.isBusy || now === stored.saved} onClick={() => void stored.keep(tidyClock(now))}>{t("builder.saveDraft")}</Button>
      </div>
    </div>
  );
}
