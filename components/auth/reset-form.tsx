"use client";
import { useSyncExternalStore, useState, type FormEvent } from "react";
import { api, ApiError } from "../data/api";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Notice } from "../ui/states";
import { AuthField } from "./auth-field";
import { BackToSignIn } from "./forgot-form";

// Behind "#" in the address, which no browser sends to a server: the token is in no log and no Referer.
const tokenInAddress = () => /^#token=([\w-]+)$/.exec(window.location.hash)?.[1] ?? "";
const onHashChange = (changed: () => void) => {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
};

/** Sets a new password with the token of the letter. */
export function ResetForm() {
  const t = useT();
  // Undefined on the server and in the first picture of the page: the address is not known there.
  const token = useSyncExternalStore<string | undefined>(onHashChange, tokenInAddress, () => undefined);
  const [state, setState] = useState<"asking" | "busy" | "done">("asking");
  const [error, setError] = useState<string>();
  const problem = error ?? (token === "" ? t("auth.resetNoToken") : undefined);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const password = String(data.get("password") ?? "");
    if (password !== String(data.get("again") ?? "")) return setError(t("auth.resetDiffer"));
    setState("busy");
    setError(undefined);
    try {
      await api("/auth/reset", { method: "POST", body: { token, password } });
      setState("done");
    } catch (failure) {
      const known = failure instanceof ApiError && failure.status > 0;
      setError(known ? (failure.issues[0]?.message ?? failure.message) : t("error.network"));
      setState("asking");
    }
  }

  return (
    <form onSubmit={submit} noValidate>
      <h1 className="mb-4 text-lg font-semibold">{t("auth.resetTitle")}</h1>
      {problem && (
        <Notice tone="danger" className="mb-4">
          {problem}
        </Notice>
      )}
      {state === "done" ? (
        <p role="status" className="text-sm text-ink-2">
          {t("auth.resetDone")}
        </p>
      ) : (
        <>
          <AuthField label={t("auth.newPassword")} hint={t("auth.passwordHint")} name="password" type="password" autoComplete="new-password" autoFocus required />
          <AuthField label={t("auth.newPasswordAgain")} name="again" type="password" autoComplete="new-password" required />
          <Button type="submit" variant="primary" className="h-9 w-full" disabled={state === "busy" || !token}>
            {t("auth.resetSave")}
          </Button>
        </>
      )}
      <BackToSignIn />
    </form>
  );
}
