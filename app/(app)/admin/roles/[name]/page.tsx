import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RoleEditorPage } from "../../../../../components/admin/admin-pages";
import { holdsRight } from "../../../../../components/admin/sections";
import { getT } from "../../../../_server/i18n";
import { getClientModel } from "../../../../_server/session";

interface Props {
  params: Promise<{ name: string }>;
  searchParams: Promise<{ from?: string }>;
}

const NAME = /^[a-z][a-zA-Z0-9]{0,47}$/;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT())("admin.roles") };
}

export default async function Page({ params, searchParams }: Props) {
  const [{ name }, { from }, { system }] = await Promise.all([params, searchParams, getClientModel()]);
  if (!holdsRight(system, "metadata.publish") || !NAME.test(name)) notFound();
  return <RoleEditorPage name={name} from={typeof from === "string" && NAME.test(from) ? from : undefined} />;
}
