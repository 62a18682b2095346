import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { mayBuild } from "../../../../../../components/dashboards/may-build";
import { ProcessFigures } from "../../../../../../components/designer/designer";
import { getT } from "../../../../../_server/i18n";
import { getClientModel } from "../../../../../_server/session";

interface Props {
  params: Promise<{ name: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("figures.title") };
}

export default async function Page({ params }: Props) {
  const [{ name }, { system }] = await Promise.all([params, getClientModel()]);
  if (!mayBuild(system) || !/^[a-z][a-zA-Z0-9]{0,47}$/.test(name)) notFound();
  return <ProcessFigures name={name} />;
}
