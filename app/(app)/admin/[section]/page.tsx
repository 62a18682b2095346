import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AdminPage } from "../../../../components/admin/admin-pages";
import { ADMIN_SECTIONS, holdsRight } from "../../../../components/admin/sections";
import { getT } from "../../../_server/i18n";
import { getClientModel } from "../../../_server/session";

interface Props {
  params: Promise<{ section: string }>;
}

const find = async ({ params }: Props) => {
  const [{ section }, { system }] = await Promise.all([params, getClientModel()]);
  return ADMIN_SECTIONS.find(({ name, right }) => name === section && holdsRight(system, right));
};

export async function generateMetadata(props: Props): Promise<Metadata> {
  const section = await find(props);
  return { title: section && (await getT())(section.label) };
}

export default async function Page(props: Props) {
  const section = await find(props);
  if (!section) notFound();
  return <AdminPage section={section.name} />;
}
