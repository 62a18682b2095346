import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { mayBuild } from "../../../../components/dashboards/may-build";
import { ReportBuilder } from "../../../../components/reports/report-builder";
import { getT } from "../../../_server/i18n";
import { getClientModel } from "../../../_server/session";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("report.new") };
}

export default async function Page() {
  if (!mayBuild((await getClientModel()).system)) notFound();
  return <ReportBuilder />;
}
