import type { Metadata } from "next";
import { DashboardsPage } from "../../../components/dashboards/dashboard-page";
import { getT } from "../../_server/i18n";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("dashboard.all") };
}

export default function Page() {
  return <DashboardsPage />;
}
