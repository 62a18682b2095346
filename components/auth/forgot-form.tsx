"use client";
import Link from "next/link";
import { useState, type FormEvent } from "react";
import { api, ApiError } from "../data/api";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Notice } from "../ui/states";
import { AuthField } from "./auth-field";

/** Asks for a letter with a reset link. The answer is the same whether the address is known or not. */
export function ForgotForm() {
  const t = useT();
  const [state, setState] = useState<"asking" | "busy" | "sent">("asking");
  const [error, setError] = useState<string>();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get("email") ?? "");
    setState("busy");
    setError(undefined);
    try {
      await api("/auth/forgot", { method: "POST", body: { email } });
      setState("sent");
    } catch (failure) {
      setError(failure instanceof ApiError && failure.status > 0 ? failure.message : t("error.network"));
      setState("asking");
    }
  }

  return (
    <form onSubmit={submit} noValidate>
      <h1 className="mb-2 text-lg font-semibold">{t("auth.forgotTitle")}</h1>
      {state === "sent" ? (
        <p role="status" className="text-sm text-ink-2">
          {t("auth.forgotSent")}
        </p>
      ) : (
        <>
          <p className="mb-4 text-sm text-ink-2">{t("auth.forgotText")}</p>
          {error && (
            <Notice tone="danger" className="mb-4">
              {error}
            </Notice>
          )}
          <AuthField label={t("auth.email")} name="email" type="email" autoComplete="username" autoFocus required />
          <Button type="submit" variant="primary" className="h-9 w-full" disabled={state === "busy"}>
            {t("auth.forgotSend")}
          </Button>
        </>
      )}
      <BackToSignIn />
    </form>
  );
}

export function BackToSignIn() {
  const t = useT();
  return (
    <p className="mt-4 text-center text-sm">
      <Link href="/sign-in" className="rounded-sm text-accent-ink underline-offset-2 hover:underline">
        {t("auth.back")}
      </Link>
    </p>
  );
}
