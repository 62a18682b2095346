"use client";
import { useState } from "react";
import { UI_LANGUAGES } from "../i18n/messages";
import { useModel } from "../data/model";
import { useMoment } from "../i18n/moment";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Combobox } from "../ui/combobox";
import { Confirm } from "../ui/confirm";
import { SheetContent } from "../ui/dialog";
import { Input, NativeSelect } from "../ui/input";
import { browserOf } from "../profile/browser-of";
import { Labelled, languageName, Loaded } from "./parts";
import { useAdmin, useAdminChange } from "./use-admin";
import type { AdminRole, AdminUser } from "./users-page";

interface Session {
  readonly id: string;
  readonly lastSeenAt: string;
  readonly address: string | null;
  readonly agent: string | null;
}

/** One user: rights, profile, ways in. */
export function UserSheet({ id, roles }: { id: string; roles: readonly AdminRole[] }) {
  const query = useAdmin<AdminUser>(`/users/${id}`);
  return (
    <SheetContent title={query.data?.name ?? "…"} className="w-[min(30rem,100vw)]">
      <Loaded query={query}>{(user) => <UserCare key={JSON.stringify(user)} user={user} roles={roles} />}</Loaded>
    </SheetContent>
  );
}

function UserCare({ user, roles }: { user: AdminUser; roles: readonly AdminRole[] }) {
  const t = useT();
  const change = useAdminChange();
  const units = useAdmin<{ items: readonly { id: string; name: string }[] }>("/admin/units");
  const teams = useAdmin<{ items: readonly { id: string; name: string }[] }>("/admin/teams");
  const [name, setName] = useState(user.name);
  const [language, setLanguage] = useState(user.language);
  const [chosen, setChosen] = useState<readonly string[]>(user.roles);
  const [inTeams, setTeams] = useState<readonly string[]>(user.teams);
  const [unit, setUnit] = useState(user.unit);
  const profileChanged = name !== user.name || language !== user.language;
  const rightsChanged = JSON.stringify([chosen, inTeams, unit]) !== JSON.stringify([user.roles, user.teams, user.unit]);
  const save = async () => {
    const done = t("admin.saved");
    if (profileChanged) await change.mutateAsync({ method: "PATCH", path: `/users/${user.id}`, body: { name, language }, ...(rightsChanged ? {} : { done }) });
    if (rightsChanged) await change.mutateAsync({ method: "PUT", path: `/users/${user.id}/roles`, body: { roles: chosen, teams: inTeams, unit }, done });
  };
  const choices = (items: readonly { id: string; name: string }[] | undefined) => (items ?? []).map((item) => ({ value: item.id, label: item.name }));
  return (
    <div className="grid grid-cols-1 gap-4 pb-4">
      <p className="text-sm text-ink-3">{user.email}</p>
      <Labelled label={t("admin.name")}>{(id) => <Input id={id} value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />}</Labelled>
      <Labelled label={t("admin.roles")}>{(id) => <Combobox id={id} multiple choices={roles.map((role) => ({ value: role.name, label: role.label }))} values={chosen} onChange={setChosen} />}</Labelled>
      <Labelled label={t("admin.unit")}>{(id) => <Combobox id={id} clearable choices={choices(units.data?.items)} values={unit ? [unit] : []} onChange={([next]) => setUnit(next ?? null)} />}</Labelled>
      <Labelled label={t("admin.teams")}>{(id) => <Combobox id={id} multiple clearable choices={choices(teams.data?.items)} values={inTeams} onChange={setTeams} />}</Labelled>
      <Labelled label={t("admin.language")}>
        {(id) => <NativeSelect id={id} value={language} onValueChange={setLanguage}>{[...new Set([...UI_LANGUAGES, user.language])].map((code) => <option key={code} value={code}>{languageName(code)}</option>)}</NativeSelect>}
      </Labelled>
      <div className="flex justify-end">
        <Button variant="primary" disabled={!(profileChanged || rightsChanged) || change.isPending || name.trim() === ""} onClick={() => void save().catch(() => undefined)}>{t("common.save")}</Button>
      </div>
      <Access user={user} />
    </div>
  );
}

type Asked = "suspend" | "uninvite" | "factor" | "signOut";

function Access({ user }: { user: AdminUser }) {
  const t = useT();
  const moment = useMoment();
  const me = useModel().user.id;
  const change = useAdminChange();
  const [asked, setAsked] = useState<Asked>();
  const sessions = useAdmin<{ items: readonly Session[] }>(`/users/${user.id}/sessions`, user.status === "active");
  const deeds: Readonly<Record<Asked, () => void>> = {
    suspend: () => change.mutate({ path: `/users/${user.id}/suspend`, done: t("admin.suspended") }),
    uninvite: () => change.mutate({ method: "DELETE", path: `/users/${user.id}/invite`, done: t("admin.uninvited") }),
    factor: () => change.mutate({ method: "DELETE", path: `/users/${user.id}/second-factor`, done: t("admin.factorReset") }),
    signOut: () => change.mutate({ method: "DELETE", path: `/users/${user.id}/sessions`, done: t("admin.signedOut") }),
  };
  const words = asked && ({ suspend: "admin.suspend", uninvite: "admin.uninvite", factor: "admin.resetFactor", signOut: "admin.signOutEverywhere" } as const)[asked];
  return (
    <section aria-label={t("admin.access")} className="grid grid-cols-1 gap-3 border-t border-line pt-4">
      <h3 className="text-sm font-semibold">{t("admin.access")}</h3>
      {sessions.data?.items.map((session) => (
        <div key={session.id} className="flex items-center gap-2 text-sm">
          <div className="min-w-0 flex-1">
            <div className="truncate">{browserOf(session.agent) ?? t("profile.unknownDevice")}</div>
            <div className="text-xs text-ink-3">{moment(session.lastSeenAt)} · {session.address ?? "—"}</div>
          </div>
          <Button size="sm" variant="ghost" onClick={() => change.mutate({ method: "DELETE", path: `/users/${user.id}/sessions/${session.id}`, done: t("admin.sessionEnded") })}>{t("admin.endSession")}</Button>
        </div>
      ))}
      <div className="flex flex-wrap gap-2">
        {user.status === "invited" && <Button onClick={() => change.mutate({ path: `/users/${user.id}/invite`, done: t("admin.invited", { email: user.email }) })}>{t("admin.inviteAgain")}</Button>}
        {user.status === "invited" && <Button onClick={() => setAsked("uninvite")}>{t("admin.uninvite")}</Button>}
        {(sessions.data?.items.length ?? 0) > 0 && <Button onClick={() => setAsked("signOut")}>{t("admin.signOutEverywhere")}</Button>}
        {user.hasSecondFactor && <Button onClick={() => setAsked("factor")}>{t("admin.resetFactor")}</Button>}
        {user.status === "suspended" ? (
          <Button onClick={() => change.mutate({ path: `/users/${user.id}/activate`, done: t("admin.activated") })}>{t("admin.activate")}</Button>
        ) : (
          user.id !== me && user.status === "active" && <Button variant="danger" onClick={() => setAsked("suspend")}>{t("admin.suspend")}</Button>
        )}
      </div>
      <Confirm open={asked !== undefined} onOpenChange={() => setAsked(undefined)} danger title={words ? `${t(words)}: ${user.name}` : ""} text={t("admin.sureText")} action={words ? t(words) : ""} onConfirm={() => asked && deeds[asked]()} />
    </section>
  );
}
