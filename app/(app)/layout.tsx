import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { AppProviders } from "../../components/app/app-providers";
import { Shell } from "../../components/layout/shell";
import { getClientModel, getModelText } from "../_server/session";

export default async function AppLayout({ children }: { children: ReactNode }) {
  const [{ user }, model, jar] = await Promise.all([getClientModel(), getModelText(), cookies()]);
  return (
    <AppProviders user={user} model={model}>
      <Shell collapsed={jar.get("sidebar")?.value === "collapsed"}>{children}</Shell>
    </AppProviders>
  );
}
