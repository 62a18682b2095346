import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { AppProviders } from "../../components/app/app-providers";
import { Shell } from "../../components/layout/shell";
import { getClientModel, getModelText, requireSession } from "../_server/session";

export default async function AppLayout({ children }: { children: ReactNode }) {
  const [{ user }, model, { since }, jar] = await Promise.all([getClientModel(), getModelText(), requireSession(), cookies()]);
  return (
    <AppProviders user={user} model={model} since={since}>
      <Shell collapsed={jar.get("sidebar")?.value === "collapsed"}>{children}</Shell>
    </AppProviders>
  );
}
