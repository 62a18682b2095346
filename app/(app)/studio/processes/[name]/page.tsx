import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { mayBuild } from "../../../../../components/dashboards/may-build";
import { ProcessDesigner } from "../../../../../components/designer/designer";
import { getT } from "../../../../_server/i18n";
import { getClientModel } from "../../../../_server/session";

interface Props {
  params: Promise<{ name: string }>;
  searchParams: Promise<{ new?: string; module?: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("designer.processes") };
}

export default async function Page({ params, searchParams }: Props) {
  const [{ name }, query, { system }] = await Promise.all([params, searchParams, getClientModel()]);
  if (!mayBuild(system) || !/^[a-z][a-zA-Z0-9]{0,47}$/.test(name)) notFound();
  return <ProcessDesigner name={name} isNew={query.new !== undefined} {...(query.module && { module: query.module })} />;
}
