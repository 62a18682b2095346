"use client";
import { ScrollText } from "lucide-react";
import { useState } from "react";
import { queryString } from "../data/api";
import { useMoment } from "../i18n/moment";
import { useLocale, useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Combobox } from "../ui/combobox";
import { Input, NativeSelect } from "../ui/input";
import { EmptyState } from "../ui/states";
import { AdminFrame } from "./admin-frame";
import { AdminTable, Loaded } from "./parts";
import { useAdmin, type Titled } from "./use-admin";

interface LogEvent {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly actorKind: string | null;
  readonly actor: Titled | null;
  readonly subjectTitle: string | null;
  readonly address: string | null;
}

/** Beginnings of kinds, which the log is narrowed down by. */
const KINDS = ["signIn", "password", "totp", "user", "apiKey", "session", "unit", "team", "position"] as const;

/** What is written into the log (runtime/auth/event-log.ts, publishing, backups, personal data); a newer server may write more. */
const EVENTS = [
  "signIn.ok", "signIn.failed", "signIn.locked", "signIn.secondFactorFailed", "signOut", "session.revoked", "password.changed",
  "password.resetAsked", "password.reset", "totp.on", "totp.off", "totp.recoveryUsed", "totp.reset", "user.created", "user.invited",
  "user.uninvited", "user.joined", "user.suspended", "user.activated", "user.rights", "user.profile", "unit.changed", "position.changed",
  "team.changed", "deputy.changed", "absence.changed", "apiKey.created", "apiKey.revoked", "identity.linked", "identity.refused",
  "metadata.published", "metadata.purged", "personalData.erased", "backup.made", "backup.downloaded", "backup.deleted",
] as const;

/** Sign-ins, rights and keys: who, what, when, from where. */
export default function EventsPage() {
  const t = useT();
  const moment = useMoment();
  const { language } = useLocale();
  const [kind, setKind] = useState("");
  const [user, setUser] = useState<string>();
  const [day, setDay] = useState("");
  const [cursors, setCursors] = useState<readonly number[]>([]);
  const users = useAdmin<{ items: readonly { id: string; name: string }[] }>("/users?limit=200");
  const to = day ? new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString() : undefined;
  const query = useAdmin<{ items: readonly LogEvent[]; nextCursor: number | null }>(`/admin/events${queryString({ kind: kind && `${kind}`, user, to, before: cursors.at(-1) })}`);
  const said = (of: string) => {
    const known = EVENTS.find((name) => name === of);
    return known ? <span title={of}>{t(`admin.event.${known}`)}</span> : <code className="text-xs text-ink-3">{of}</code>;
  };
  const filter = (change: () => void) => {
    setCursors([]);
    change();
  };
  return (
    <AdminFrame section="events">
      <div className="mb-3 flex flex-wrap gap-2 max-sm:grid max-sm:grid-cols-2">
        <NativeSelect aria-label={t("admin.kind")} className="w-auto max-sm:w-full" value={kind} onValueChange={(next) => filter(() => setKind(next))}>
          <option value="">{t("admin.anyKind")}</option>
          {KINDS.map((name) => <option key={name} value={name}>{t(`admin.event.${name}`)}</option>)}
        </NativeSelect>
        {users.data && <Combobox aria-label={t("admin.person")} className="w-56 max-sm:order-last max-sm:col-span-2 max-sm:w-full" clearable placeholder={t("admin.person")} choices={users.data.items.map((one) => ({ value: one.id, label: one.name }))} values={user ? [user] : []} onChange={([next]) => filter(() => setUser(next))} />}
        <Input type="date" lang={language} aria-label={t("admin.upTo")} className="w-auto max-sm:w-full" value={day} onChange={(event) => filter(() => setDay(event.target.value))} />
      </div>
      <Loaded query={query} isEmpty={({ items }) => items.length === 0} empty={<EmptyState icon={<ScrollText />} title={t("field.nothingFound")} />}>
        {({ items, nextCursor }) => (
          <>
            <AdminTable
              label={t("admin.events")} rows={items} keyOf={(event) => String(event.seq)}
              columns={[
                { label: t("admin.when"), className: "whitespace-nowrap", cell: (event) => moment(event.at) },
                { label: t("admin.kind"), cell: ({ kind: of }) => said(of) },
                { label: t("admin.person"), cell: (event) => event.actor?.title ?? (event.actorKind === "system" ? t("history.system") : event.actorKind) ?? "—" },
                { label: t("admin.about"), cell: (event) => event.subjectTitle ?? "—" },
                { label: t("admin.address"), className: "text-ink-3", cell: (event) => event.address ?? "—" },
              ]}
            />
            <div className="mt-3 flex justify-end gap-2">
              <Button disabled={cursors.length === 0} onClick={() => setCursors(cursors.slice(0, -1))}>{t("admin.newer")}</Button>
              <Button disabled={!nextCursor} onClick={() => nextCursor && setCursors([...cursors, nextCursor])}>{t("admin.older")}</Button>
            </div>
          </>
        )}
      </Loaded>
    </AdminFrame>
  );
}
