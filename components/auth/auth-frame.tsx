"use client";
import type { ReactNode } from "react";
import { useT } from "../i18n/provider";
import { Logo } from "../layout/logo";

export function AuthFrame({ children }: { children: ReactNode }) {
  const t = useT();
  return (
    <main className="flex min-h-dvh flex-col items-center bg-sunken px-4 pt-[14vh] pb-10">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex items-center justify-center gap-2.5">
          <Logo className="size-8" />
          <span className="text-xl font-semibold tracking-tight">{t("app.name")}</span>
        </div>
        <div className="rounded-xl border border-line bg-raised p-6 shadow-low">{children}</div>
      </div>
    </main>
  );
}
