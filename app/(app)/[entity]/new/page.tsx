import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NewRecord } from "../../../../components/records/new-record";
import { getT } from "../../../_server/i18n";
import { findEntity } from "../../../_server/session";

interface Props {
  params: Promise<{ entity: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, entity] = await Promise.all([getT(), findEntity((await params).entity)]);
  return { title: entity && t("record.new", { label: entity.label }) };
}

export default async function Page({ params }: Props) {
  const entity = await findEntity((await params).entity);
  if (!entity?.rights.create || entity.system) notFound();
  return <NewRecord name={entity.name} />;
}
