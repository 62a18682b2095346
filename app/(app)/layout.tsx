import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { AppProviders } from "../../components/app/app-providers";
import { Shell } from "../../components/layout/shell";
import { getClientModel } from "../_server/session";

export default async function AppLayout({ children }: { children: ReactNode }) {
  const [model, jar] = await Promise.all([getClientModel(), cookies()]);
  return (
    <AppProviders model={model}>
      <Shell collapsed={jar.get("sidebar")?.value === "collapsed"}>{children}</Shell>
    </AppProviders>
  );
}
