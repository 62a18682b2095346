"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { api } from "../data/api";
import { useT } from "../i18n/provider";
import { PageBar } from "../layout/page-bar";
import { Problem } from "../import/problem";
import { Skeleton } from "../ui/badge";
import { Button } from "../ui/button";
import { KeyList } from "./key-list";
import { LooksForm } from "./looks-form";
import { MyAbsences } from "./my-absences";
import { MyDeputies } from "./my-deputies";
import { PasswordForm } from "./password-form";
import { PersonForm } from "./person-form";
import { SecondFactor } from "./second-factor";
import { SessionList } from "./session-list";

export interface Me {
  readonly user: { readonly id: string; readonly email: string; readonly name: string; readonly language: string; readonly timeZone: string; readonly hasPassword: boolean; readonly hasSecondFactor: boolean };
}

const KEY = ["me"];

/** One's own account: who one is, how the screens look, and what protects it. */
export function ProfilePage() {
  const t = useT();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({ queryKey: KEY, queryFn: ({ signal }) => api<Me>("/auth/me", { signal }) });
  const changed = () => void client.invalidateQueries({ queryKey: KEY });
  return (
    <>
      <PageBar crumbs={[{ label: t("shell.home"), href: "/" }, { label: t("profile.title") }]} />
      <main id="content" className="scroll-thin min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto max-w-2xl px-6 pt-6 pb-16 max-md:px-4">
          <h1 className="text-xl font-semibold tracking-tight">{t("profile.title")}</h1>
          {error ? (
            <Problem error={error} onRetry={() => void refetch()} />
          ) : !data ? (
            <Skeleton className="mt-6 h-64 w-full" />
          ) : (
            <>
              <Block title={t("profile.person")}>
                <PersonForm me={data} onSaved={changed} />
              </Block>
              <Block title={t("profile.looks")} text={t("profile.looksText")}>
                <LooksForm />
              </Block>
              <Block title={t("bell.settings")} text={t("bell.settingsText")}>
                <Button asChild>
                  <Link href="/profile/notifications" prefetch={false}>
                    <Bell />
                    {t("profile.toNotifications")}
                  </Link>
                </Button>
              </Block>
              <Block title={t("admin.deputies")} text={t("profile.deputiesText")}>
                <MyDeputies />
              </Block>
              <Block title={t("absence.title")} text={t("absence.text")}>
                <MyAbsences />
              </Block>
              <Block title={t("profile.password")} text={t("profile.passwordText")}>
                {data.user.hasPassword ? <PasswordForm email={data.user.email} /> : <p className="text-sm text-ink-2">{t("profile.noPassword")}</p>}
              </Block>
              <Block title={t("profile.second")} text={t("profile.secondText")}>
                <SecondFactor on={data.user.hasSecondFactor} onChanged={changed} />
              </Block>
              <Block title={t("profile.sessions")} text={t("profile.sessionsText")}>
                <SessionList />
              </Block>
              <Block title={t("profile.keys")} text={t("profile.keysText")}>
                <KeyList />
              </Block>
            </>
          )}
        </div>
      </main>
    </>
  );
}

/** A part of the page with a hint on what it is for. */
function Block({ title, text, children }: { title: string; text?: string; children: ReactNode }) {
  return (
    <section className="mt-8 border-t border-line pt-5">
      <h2 className="font-semibold">{title}</h2>
      {text && <p className="mt-0.5 text-sm text-ink-2">{text}</p>}
      <div className="mt-4">{children}</div>
    </section>
  );
}
