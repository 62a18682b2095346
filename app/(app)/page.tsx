import type { Metadata } from "next";
import { DashboardPage } from "../../components/dashboards/dashboard-page";
import { HomePage } from "../../components/layout/home-page";
import { homeDashboard } from "../../components/dashboards/home-dashboard";
import { getT } from "../_server/i18n";
import { getClientModel } from "../_server/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("shell.home") };
}

export default async function Page() {
  const dashboard = homeDashboard(await getClientModel());
  return dashboard ? <DashboardPage name={dashboard.name} home /> : <HomePage />;
}
