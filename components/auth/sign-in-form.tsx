"use client";
import Link from "next/link";
import { signIn } from "next-auth/react";
import { useState, type FormEvent } from "react";
import type { MessageKey } from "../i18n/messages";
import { useT } from "../i18n/provider";
import { Button } from "../ui/button";
import { Notice } from "../ui/states";
import { AuthField } from "./auth-field";

/** Answers of next-auth and the words for them; anything else reads as "wrong e-mail or password". */
const REASONS: Readonly<Record<string, MessageKey>> = {
  SecondFactorRequired: "auth.codeAsked",
  SecondFactorWrong: "auth.codeWrong",
  LockedOut: "auth.lockedOut",
  Unavailable: "auth.unavailable",
  LinkIdentity: "auth.linkIdentity",
  AccessDenied: "auth.accessDenied",
  OAuthSignin: "auth.unavailable",
};

interface SignInFormProps {
  /** Where to go afterwards. */
  next?: string;
  /** Instead of going anywhere: for signing in again within a page. */
  onDone?(): void;
  /** Why next-auth led back here. */
  error?: string;
  email?: string;
  /** Other ways in (OIDC), by configuration. */
  providers?: readonly { readonly id: string; readonly name: string }[];
}

export function SignInForm({ next = "/", onDone, error: cameBack, email, providers = [] }: SignInFormProps) {
  const t = useT();
  const [wantsCode, setWantsCode] = useState(false);
  const [busy, setBusy] = useState(false);
  const [reason, setReason] = useState<MessageKey | undefined>(cameBack === undefined ? undefined : (REASONS[cameBack] ?? "auth.failed"));

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    setBusy(true);
    setReason(undefined);
    const answer = await signIn("credentials", {
      email: String(data.get("email") ?? ""),
      password: String(data.get("password") ?? ""),
      code: String(data.get("code") ?? ""),
      redirect: false,
    }).catch(() => undefined);
    if (answer?.ok) {
      // A full load: the next page belongs to another person than the one before.
      if (onDone) onDone();
      else window.location.assign(next);
      return;
    }
    setBusy(false);
    const error = answer?.error ?? "Unavailable";
    if (error.startsWith("SecondFactor")) setWantsCode(true);
    setReason(error === "SecondFactorRequired" ? undefined : (REASONS[error] ?? "auth.failed"));
  }

  return (
    <form onSubmit={submit} noValidate>
      {!onDone && <h1 className="mb-5 text-lg font-semibold">{t("auth.signIn")}</h1>}
      {reason && (
        <Notice tone="danger" className="mb-4">
          {t(reason)}
        </Notice>
      )}
      <AuthField label={t("auth.email")} name="email" type="email" autoComplete="username" defaultValue={email} autoFocus={!email} required />
      <AuthField label={t("auth.password")} name="password" type="password" autoComplete="current-password" autoFocus={email !== undefined} required />
      {wantsCode && <AuthField label={t("auth.code")} hint={t("auth.codeAsked")} name="code" autoComplete="one-time-code" maxLength={24} autoFocus required />}
      <Button type="submit" variant="primary" className="h-9 w-full" disabled={busy}>
        {busy ? t("auth.signingIn") : t("auth.signIn")}
      </Button>
      {providers.length > 0 && (
        <>
          <div className="my-4 flex items-center gap-3 text-xs text-ink-3 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">{t("auth.or")}</div>
          <div className="grid gap-2">
            {providers.map((provider) => (
              <Button key={provider.id} className="h-9 w-full" onClick={() => void signIn(provider.id, { callbackUrl: next })}>
                {t("auth.signInWith", { name: provider.name })}
              </Button>
            ))}
          </div>
        </>
      )}
      <p className="mt-4 text-center text-sm">
        <Link href="/forgot" className="rounded-sm text-accent-ink underline-offset-2 hover:underline">
          {t("auth.forgotLink")}
        </Link>
      </p>
    </form>
  );
}
