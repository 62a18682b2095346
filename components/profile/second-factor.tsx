"use client";
import dynamic from "next/dynamic";
import { useState, type FormEvent } from "react";
import { AuthField } from "../auth/auth-field";
import { api } from "../data/api";
import { useT } from "../i18n/provider";
import { Problem } from "../import/problem";
import { Button } from "../ui/button";
import { Notice } from "../ui/states";

/** Needed once in a life. */
const QrCode = dynamic(() => import("./qr-code"), { ssr: false });

interface FactorProps {
  on: boolean;
  onChanged(): void;
}

type Stage = { readonly at: "asking" } | { readonly at: "enrolling"; readonly secret: string; readonly uri: string } | { readonly at: "codes"; readonly codes: readonly string[] };

/** A code from an app beside the password: turned on with the password and a first code, off with the password. */
export function SecondFactor({ on, onChanged }: FactorProps) {
  const t = useT();
  const [stage, setStage] = useState<Stage>({ at: "asking" });
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<Error>();
  const attempt = (work: () => Promise<void>) => (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    work().then(() => setTyped(""), setError);
  };
  const begin = attempt(async () => setStage({ at: "enrolling", ...(await api<{ secret: string; uri: string }>("/auth/totp/begin", { method: "POST", body: { password: typed } })) }));
  const confirm = attempt(async () => {
    setStage({ at: "codes", codes: (await api<{ recoveryCodes: string[] }>("/auth/totp/confirm", { method: "POST", body: { code: typed.replace(/\s/g, "") } })).recoveryCodes });
    onChanged();
  });
  const disable = attempt(async () => {
    await api("/auth/totp/disable", { method: "POST", body: { password: typed } });
    onChanged();
  });

  if (stage.at === "codes") {
    return (
      <Notice tone="warning">
        <p>{t("profile.codes")}</p>
        <ul className="mt-2 grid grid-cols-2 gap-1 font-mono">
          {stage.codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <Button size="sm" className="mt-3" onClick={() => setStage({ at: "asking" })}>
          {t("profile.codesKept")}
        </Button>
      </Notice>
    );
  }
  if (stage.at === "enrolling") {
    return (
      <form onSubmit={confirm} className="max-w-sm">
        <p className="mb-3 text-sm">{t("profile.enrol")}</p>
        <QrCode text={stage.uri} label={t("profile.qr")} />
        <p className="my-2 rounded-md border border-line bg-sunken px-3 py-2 font-mono text-sm break-all select-all">{stage.secret}</p>
        <a href={stage.uri} className="mb-4 inline-block text-sm text-accent-ink underline-offset-2 hover:underline">
          {t("profile.openApp")}
        </a>
        <AuthField label={t("profile.code")} inputMode="numeric" autoComplete="one-time-code" required value={typed} onChange={(event) => setTyped(event.target.value)} />
        {error && <Problem error={error} />}
        <Button type="submit" variant="primary">{t("profile.turnOn")}</Button>
      </form>
    );
  }
  return (
    <form onSubmit={on ? disable : begin} className="max-w-sm">
      <p className="mb-3 text-sm font-medium">{on ? t("profile.isOn") : t("profile.isOff")}</p>
      <AuthField label={t("profile.currentPassword")} type="password" autoComplete="current-password" required value={typed} onChange={(event) => setTyped(event.target.value)} />
      {error && <Problem error={error} />}
      <Button type="submit" variant={on ? "danger" : "secondary"}>{on ? t("profile.turnOff") : t("profile.setUp")}</Button>
    </form>
  );
}
