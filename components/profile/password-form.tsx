"use client";
import { useState, type FormEvent } from "react";
import { AuthField } from "../auth/auth-field";
import { api } from "../data/api";
import { useT } from "../i18n/provider";
import { Problem } from "../import/problem";
import { Button } from "../ui/button";
import { useToast } from "../ui/toast";

/** A new password; the present one is asked for, other sessions end. */
export function PasswordForm({ email }: { email: string }) {
  const t = useT();
  const toast = useToast();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const [error, setError] = useState<Error>();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    try {
      await api("/auth/change-password", { method: "POST", body: { current, password } });
      setCurrent("");
      setPassword("");
      toast({ title: t("profile.passwordChanged") });
    } catch (cause) {
      setError(cause as Error);
    }
  };
  return (
    <form onSubmit={(event) => void save(event)} className="max-w-sm">
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <AuthField label={t("profile.currentPassword")} type="password" autoComplete="current-password" required value={current} onChange={(event) => setCurrent(event.target.value)} />
      <AuthField label={t("profile.newPassword")} hint={t("profile.newPasswordHint")} type="password" autoComplete="new-password" required value={password} onChange={(event) => setPassword(event.target.value)} />
      {error && <Problem error={error} />}
      <Button type="submit" disabled={current === "" || password === ""}>
        {t("profile.changePassword")}
      </Button>
    </form>
  );
}
