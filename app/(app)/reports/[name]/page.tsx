import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ReportPage } from "../../../../components/reports/report-page";
import { getClientModel } from "../../../_server/session";

interface Props {
  params: Promise<{ name: string }>;
}

const find = async ({ params }: Props) => {
  const [{ name }, { parts }] = await Promise.all([params, getClientModel()]);
  return parts.report.find((report) => report.name === name);
};

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await find(props))?.label };
}

export default async function Page(props: Props) {
  const report = await find(props);
  if (!report) notFound();
  return <ReportPage name={report.name} />;
}
