"use client";
import { CalendarClock, Globe, Mail } from "lucide-react";
import type { Capabilities } from "../../runtime/model/types";
import { useT } from "../i18n/provider";
import { Badge } from "../ui/badge";

export interface Asks extends Capabilities {
  /** What the installed version does not have. */
  readonly more?: Capabilities;
}

/** What a pack does outside the database by itself, in words; nothing for one that stays inside. */
export function PackAsks({ asks: { send, call, schedule, more }, isShort = false }: { asks: Asks; isShort?: boolean }) {
  const t = useT();
  const lines = [
    ...send.map((what) => ({ key: `send ${what}`, icon: <Mail />, text: t("admin.asks.send"), isNew: more?.send.includes(what) })),
    ...call.map((origin) => ({ key: `call ${origin}`, icon: <Globe />, text: origin === "*" ? t("admin.asks.callAny") : t("admin.asks.call", { origin }), isNew: more?.call.includes(origin) })),
    ...(schedule ? [{ key: "schedule", icon: <CalendarClock />, text: t("admin.asks.schedule"), isNew: more?.schedule }] : []),
  ];
  if (lines.length === 0) return null;
  if (isShort) return <ul className="mt-1 flex flex-wrap gap-x-3 gap-y-1 text-xs text-ink-3 [&_svg]:size-3.5">{lines.map(({ key, icon, text }) => <li key={key} className="flex items-center gap-1">{icon}{text}</li>)}</ul>;
  return (
    <section aria-label={t("admin.asks")} className="grid gap-1.5 rounded-lg border border-line bg-sunken p-3 text-sm">
      <h3 className="text-xs font-medium text-ink-3">{t("admin.asks")}</h3>
      <ul className="grid gap-1">
        {lines.map(({ key, icon, text, isNew }) => (
          <li key={key} className="flex items-center gap-2 text-ink-2 [&_svg]:size-4 [&_svg]:text-ink-3">{icon}<span className="break-all">{text}</span>{isNew && <Badge tone="orange">{t("admin.asks.new")}</Badge>}</li>
        ))}
      </ul>
    </section>
  );
}
