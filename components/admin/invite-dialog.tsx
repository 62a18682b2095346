"use client";
import { useState, type FormEvent } from "react";
import { UI_LANGUAGES } from "../i18n/messages";
import { useLocale, useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Combobox } from "../ui/combobox";
import { DialogContent } from "../ui/dialog";
import { Input, NativeSelect } from "../ui/input";
import { Labelled, languageName } from "./parts";
import { useAdminChange } from "./use-admin";
import type { AdminRole } from "./users-page";

/** Name, address, roles: the rest is the letter's. */
export function InviteDialog({ roles, onDone }: { roles: readonly AdminRole[]; onDone(): void }) {
  const t = useT();
  const locale = useLocale();
  const change = useAdminChange();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [language, setLanguage] = useState(locale.language);
  const issue = (pointer: string) => change.error?.issues.find((one) => one.pointer === pointer)?.message;
  const send = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ path: "/users", body: { name, email, roles: chosen, language, timeZone: locale.timeZone }, done: t("admin.invited", { email }) }, { onSuccess: onDone });
  };
  return (
    <DialogContent cancel title={t("admin.invite")} description={t("admin.inviteText")} footer={<Button form="invite" type="submit" variant="primary" disabled={change.isPending}>{t("admin.sendInvitation")}</Button>}>
      <form id="invite" onSubmit={send} className="grid gap-4 pt-1">
        <Labelled label={t("admin.name")} error={issue("/name")}>{(id) => <Input id={id} required maxLength={200} autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />}</Labelled>
        <Labelled label={t("admin.email")} error={issue("/email")}>{(id) => <Input id={id} type="email" required autoComplete="off" value={email} onChange={(event) => setEmail(event.target.value)} />}</Labelled>
        <Labelled label={t("admin.roles")}>{(id) => <Combobox id={id} multiple choices={roles.map((role) => ({ value: role.name, label: role.label }))} values={chosen} onChange={setChosen} />}</Labelled>
        <Labelled label={t("admin.language")}>
          {(id) => <NativeSelect id={id} value={language} onValueChange={setLanguage}>{UI_LANGUAGES.map((code) => <option key={code} value={code}>{languageName(code)}</option>)}</NativeSelect>}
        </Labelled>
      </form>
    </DialogContent>
  );
}
