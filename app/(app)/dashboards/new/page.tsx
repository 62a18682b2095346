import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Builder } from "../../../../components/dashboards/builder";
import { mayBuild } from "../../../../components/dashboards/may-build";
import { getT } from "../../../_server/i18n";
import { getClientModel } from "../../../_server/session";

interface Props {
  searchParams: Promise<{ from?: string; module?: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("dashboard.new") };
}

export default async function Page({ searchParams }: Props) {
  const [{ from, module }, { system }] = await Promise.all([searchParams, getClientModel()]);
  if (!mayBuild(system)) notFound();
  const nameIn = (text: unknown): string | undefined => (typeof text === "string" && /^[a-z][a-zA-Z0-9]{0,47}$/.test(text) ? text : undefined);
  return <Builder from={nameIn(from)} module={nameIn(module)} />;
}
