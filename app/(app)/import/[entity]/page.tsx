import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ImportPage } from "../../../../components/import/import-page";
import { getT } from "../../../_server/i18n";
import { findEntity } from "../../../_server/session";

interface Props {
  params: Promise<{ entity: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, entity] = await Promise.all([getT(), findEntity((await params).entity)]);
  return { title: entity && t("import.heading", { plural: entity.plural }) };
}

export default async function Page({ params }: Props) {
  const entity = await findEntity((await params).entity);
  if (!entity?.rights.import || entity.system) notFound();
  return <ImportPage key={entity.name} name={entity.name} />;
}
