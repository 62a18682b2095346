"use client";
import { useRouter } from "next/navigation";
import { useId, useState, type FormEvent } from "react";
import { api } from "../data/api";
import { UI_LANGUAGES } from "../i18n/messages";
import { useT } from "../i18n/provider";
import { Problem } from "../import/problem";
import { setCookie } from "../layout/theme";
import { Button } from "../ui/button";
import { Combobox } from "../ui/combobox";
import { Input, NativeSelect } from "../ui/input";
import { useToast } from "../ui/toast";
import type { Me } from "./profile-page";

/** Name, language and time zone. */
export function PersonForm({ me: { user }, onSaved }: { me: Me; onSaved(): void }) {
  const t = useT();
  const id = useId();
  const router = useRouter();
  const toast = useToast();
  const [name, setName] = useState(user.name);
  const [language, setLanguage] = useState(user.language);
  const [timeZone, setTimeZone] = useState(user.timeZone);
  const [error, setError] = useState<Error>();
  const known = UI_LANGUAGES.some((code) => code === language);
  const zones = [...new Set(["UTC", user.timeZone, ...Intl.supportedValuesOf("timeZone")])];

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    try {
      await api("/auth/me", { method: "PATCH", body: { name, language, timeZone } });
      if (language !== user.language) setCookie("language", language);
      toast({ title: t("profile.saved") });
      onSaved();
      router.refresh();
    } catch (cause) {
      setError(cause as Error);
    }
  };
  return (
    <form onSubmit={(event) => void save(event)} className="grid gap-4 sm:grid-cols-2">
      <Row id={`${id}-name`} label={t("profile.name")}>
        <Input id={`${id}-name`} value={name} maxLength={200} required autoComplete="name" onChange={(event) => setName(event.target.value)} />
      </Row>
      <Row id={`${id}-mail`} label={t("profile.email")} hint={t("profile.emailHint")}>
        <Input id={`${id}-mail`} value={user.email} disabled />
      </Row>
      <Row id={`${id}-language`} label={t("shell.language")} hint={t("profile.languageHint")}>
        <NativeSelect id={`${id}-language`} value={language} onValueChange={setLanguage}>
          {!known && <option value={language}>{language}</option>}
          {UI_LANGUAGES.map((code) => (
            <option key={code} value={code} lang={code}>
              {new Intl.DisplayNames([code], { type: "language" }).of(code)}
            </option>
          ))}
        </NativeSelect>
      </Row>
      <Row id={`${id}-zone`} label={t("profile.timeZone")} hint={t("profile.timeZoneHint")}>
        <Combobox id={`${id}-zone`} choices={zones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))} values={[timeZone]} onChange={([zone]) => zone && setTimeZone(zone)} />
      </Row>
      <div className="sm:col-span-2">
        {error && <Problem error={error} />}
        <Button type="submit" variant="primary" disabled={name.trim() === ""}>
          {t("common.save")}
        </Button>
      </div>
    </form>
  );
}

interface RowProps {
  id: string;
  label: string;
  hint?: string;
  children: React.ReactNode;
}

export function Row({ id, label, hint, children }: RowProps) {
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      {children}
      {hint && <p className="mt-1 text-xs text-ink-3">{hint}</p>}
    </div>
  );
}
