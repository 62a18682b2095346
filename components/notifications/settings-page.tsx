"use client";
import { useModel } from "../data/model";
import { useNotificationSettings, useSaveSettings, type Mode, type NotificationSettings } from "../data/notifications";
import { useT } from "../i18n/provider";
import { PageBar } from "../layout/page-bar";
import { Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { Input, NativeSelect } from "../ui/input";
import { Notice } from "../ui/states";
import { Switch } from "../ui/switch";
import { useToast } from "../ui/toast";

type Rule = NotificationSettings["rules"][number];
const CHANNELS = ["internal", "email"] as const;

/** How one is told of what: each choice is kept at once. */
export function NotificationSettingsPage() {
  const t = useT();
  const { data, isError, refetch } = useNotificationSettings();
  return (
    <>
      <PageBar crumbs={[{ label: t("profile.title"), href: "/profile" }, { label: t("bell.settings") }]} />
      <main id="content" className="scroll-thin min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-3xl px-6 pt-6 pb-12 max-md:px-4">
          <h1 className="mb-1 text-xl font-semibold tracking-tight">{t("bell.settings")}</h1>
          <p className="mb-6 text-sm text-ink-2">{t("bell.settingsText")}</p>
          {isError && (
            <Notice tone="danger">
              {t("bell.failed")}{" "}
              <Button size="sm" onClick={() => void refetch()}>
                {t("common.retry")}
              </Button>
            </Notice>
          )}
          {!data && !isError && <Skeleton className="h-64" />}
          {data && <Rules settings={data} />}
          {data && <Hours settings={data} />}
        </div>
      </main>
    </>
  );
}

function useKeep(): (change: object) => void {
  const t = useT();
  const toast = useToast();
  const { mutate } = useSaveSettings();
  return (change) => mutate(change, { onError: () => toast({ title: t("bell.notKept"), tone: "danger" }) });
}

function Rules({ settings }: { settings: NotificationSettings }) {
  const t = useT();
  const { entities } = useModel();
  const names = [...new Set(settings.rules.map(({ entity }) => entity))];
  return names.map((name) => (
    <section key={name ?? ""} className="mb-6">
      <h2 className="mb-1 text-xs font-medium text-ink-3">{name === null ? t("bell.own") : (entities[name]?.plural ?? name)}</h2>
      <ul className="divide-y divide-line rounded-lg border border-line">
        {settings.rules.filter(({ entity }) => entity === name).map((rule) => <RuleRow key={rule.rule} rule={rule} />)}
      </ul>
    </section>
  ));
}

function RuleRow({ rule }: { rule: Rule }) {
  const t = useT();
  const keep = useKeep();
  const choose = (channel: string, mode: Mode) => keep({ rules: [{ rule: rule.rule, channels: { [channel]: mode } }] });
  return (
    <li className="flex items-center gap-4 px-4 py-3 max-sm:flex-col max-sm:items-stretch max-sm:gap-2">
      <div className="min-w-0 flex-1">
        <div className="text-sm font-medium">{rule.label}</div>
        {rule.description && <div className="text-sm text-ink-2">{rule.description}</div>}
      </div>
      <div className="flex shrink-0 items-center gap-4 max-sm:justify-between">
        {CHANNELS.map((channel) => {
          const { mode, modes } = rule.channels[channel] ?? { mode: "off" as const, modes: [] };
          if (modes.length === 2) {
            return (
              <label key={channel} className="flex items-center gap-2 text-sm text-ink-2">
                {t(`bell.channel.${channel}`)}
                <Switch aria-label={`${rule.label}: ${t(`bell.channel.${channel}`)}`} checked={mode !== "off"} onCheckedChange={(on) => choose(channel, on ? "now" : "off")} />
              </label>
            );
          }
          return (
            <label key={channel} className="flex items-center gap-2 text-sm text-ink-2">
              {t(`bell.channel.${channel}`)}
              <NativeSelect className="w-36" aria-label={`${rule.label}: ${t(`bell.channel.${channel}`)}`} value={mode} onValueChange={(next) => choose(channel, next as Mode)}>
                {modes.map((one) => (
                  <option key={one} value={one}>
                    {t(`bell.mode.${one}`)}
                  </option>
                ))}
              </NativeSelect>
            </label>
          );
        })}
      </div>
    </li>
  );
}

function Hours({ settings }: { settings: NotificationSettings }) {
  const t = useT();
  const keep = useKeep();
  const isQuiet = settings.quietFrom !== null;
  const time = (label: string, value: string, change: (next: string) => void) => (
    <label className="flex items-center gap-2 text-sm text-ink-2">
      {label}
      <Input type="time" className="w-28" value={value} onChange={(event) => event.target.value && change(event.target.value)} />
    </label>
  );
  return (
    <section>
      <h2 className="mb-1 text-xs font-medium text-ink-3">{t("bell.times")}</h2>
      <div className="divide-y divide-line rounded-lg border border-line">
        <div className="flex flex-wrap items-center gap-4 px-4 py-3">
          <span className="min-w-40 flex-1 text-sm font-medium">{t("bell.digest")}</span>
          {time(t("bell.at"), settings.digestTime, (digestTime) => keep({ digestTime }))}
        </div>
        <div className="flex flex-wrap items-center gap-4 px-4 py-3">
          <label className="flex min-w-40 flex-1 items-center gap-3 text-sm font-medium">
            <Switch checked={isQuiet} onCheckedChange={(on) => keep(on ? { quietFrom: "20:00", quietTo: "08:00" } : { quietFrom: null, quietTo: null })} />
            {t("bell.quiet")}
          </label>
          {isQuiet && time(t("bell.from"), settings.quietFrom ?? "", (quietFrom) => keep({ quietFrom }))}
          {isQuiet && time(t("bell.to"), settings.quietTo ?? "", (quietTo) => keep({ quietTo }))}
        </div>
      </div>
    </section>
  );
}
