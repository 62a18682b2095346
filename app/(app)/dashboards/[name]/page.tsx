import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DashboardPage } from "../../../../components/dashboards/dashboard-page";
import { getClientModel } from "../../../_server/session";

interface Props {
  params: Promise<{ name: string }>;
}

const find = async ({ params }: Props) => {
  const [{ name }, { parts }] = await Promise.all([params, getClientModel()]);
  return parts.dashboard.find((dashboard) => dashboard.name === name);
};

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await find(props))?.label };
}

export default async function Page(props: Props) {
  const dashboard = await find(props);
  if (!dashboard) notFound();
  return <DashboardPage name={dashboard.name} />;
}
